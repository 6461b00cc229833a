"""Pieces that are no part of the model yet; the rule itself is in tests/conformance/pieces.json."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_codegen.design.graph import Design, Missing
from model_codegen.design.outputs import resolve_outputs
from model_codegen.design.pieces import in_model, inputs_with, inputs_without, left_aside, pieces
from model_codegen.design.traversal import flow
from tests.drafting import graph, inp, layer, ref

HALF: dict[str, Any] = {
    "x": (inp(4),),
    "a": (layer("Dense", units=4), "x"),
    "y": (inp(4),),
    "b": (layer("Dense", units=4), "y"),
    "m": (layer("Add"), ["b"]),
}


def test_a_design_without_what_is_left_aside() -> None:
    calls = {**HALF, "m": (layer("Add"), [ref("b"), Missing()]), "again": ("a", Missing())}
    drawn = graph(calls, ["x", "y"])
    design = Design("d", drawn, {"whole": graph({"x": (inp(4),)})})
    left = in_model(design).main
    assert {*left.nodes} == {*left.operations} == {"x", "a"}
    assert left.inputs == "x"
    assert in_model(in_model(design)) == in_model(design)
    whole = Design("d", graph({"x": HALF["x"], "a": HALF["a"]}))
    assert in_model(whole) is whole


@pytest.mark.parametrize(
    ("inputs", "left"),
    [
        ("x", "x"),
        (["x", "y"], "x"),
        (["x", ["y", "z"]], ["x", ["z"]]),
        ({"p": "x", "q": "y"}, {"p": "x"}),
        (["z", "x"], ["z", "x"]),
    ],
)
def test_inputs_that_are_left_aside_are_none_of_the_model(inputs: Any, left: Any) -> None:
    assert inputs_without(inputs, {"y"}) == left
    assert inputs_without(inputs, frozenset()) is inputs


def test_inputs_are_put_behind_those_there_are() -> None:
    assert inputs_with("x", ["y"]) == ["x", "y"]
    assert inputs_with(["x"], ["y"]) == ["x", "y"]
    assert inputs_with({"k": "x"}, ["y"]) == {"k": "x", "y": "y"}


@given(st.dictionaries(st.integers(0, 30), st.lists(st.integers(0, 30), max_size=3), max_size=30))
def test_every_call_is_in_one_piece_and_wires_join(sources: dict[int, list[int]]) -> None:
    calls = {str(key): (layer("Add"), [str(s) for s in found]) for key, found in sources.items()}
    drawn = graph(calls, [])
    found = pieces(flow(drawn))
    assert sorted(node for piece in found for node in piece) == sorted(drawn.nodes)
    where = {node: number for number, piece in enumerate(found) for node in piece}
    for key, others in sources.items():
        assert all(where[str(o)] == where[str(key)] for o in others if str(o) in where)
    assert left_aside(drawn) == frozenset()


def test_outputs_are_worked_out_by_what_is_known_to_be_left_aside() -> None:
    calls = {"x": (inp(4),), "a": (layer("Dense", units=4), "x"), "b": (layer("Dense", units=4),)}
    drawn = graph(calls, [])
    known = flow(drawn)
    aside = left_aside(drawn, known)
    assert aside == {"b"}
    assert resolve_outputs(drawn, {}, known, aside) == resolve_outputs(drawn, {}) == ref("a")
    assert resolve_outputs(drawn, {}, known, ()) == [ref("b"), ref("a")]
