"""Outputs that follow from the drawing."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.design.graph import ModelGraph, OutputTree
from model_codegen.design.outputs import resolve_outputs
from tests import drafting
from tests.drafting import inp, layer, ref


def heads(*names: str) -> ModelGraph:
    calls = {name: (layer("Dense", units=1), "x") for name in names}
    return drafting.graph({"x": (inp(4),), **calls})


def test_auto_outputs_are_the_loose_ends_in_the_order_that_was_kept() -> None:
    drawn, counts = heads("a", "b", "c"), {"b": 2}
    assert resolve_outputs(drawn, counts) == [ref("a"), ref("b"), ref("b", 1), ref("c")]
    kept = replace(drawn, output_order=("c", "gone", "x", "b"))
    assert resolve_outputs(kept, {}) == [ref("c"), ref("b"), ref("a")]


def test_one_automatic_output_stands_bare_and_an_input_is_none() -> None:
    assert resolve_outputs(heads("a"), {}) == ref("a")
    assert resolve_outputs(heads(), {}) == []


def test_explicit_outputs_are_taken_as_they_are() -> None:
    tree: dict[str, OutputTree] = {"out": ref("a")}
    assert resolve_outputs(replace(heads("a"), outputs=tree), {}) == tree
