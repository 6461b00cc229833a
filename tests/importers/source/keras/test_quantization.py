"""`model.quantize` in a text: the layers that Keras quantizes, and a sentence about the others."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import Layer
from model_codegen.importers import from_model, from_source
from model_codegen.keras_bridge.dtype_policies import quantized_policy

pytestmark = pytest.mark.keras

TEXT = """\
import keras
from keras import layers

inputs = keras.Input((6,))
x = layers.Dense(8, name="wide")(inputs)
x = layers.Reshape((2, 4))(x)
x = layers.LSTM(4, return_sequences=True)(x)
x = layers.TimeDistributed(layers.Dense(3, name="inner"), name="steps")(x)
block = keras.Sequential([keras.Input((2, 3)), layers.Dense(5, name="deep")], name="block")
x = layers.Flatten()(block(x))
model = keras.Model(inputs, layers.Dense(1, name="last", trainable=False)(x), name="m")
model.quantize("int8")
"""


def policies(text: str) -> tuple[dict[str, Any], list[str]]:
    """By layer its dtype policy, those inside wrappers included; and what is told."""
    result = from_source(text)
    found: dict[str, Any] = {}
    for graph in (result.design.main, *result.design.models.values()):
        for operation in graph.operations.values():
            if isinstance(operation, Layer):
                found[operation.name] = operation.dtype
                inner = operation.config.get("layer")
                if isinstance(inner, dict):
                    found[inner["config"]["name"]] = inner["config"].get("dtype")
    return found, [d.message for d in result.diagnostics]


def test_the_layers_that_keras_quantizes_have_its_policy_however_deep_they_stand() -> None:
    found, told = policies(TEXT)
    quantized = {name for name, policy in found.items() if policy == "int8_from_float32"}
    assert quantized == {"wide", "inner", "deep", "last"}
    assert {policy for name, policy in found.items() if name not in quantized} == {None}
    assert told == []


@pytest.mark.filterwarnings("ignore:Layer .* does not have a `quantize` method")
@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy")
def test_the_figures_are_those_of_keras() -> None:
    made: dict[str, Any] = {}
    exec(TEXT, made)
    live = made["model"]
    drawn = from_source(TEXT).design
    assert analyse(drawn).total_params == live.count_params()
    assert analyse(from_model(live).design).total_params == live.count_params()


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ('quantize("gptq", config=options)', "`m` is quantized to `gptq`, with `config`"),
        ('quantize("int8", filters="wide")', "`m` is quantized to `int8`, with `filters`"),
        ("quantize(mode)", "`m` is quantized: that is not drawn"),
    ],
)
def test_what_is_not_followed_is_one_sentence(call: str, sentence: str) -> None:
    found, told = policies(TEXT.replace('quantize("int8")', call))
    assert {*found.values()} == {None}
    (one, *others) = told
    assert sentence in one
    assert others == []


def test_what_is_quantized_inside_a_layer_is_told() -> None:
    attention = 'layers.MultiHeadAttention(2, 4, name="mha")(x, x)'
    found, told = policies(TEXT.replace("layers.LSTM(4, return_sequences=True)(x)", attention))
    assert found["mha"] is None
    assert told == [
        "Line 12: what Keras quantizes inside `mha` is not drawn: "
        "no dtype policy of a layer says it"
    ]


def test_other_modes_and_policies_are_those_of_keras() -> None:
    found, _ = policies(TEXT.replace('"int8"', 'mode="int4"'))
    assert found["wide"] == quantized_policy("int4", "float32") != "float32"
    half = TEXT.replace('name="wide"', 'name="wide", dtype="mixed_float16"')
    found, told = policies(half)
    assert found["wide"] == "mixed_float16"
    assert "inside `wide`" in told[0]


def test_a_model_without_weights_is_not_quantized() -> None:
    made = 'm = keras.Sequential([keras.layers.Dense(3)], name="m")'
    _, told = policies(f'import keras\n{made}\nm.quantize("int8")\n')
    assert "`m` is not built yet" in told[0]
