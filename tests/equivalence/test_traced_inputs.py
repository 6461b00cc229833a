"""Inputs of classes keep the shapes that were drawn."""

from __future__ import annotations

from model_codegen.design.graph import Layer, Op, Operation
from model_codegen.equivalence.traced_inputs import with_told_shape


def made(*shape: object) -> Layer:
    return Layer("keras.Input", "x", {"shape": list(shape)})


def test_a_shape_that_takes_the_tensor_stays() -> None:
    told = made(None, None, {"expression": "filters"})
    assert with_told_shape(told, made(28, 28, 16)) == told
    for other in (made(28, 16), made(30, 28, 16)):
        assert with_told_shape(made(28, 28, 16), other) == other
    op: Operation = Op("keras.ops.add")
    assert with_told_shape(op, told) == told
