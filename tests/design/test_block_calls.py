"""Calls of definitions, with their tensors as the definition declares its inputs."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.design.block_calls import as_declared
from model_codegen.design.graph import Layer, ModelGraph, Node, TensorRef

A, B = TensorRef("a"), TensorRef("b")


def definition(inputs: Any) -> ModelGraph:
    operations = {key: Layer("keras.Input", f"{key}_name", {"shape": [1]}) for key in "xy"}
    return ModelGraph("block", operations, {key: Node(key) for key in "xy"}, inputs)


@pytest.mark.parametrize(
    ("inputs", "given", "expected"),
    [
        (["x"], A, [A]),
        ("x", [A], A),
        ("x", {"z": A}, A),
        ({"k": "x"}, A, {"k": A}),
        (["x", "y"], {"y_name": A, "x_name": B}, [B, A]),
        (["x", "y"], {"q": A, "p": B}, [B, A]),  # sorted, as `keras.tree.flatten` does
        ({"p": "x", "q": "y"}, [A, B], {"p": A, "q": B}),
        (["x", ["y"]], [A, B], [A, [B]]),
    ],
)
def test_tensors_are_put_where_the_definition_has_them(
    inputs: Any, given: Any, expected: Any
) -> None:
    node = Node("block", (given,), {"training": False})
    assert as_declared(definition(inputs), node) == Node("block", (expected,), {"training": False})


@pytest.mark.parametrize(
    ("inputs", "args"),
    [
        (["x"], ([A],)),
        (["x", "y"], ((A, B),)),
        ("x", (A,)),
        ("x", ([A, B],)),
        ("x", ()),
        ({"k": "x"}, ({"k": A},)),
    ],
)
def test_what_is_as_declared_or_cannot_be_stays(inputs: Any, args: Any) -> None:
    node = Node("block", args)
    assert as_declared(definition(inputs), node) is node
