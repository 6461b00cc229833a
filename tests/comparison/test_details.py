"""What changed, as text."""

from __future__ import annotations

from model_codegen.comparison.details import (
    call_details,
    mapping_details,
    operation_details,
    value_text,
    what,
)
from model_codegen.comparison.differences import Detail
from model_codegen.design.graph import Expression, Layer, Node, Op, SubModel, TensorRef


def test_values_are_written_as_a_person_would() -> None:
    assert value_text([3, 3]) == "(3, 3)"
    assert value_text({"expression": "4 * filters"}) == "4 * filters"
    assert value_text(Expression("units")) == "units"
    regularizer = {"class_name": "keras.regularizers.L2", "config": {"l2": 0.1}}
    assert value_text(regularizer) == "L2(l2=0.1)"
    assert value_text({"a": ...}) == "{a: …}"
    assert len(value_text("x" * 100)) == 60


def test_operations_tell_their_class_and_every_argument() -> None:
    before = Layer("keras.layers.Dense", "a", {"units": 3, "use_bias": False})
    after = Layer("keras.layers.EinsumDense", "b", {"units": 4}, trainable=False)
    assert list(operation_details(before, after)) == [
        Detail("class", "Dense", "EinsumDense"),
        Detail("name", "'a'", "'b'"),
        Detail("trainable", "True", "False"),
        Detail("units", "3", "4"),
        Detail("use_bias", "False", ""),
    ]
    assert [*operation_details(Op("keras.ops.add"), Op("keras.ops.add"))] == []
    assert [str(one) for one in operation_details(Op("keras.ops.add"), Op("keras.ops.max"))] == [
        "class: add → max"
    ]
    assert what(SubModel("m", "m")) == "block"


def test_what_is_unset_is_the_default() -> None:
    [detail] = mapping_details({"rate": 0.5}, {})
    assert str(detail) == "rate: 0.5 → default"
    [detail] = mapping_details({}, {"rate": 0.5})
    assert str(detail) == "rate=0.5"


def test_calls_tell_what_they_are_given() -> None:
    names = (lambda key: f"old {key}", lambda key: f"new {key}")
    before = Node("o", (TensorRef("a"),), {"training": False})
    after = Node("o", (TensorRef("b", 1),), {"mask": TensorRef("m")})
    assert list(call_details(before, after, names)) == [
        Detail("inputs", "old a", "new b[1], new m"),
        Detail("training", "False", ""),
        Detail("mask", "", "…"),
    ]
    literal = [Node("o", (TensorRef("a"), value)) for value in (1, 2)]
    assert list(call_details(*literal, names)) == [Detail("arguments", "(…, 1)", "(…, 2)")]
