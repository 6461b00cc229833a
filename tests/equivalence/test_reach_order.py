"""Whatever the ids, two graphs that mean the same are walked in the same order."""

from __future__ import annotations

import random

import pytest

from model_codegen import gallery
from model_codegen.design.graph import ModelGraph, Node, Slice, TensorRef
from model_codegen.equivalence.reach_order import reach_order, reach_order_of_all
from tests.drafting import graph, inp, layer, op, ref
from tests.equivalence.strangers import stranger


def test_the_first_output_and_the_first_argument_come_first() -> None:
    made = graph(
        {
            "x": (inp(4),),
            "a": (layer("Dense"), "x"),
            "z": (layer("Dense"), "x"),
            "sum": (op("add"), "z", "a"),
            "b": (layer("Dense"), "x"),
            "idle": (layer("Dense"), "b"),
        },
        "x",
        [ref("b"), ref("sum")],
    )
    assert reach_order(made, made.outputs) == ["x", "b", "z", "a", "sum"]
    assert reach_order_of_all(made) == ["x", "b", "z", "a", "sum", "idle"]
    assert reach_order(made, ref("a")) == ["x", "a"]


def test_arguments_by_name_come_in_the_order_of_their_names_and_an_index_counts() -> None:
    nodes = {
        "x": Node("x"),
        "y": Node("y"),
        "z": Node("z"),
        "part": Node("part", (TensorRef("z"), [Slice(None, TensorRef("y"))])),
        "end": Node("end", (), {"b": TensorRef("x"), "a": TensorRef("part")}),
    }
    made = ModelGraph("model", {}, nodes, [], {"b": TensorRef("x"), "a": TensorRef("end")})
    assert reach_order(made, made.outputs) == ["z", "y", "part", "x", "end"]


def test_drafts_are_walked_too() -> None:
    draft = graph({"a": (op("add"), "b", "gone"), "b": (op("relu"), "a"), "c": (op("relu"),)}, [])
    assert reach_order(draft, [ref("a"), ref("gone")]) == ["b", "a"]
    assert reach_order_of_all(draft) == ["c", "a", "b"]


@pytest.mark.keras
@pytest.mark.parametrize("name", ["residual_classifier", "attention_block"])
def test_ids_do_not_matter(name: str) -> None:
    design = gallery.load(name)
    first, *others = [stranger(design, random.Random(seed)).main for seed in range(3)]
    for other in others:
        assert _names(other) == _names(first)


def _names(made: ModelGraph) -> list[str]:
    called = [made.operations[made.nodes[key].operation] for key in reach_order_of_all(made)]
    return [getattr(operation, "name", "function") for operation in called]
