"""A graph that was read anew, in the ids of the one before."""

from __future__ import annotations

import pytest

from model_codegen.design.graph import Layer, ModelGraph, Node, TensorRef
from model_codegen.equivalence.pairing import Pairing
from model_codegen.equivalence.told_graph import in_order, told_calls, told_graph

pytestmark = pytest.mark.keras


def graph(x: str, head: str, *more: str) -> ModelGraph:
    operations = {
        **{key: Layer("keras.layers.Dense", key, {"units": 2}) for key in more},
        head: Layer("keras.layers.Dense", "head", {"units": 2}),
        x: Layer("keras.Input", "x", {"shape": [3]}),
    }
    nodes = {key: Node(key, (TensorRef(x),)) for key in (*more, head)}
    ends = [TensorRef(key) for key in (*more, head)]
    return ModelGraph("m", operations, {**nodes, x: Node(x)}, [x], ends)


def test_calls_and_ends_have_the_ids_and_the_order_of_before() -> None:
    known, new = graph("x", "head"), graph("input", "dense", "more")
    pair = Pairing(known, new)
    operations = {pair.keys[key]: operation for key, operation in new.operations.items()}
    asked = []

    def put_back(key: str, before: Node, after: Node) -> Node:
        asked.append((key, before))
        return after

    nodes, said = told_calls(known, new, pair, operations, put_back)
    assert said == nodes == {**graph("x", "head", "more").nodes}
    assert nodes["head"] is known.nodes["head"]
    assert ("head", known.nodes["head"]) in asked
    counts = dict.fromkeys(new.nodes, 1)
    made = ModelGraph("m", operations, nodes)
    found = told_graph(known, new, pair, made, said=said, counts=counts, was=known.outputs)
    assert (found.inputs, found.outputs) == (["x"], [TensorRef("more"), TensorRef("head")])
    assert [*found.nodes] == ["head", "x", "more"]
    assert [*found.operations] == ["head", "x", "more"]


def test_what_is_new_comes_last() -> None:
    assert [*in_order({"c": 1, "b": 2, "a": 3}, {"a": 0, "b": 0, "d": 0})] == ["a", "b", "c"]
