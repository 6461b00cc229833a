"""Parts of models: what calls return, their layers, what of them is trained."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.design.graph import Recorded, TensorSpec
from model_codegen.importers.source.keras.model_parts import calls_of, freeze, layers_of, results
from model_codegen.importers.source.values import Call, LayerMade, Model, Tensor, Value
from tests.importers.source.interpreter.held_to_python import follow

MODEL = """
import keras
a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
first, second = keras.layers.Dense(3, name="first"), keras.layers.Dense(3, name="second")
model = keras.Model([a, b], second(first(a)) + first(b))
"""
SEQ2SEQ = """
import keras
a = keras.Input((2, 3), name="a")
y, h, c = keras.layers.LSTM(3, return_state=True, name="encoder")(a)
b, unused = keras.Input((2, 4), name="b"), keras.Input((1,), name="unused")
decoder = keras.layers.LSTM(3, name="decoder")
model = keras.Model([a, b, unused], decoder(b, initial_state=[h, c]))
"""
SPEC = TensorSpec((None, 3), "float32")


def model() -> Model:
    found = follow(MODEL).program.module.values["model"]
    assert isinstance(found, Model)
    return found


def of_outputs(outputs: Value) -> tuple[Value, Call]:
    made = Model("functional", "m", True, outputs=outputs)
    call = Call(made, (), {}, 1, 0)
    return results(made, call), call


def test_results_have_the_form_of_the_outputs() -> None:
    found, call = of_outputs({"b": "leaf", "a": ["leaf", ("leaf",)]})
    assert isinstance(found, dict)
    first, (second,) = found["a"]
    assert [(each.call, each.index) for each in (first, second, found["b"])] == [
        (call, 0), (call, 1), (call, 2),  # as Keras counts them: by sorted keys
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 2])
def test_results_of_a_placeholder_are_those_recorded(count: int) -> None:
    made = Model("subclass", "m", True, recorded=Recorded((SPEC,) * count))
    found = results(made, Call(made, (), {}, 1, 0))
    tensors = [found] if count == 1 else found
    assert isinstance(tensors, (list, tuple))
    assert [each.index for each in tensors if isinstance(each, Tensor)] == [*range(count)]


@pytest.mark.keras
@pytest.mark.parametrize("text", [MODEL, SEQ2SEQ])
def test_the_layers_of_a_model_stand_as_keras_has_them(text: str) -> None:
    """So `model.layers[2]` is one layer: in SEQ2SEQ the encoder's, though `b` was made after it."""
    made = follow(text).program.module.values["model"]
    assert isinstance(made, Model)
    scope: dict[str, Any] = {}
    exec(text, scope)
    wanted = [layer.name for layer in scope["model"].layers]
    assert [layer.name for layer in layers_of(made) if isinstance(layer, LayerMade)] == wanted
    assert len(calls_of(model())) == 6


@pytest.mark.keras
def test_unfreezing_a_model_unfreezes_its_layers() -> None:
    made = model()
    layers = [layer for layer in layers_of(made) if isinstance(layer, LayerMade)]
    freeze(layers[2], trainable=False)
    freeze(made, trainable=False)
    assert (made.trainable, layers[2].trainable, layers[3].trainable) == (False, False, True)
    freeze(made, trainable=True)
    assert made.trainable
    assert all(layer.trainable for layer in layers)
