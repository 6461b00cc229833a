"""Arguments of layers, as a design has them."""

from __future__ import annotations

import math

import pytest

from model_codegen.importers.source.drawing.layer_values import dtype_of, json_values, to_layer
from model_codegen.importers.source.values import LayerMade, Made, Name, Unknown, Value

pytestmark = pytest.mark.keras

L2 = {"class_name": "keras.regularizers.L2", "config": {"l2": 0.1}}


def made(**config: Value) -> LayerMade:
    return LayerMade("keras.layers.Dense", "dense", True, dict(config), "float32")


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ((1, None), [1, None]), (range(2), [0, 1]), ({1: "a"}, {"1": "a"}),
        (Made("keras.regularizers.L2", {"l2": 0.1}), L2), (Name("tensorflow.float16"), "float16"),
        ({"class_name": "L2", "config": {"l2": 0.1}}, L2),
        (Name("keras.initializers.he_normal"),
         {"class_name": "keras.initializers.HeNormal", "config": {}}),
        (made(units=3), {"class_name": "keras.layers.Dense", "config": {"units": 3}}),
    ],
)  # fmt: skip
def test_an_argument_becomes_json(value: Value, kept: Value) -> None:
    assert json_values({"a": value}) == {"a": kept}


@pytest.mark.parametrize("value", [Unknown("it is read"), math.nan, 2**64, print])
@pytest.mark.parametrize("around", [lambda v: v, lambda v: [1, v], lambda v: {"b": v}])
def test_an_argument_that_a_design_cannot_hold_is_left_out_whole(value: Value, around) -> None:  # noqa: ANN001
    assert json_values({"a": around(value), "c": 1}) == {"c": 1}


def test_an_object_goes_without_the_arguments_that_it_cannot_hold() -> None:
    found = json_values({"a": Made("keras.regularizers.L2", {"l2": Unknown("it is read")})})
    assert found == {"a": {"class_name": "keras.regularizers.L2", "config": {}}}


def test_a_layer_comes_with_why_arguments_are_left_open() -> None:
    layer, problems = to_layer(made(units=3, activation=Unknown("it is read", 4)), "float32")
    assert layer.config == {"units": 3}
    assert problems == ["`activation` is left open: it is read (line 4)"]


def test_a_dtype_is_a_text_a_policy_or_a_name() -> None:
    assert dtype_of("float16") == "float16"
    assert dtype_of(Made("keras.DTypePolicy", {"name": "mixed_float16"})) == "mixed_float16"
    assert dtype_of(Name("tensorflow.float16")) == "float16"
    assert dtype_of(None) is None
