"""Fixes for calls that failed, before anybody clicks on them."""

from __future__ import annotations

import pytest

from model_codegen.analysis.call_outcome import Problem
from model_codegen.analysis.graph_analysis import GraphAnalyser
from model_codegen.analysis.repairs import repairs
from model_codegen.design.diagnostic_codes import Code
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, Missing
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras

JOINED = {
    "x": (inp(4),),
    "a": (layer("Dense", units=8), "x"),
    "s": (layer("Add"), ["x", "a"]),
}


def fix(drawn: Design, node: str, code: Code = "shape-mismatch") -> str | None:
    """Title of the fix for a call of the main graph."""
    graph = GraphAnalyser(drawn, MAIN, drawn.main, "float32", {}, frozenset())
    graph.run()
    found = next(repairs(graph, node, Problem(code, "")), None)
    return None if found is None else found.title


def test_a_shortcut_is_projected_to_what_it_joins() -> None:
    assert fix(design(JOINED), "s") == "Insert a Dense(8) after `x`"


def test_a_missing_axis_is_made() -> None:
    drawn = design({"x": (inp(4),), "r": (layer("LSTM", units=3), "x")})
    assert fix(drawn, "r") == "Insert a Reshape to (4, 1) after `x`"


def test_a_layer_that_was_built_for_other_tensors_becomes_a_copy() -> None:
    calls = {"x": (inp(4),), "y": (inp(5),), "d": (layer("Dense", units=3), "x"), "e": ("d", "y")}
    assert fix(design(calls, ["x", "y"]), "e") == "Make it a copy with weights of its own"


def test_an_empty_place_among_several_tensors_goes() -> None:
    calls = {**JOINED, "s": (layer("Add"), ["x", "x", Missing()])}
    assert fix(design(calls), "s", "missing-argument") == "Remove the empty place"


@pytest.mark.parametrize("code", ["invalid-config", "invalid-argument", "unknown-layer"])
def test_what_no_insertion_mends_has_no_fix(code: Code) -> None:
    assert fix(design(JOINED), "s", code) is None


def test_nothing_is_offered_that_keras_refuses() -> None:
    drawn = design({"x": (inp(None),), "r": (layer("LSTM", units=3), "x")})
    assert fix(drawn, "r") is None
