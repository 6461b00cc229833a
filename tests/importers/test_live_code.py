"""Classes of a running program, read from the file that it has them from."""

from __future__ import annotations

from typing import Any

import keras
import pytest
from keras import layers

import model_codegen as mc
from model_codegen.design.custom_layers import custom_layers
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.importers import from_model
from model_codegen.importers.live_code import with_live_code

pytestmark = pytest.mark.keras

FACTOR = 2.0


class Doubling(layers.Layer):  # type: ignore[misc]
    """Multiplies by twice a weight."""

    def __init__(self, start: Any = "ones", *, scale: float = 1.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.start = keras.initializers.get(start)
        self.scale = scale

    def build(self, shape: Any) -> None:
        self.weight = self.add_weight((shape[-1],), initializer=self.start, name="weight")

    def call(self, inputs: Any) -> Any:
        return inputs * self.weight * self.scale * FACTOR

    def get_config(self) -> dict[str, Any]:
        start = keras.initializers.serialize(self.start)
        return {**super().get_config(), "start": start, "scale": self.scale}


class Curt(layers.Layer):  # type: ignore[misc]
    """Cannot be made of its config."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def call(self, inputs: Any) -> Any:
        return inputs


def model(*made: Any) -> Any:
    x = inputs = keras.Input((3,))
    for each in made:
        x = each(x)
    return keras.Model(inputs, layers.Dense(2)(x))


def test_a_class_comes_with_what_it_needs() -> None:
    live = model(Doubling("zeros", scale=0.5, name="twice"))
    read = from_model(live, keep_code=True)
    assert custom_layers(read.design) == {"main": {"twice": {"Doubling"}}}
    assert not [d for d in read.diagnostics if d.code == "placeholder"]
    assert "FACTOR = 2.0" in read.design.code
    assert "Curt" not in read.design.code
    made = mc.build(read.design, trust_code=True)
    assert made.count_params() == live.count_params() == 3 + 8
    assert made.get_layer("twice").scale == 0.5
    assert mc.analyse(read.design).total_params == 11


def test_it_is_not_read_unasked() -> None:
    read = from_model(model(Doubling()))
    assert read.design.code == ""
    assert [d for d in read.diagnostics if d.code == "placeholder"]


def test_a_class_inside_a_function_stays_a_placeholder() -> None:
    class Inner(layers.Layer):  # type: ignore[misc]
        def call(self, inputs: Any) -> Any:
            return inputs * 2

    read = from_model(model(Inner()), keep_code=True)
    assert read.design.code == ""
    assert with_live_code(read, []) is read


class Stepped(Doubling):
    """One that `TimeDistributed` can ask for its shape."""

    def compute_output_shape(self, shape: Any) -> Any:
        return shape


def test_a_class_comes_with_a_layer_that_a_wrapper_shares() -> None:
    inputs, shared = keras.Input((5, 4), name="input_layer"), Stepped(name="shared")
    x = layers.TimeDistributed(shared, name="each")(inputs)
    live = keras.Model(inputs, shared(layers.GlobalMaxPooling1D(name="p")(x)), name="steps")
    read = from_model(live, keep_code=True)
    assert not read.diagnostics
    assert custom_layers(read.design) == {"": {"shared": {"Stepped"}}}
    found = mc.analyse(read.design)
    assert not found.errors
    assert found.total_params == 4
    assert [d.message for d in found.diagnostics if d.severity == "warning"] == [
        "What `each` returns is not known, nor what follows it: it holds `shared`, "
        "which cannot be asked here"
    ]
    assert "(None, 5, 4)" in mc.summary(read.design)
    for style in ("functional", "subclass"):
        again = mc.from_source(mc.emit(read.design, style).text)
        assert not again.diagnostics
        assert normal_form(again.design) == normal_form(read.design)
