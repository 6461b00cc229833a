"""Layers: what they are made with, and what their calls return."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.keras.op_calls import shapes
from model_codegen.importers.source.values import LayerMade, Value
from tests.importers.source.interpreter.held_to_python import follow, reason_of, value_of

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    ("text", "config", "given"),
    [
        ("layers.Dense(3, activation=keras.activations.relu)",
         {"units": 3, "activation": "relu"}, None),
        ("layers.Dense(output_dim=3, input_dim=5)", {"units": 3}, (None, 5)),
        ("layers.Dense(3, input_shape=(4, 5))", {"units": 3}, (None, 4, 5)),
        ("layers.Dense(3, batch_input_shape=(2, 5))", {"units": 3}, (2, 5)),
        ("layers.Conv2D(3, 2, 4, border_mode='same')",
         {"filters": 3, "kernel_size": (2, 4), "padding": "same"}, None),
        ("layers.MaxPooling2D(2, padding='SAME')", {"pool_size": 2, "padding": "same"}, None),
        ("layers.LSTM(3, input_dim=4, input_length=5)", {"units": 3}, (None, 5, 4)),
    ],
)  # fmt: skip
def test_a_layer_keeps_what_a_design_has(text: str, config: dict[str, Value], given: Value) -> None:
    found = value_of(text)
    assert isinstance(found, LayerMade)
    assert (found.config, found.given) == (config, given)


@pytest.mark.parametrize(
    "text",
    [
        "layers.Dense(3)(x)",
        "layers.LSTM(3)(x)",
        "layers.LSTM(3, return_state=True)(x)",
        "layers.GRU(3, return_state=True, return_sequences=True)(x)",
        "layers.Bidirectional(layers.LSTM(3, return_state=True))(x)",
        "layers.MultiHeadAttention(2, 3)(x, x, return_attention_scores=True)",
        "layers.Add()([x, x])",
        "layers.Dense(3)(keras.ops.ones((2, 4)))",
    ],
)
def test_a_call_returns_what_it_does_in_keras(text: str) -> None:
    import keras

    reading = follow(f"x = keras.Input((6, 4))\nfound = {text}")
    live = eval(text, {"keras": keras, "layers": keras.layers, "x": keras.Input((6, 4))})
    expected = keras.tree.map_structure(lambda leaf: tuple(leaf.shape), live)
    found = shapes(reading, reading.program.module.values["found"])
    assert found == (tuple(expected) if isinstance(expected, list) else expected)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("layers.Dense(3, name='a')(7)", "`a` is called on no tensor"),
        ("layers.Nothing(3)", "Keras has no `keras.layers.Nothing`"),
    ],
)
def test_what_is_not_called_has_a_reason(text: str, reason: str) -> None:
    assert reason_of(text) == reason
