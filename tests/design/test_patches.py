"""Patches reach what they mean in the design's JSON, whatever ids and arguments look like."""

from __future__ import annotations

import itertools
import json
from typing import Any

import jsonpatch
import jsonpointer
import pytest
from hypothesis import HealthCheck, given, settings

from model_codegen.design import patches
from model_codegen.design.fileformat.serialization import argument_to_json, from_json, to_json
from model_codegen.design.graph import Design, Layer, SubModel, TensorRef
from model_codegen.design.traversal import arguments
from tests.drafting import block, design, graph, inp, layer, ref
from tests.strategies import designs

BASE = design(
    {"x": (inp(4),), "a": (layer("Dense", units=3), "x"), "b": (block("m/~0"), "a")},
    models={"m/~0": graph({"i~1/": (inp(3),), "r": (layer("ReLU"), "i~1/")}, "i~1/")},
)


def applied(operations: patches.Operations, base: Design = BASE) -> Design:
    return from_json(jsonpatch.apply_patch(json.loads(json.dumps(to_json(base))), operations))


def test_ids_are_escaped() -> None:
    renamed = applied(patches.rename("m/~0", "i~1/", "inner"))
    operation = renamed.models["m/~0"].operations["i~1/"]
    assert isinstance(operation, Layer)
    assert operation.name == "inner"


@given(designs(max_calls=8))
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_every_argument_has_a_pointer(drawn: Design) -> None:
    value: Any = json.loads(json.dumps(to_json(drawn)))
    graphs = [("main", drawn.main), *drawn.models.items()]
    for graph_id, each in graphs:
        for node_id, node in each.nodes.items():
            for path, leaf in arguments(node):
                if isinstance(leaf, TensorRef):
                    where = patches.argument_pointer(graph_id, each, node_id, path)
                    assert jsonpointer.resolve_pointer(value, where) == argument_to_json(leaf)


def test_a_dtype_is_set_whether_there_was_one_or_not() -> None:
    changed = applied(patches.set_dtype("main", "a", "float16")).main.operations["a"]
    assert isinstance(changed, Layer)
    assert changed.dtype == "float16"


def test_calls_are_moved_to_another_operation() -> None:
    moved = applied(patches.call_instead("main", {"b": "a"}, ["b"]))
    assert moved.main.nodes["b"].operation == "a"
    assert set(moved.main.operations) == {"x", "a"}


def test_a_layer_is_inserted_between_a_tensor_and_its_use() -> None:
    made = Layer("keras.layers.ReLU", "relu")
    places = [("b", ("args", 0))]
    changed = applied(patches.insert_layer("main", BASE.main, made, ref("a"), places))
    assert changed.main.nodes["b"].args == (ref("relu"),)
    assert changed.main.nodes["relu"].args == (ref("a"),)
    assert changed.main.operations["relu"] == made


@pytest.mark.parametrize("key", ["a", "b"])
def test_a_call_gets_an_operation_of_its_own(key: str) -> None:
    operation = BASE.main.operations[key]
    assert isinstance(operation, (Layer, SubModel))
    changed = applied(patches.copy_operation("main", operation, "own", key))
    assert changed.main.nodes[key].operation == "own"
    assert type(changed.main.operations["own"]) is type(operation)


def test_fresh_names_are_nobodys() -> None:
    assert patches.fresh(BASE.main, "c") == "c"
    assert patches.fresh(BASE.main, "a") == "a_1"
    names = list(itertools.islice(patches.fresh_names(BASE.main, "x"), 3))
    assert names == ["x_1", "x_2", "x_3"]
