"""What each form of the file format becomes in a graph, and that nothing is coerced."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from model_codegen.design.fileformat.schema import (
    WireDesign,
    WireGraph,
    WireNode,
    WireOperation,
)
from model_codegen.design.graph import (
    Design,
    Layer,
    ModelGraph,
    Node,
    Op,
    Recorded,
    SubModel,
    TensorRef,
    TensorSpec,
)


@pytest.mark.parametrize(
    ("written", "operation"),
    [
        ({"kind": "op", "function": "keras.ops.add"}, Op("keras.ops.add")),
        ({"kind": "model", "model": "m", "name": "n"}, SubModel("m", "n")),
        ({"kind": "layer", "class_name": "keras.Input", "name": "x"}, Layer("keras.Input", "x")),
        (
            {
                "kind": "layer",
                "class_name": "mine.Layer",
                "name": "x",
                "config": {"sizes": [1, 2]},
                "dtype": "float16",
                "trainable": False,
                "recorded": {"outputs": [{"shape": [None, 2], "dtype": "int32"}], "params": 7},
            },
            Layer(
                "mine.Layer",
                "x",
                {"sizes": [1, 2]},
                "float16",
                trainable=False,
                recorded=Recorded((TensorSpec((None, 2), "int32"),), 7),
            ),
        ),
    ],
)
def test_an_operation_becomes_one_of_the_graph(written: Any, operation: Any) -> None:
    assert TypeAdapter(WireOperation).validate_python(written) == operation


def test_a_call_a_graph_and_a_design_become_theirs() -> None:
    assert TypeAdapter(WireNode).validate_python({"operation": "a"}) == Node("a")
    node = {"operation": "a", "args": [[{"tensor": ["x", 0]}]], "kwargs": {"training": False}}
    graph = {"name": "g", "nodes": {"a": node}, "inputs": {"tuple": ["x"]}}
    made = ModelGraph(
        "g", nodes={"a": Node("a", ([TensorRef("x")],), {"training": False})}, inputs=("x",)
    )
    assert TypeAdapter(WireGraph).validate_python(graph) == made
    design = {
        "schema_version": 2,
        "name": "d",
        "main": graph,
        "positions": {"main": {"a": [1, 2.5]}},
    }
    found: Any = WireDesign.model_validate(design)
    assert found == Design("d", made, positions={"main": {"a": (1.0, 2.5)}})
    assert isinstance(found.positions["main"]["a"], tuple)


@pytest.mark.parametrize(
    ("adapter", "written"),
    [
        (WireNode, {"operation": 1}),
        (WireNode, {"operation": "a", "extra": 1}),
        (WireOperation, {"kind": "model", "model": "m", "name": "n", "trainable": 1}),
        (WireOperation, {"kind": "layer", "class_name": "a", "name": "b", "trainable_layers": -1}),
        (WireGraph, {"name": "g", "inputs": {"tensor": ["a", 0]}}),
        (WireGraph, {"name": "g", "outputs": ["a"]}),
    ],
)
def test_nothing_is_coerced(adapter: Any, written: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(adapter).validate_python(written)
