"""A patch between two designs makes the one into the other, and holds only what was changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonpatch
import pytest
from hypothesis import HealthCheck, given, settings

from bench.designs import residual_stack, resnet50
from model_codegen.design.difference import difference
from model_codegen.design.fileformat.serialization import dumps, from_json, to_json
from model_codegen.design.graph import Design, Layer, Missing, Node, TensorRef
from tests.drafting import design, inp, layer, op, ref
from tests.strategies import designs

RESNET = resnet50()


def changed(base: Design, operation_id: str, **fields: Any) -> Design:
    operation = base.main.operations[operation_id]
    assert isinstance(operation, Layer)
    operations = {**base.main.operations, operation_id: replace(operation, **fields)}
    return replace(base, main=replace(base.main, operations=operations))


def test_one_activation_of_resnet50_is_one_operation() -> None:
    edited = changed(RESNET, "conv4_block3_2_relu", config={"activation": "gelu"})
    where = "/main/operations/conv4_block3_2_relu/config/activation"
    assert difference(RESNET, edited) == [{"op": "replace", "path": where, "value": "gelu"}]


@pytest.mark.parametrize("nodes", [10, 1000])
def test_the_size_follows_the_edit_and_not_the_design(nodes: int) -> None:
    base = residual_stack(nodes)
    edited = changed(base, "dense", config={"units": 77, "activation": "relu"})
    where = "/main/operations/dense/config/units"
    assert difference(base, edited) == [{"op": "replace", "path": where, "value": 77}]


def test_a_layer_put_between_two_is_two_additions_and_the_argument_it_takes() -> None:
    base = RESNET.main
    operations = {**base.operations, "extra": Layer("keras.layers.Dropout", "extra", {"rate": 0.1})}
    nodes = {
        **base.nodes,
        "extra": Node("extra", (TensorRef("avg_pool"),)),
        "predictions": replace(base.nodes["predictions"], args=(TensorRef("extra"),)),
    }
    edited = replace(RESNET, main=replace(base, operations=operations, nodes=nodes))
    found = difference(RESNET, edited)
    assert {(step["op"], step["path"]) for step in found} == {
        ("add", "/main/operations/extra"),
        ("add", "/main/nodes/extra"),
        ("replace", "/main/nodes/predictions/args/0/tensor/0"),
    }


BASE = design(
    {
        "x": (inp(4),),
        "y": (inp(4),),
        "a": (layer("Dense", units=3), "x"),
        "b": (layer("Dense", units=3), "y"),
        "c": (op("add"), "a", "b"),
    },
    ["x", "y"],
)


def _with_node(node_id: str, node: Node) -> Design:
    return replace(BASE, main=replace(BASE.main, nodes={**BASE.main.nodes, node_id: node}))


@pytest.mark.parametrize(
    ("edit", "paths"),
    [
        (lambda: replace(BASE, name="other"), ["/name"]),
        (lambda: replace(BASE, dtype_policy="float16"), ["/dtype_policy"]),
        (lambda: changed(BASE, "a", name="first"), ["/main/operations/a/name"]),
        (lambda: changed(BASE, "a", dtype="float16"), ["/main/operations/a/dtype"]),
        (lambda: changed(BASE, "a", trainable=False), ["/main/operations/a/trainable"]),
        (
            lambda: changed(BASE, "a", config={"units": 3, "use_bias": False}),
            ["/main/operations/a/config/use_bias"],
        ),
        (lambda: changed(BASE, "a", config={}), ["/main/operations/a/config/units"]),
        (lambda: _with_node("b", Node("a", (ref("y"),))), ["/main/nodes/b/operation"]),
        (
            lambda: _with_node("c", Node("c", (ref("a"), Missing()))),
            ["/main/nodes/c/args/1/tensor", "/main/nodes/c/args/1/missing"],
        ),
        (
            lambda: _with_node("a", Node("a", (ref("x"),), {"training": False})),
            ["/main/nodes/a/kwargs/training"],
        ),
        (lambda: replace(BASE, positions={"main": {"a": (1.0, 2.0)}}), ["/positions/main"]),
        (lambda: replace(BASE, main=replace(BASE.main, outputs=ref("c"))), ["/main/outputs"]),
    ],
)
def test_an_edit_is_told_where_it_was_made(edit: Callable[[], Design], paths: list[str]) -> None:
    assert [step["path"] for step in difference(BASE, edit())] == paths


@pytest.mark.parametrize(("one", "other"), [(1, True), (1, 1.0), (0, False), ("1", 1)])
def test_values_that_python_takes_for_equal_are_changes(one: Any, other: Any) -> None:
    first, second = (changed(BASE, "a", config={"units": value}) for value in (one, other))
    (step,) = difference(first, second)
    assert (step["op"], repr(step["value"])) == ("replace", repr(other))


def test_no_change_is_no_operation() -> None:
    assert difference(RESNET, from_json(json.loads(dumps(RESNET)))) == []


@given(designs(max_calls=8), designs(max_calls=8))
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_a_patch_makes_one_design_into_another(old: Design, new: Design) -> None:
    made = jsonpatch.apply_patch(to_json(old), json.loads(json.dumps(difference(old, new))))
    assert dumps(from_json(made)) == dumps(new)


def test_inputs_by_name_stand_in_the_order_of_the_new_design() -> None:
    """A member that a patch adds stands last."""
    graph = BASE.main
    old = replace(BASE, main=replace(graph, inputs={"b": "x"}))
    new = replace(BASE, main=replace(graph, inputs={"a": "y", "b": "x"}))
    made = jsonpatch.apply_patch(to_json(old), difference(old, new))
    assert [*made["main"]["inputs"]["dict"]] == ["a", "b"]
    swapped = replace(BASE, main=replace(graph, inputs={"b": "x", "a": "y"}))
    made = jsonpatch.apply_patch(to_json(new), difference(new, swapped))
    assert [*made["main"]["inputs"]["dict"]] == ["b", "a"]
