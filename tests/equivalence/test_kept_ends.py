"""The ends of a graph that was read anew are written as they were."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.design.graph import Missing
from model_codegen.design.traversal import leaves
from model_codegen.equivalence.kept_ends import kept_inputs, kept_outputs
from tests.drafting import graph, inp, layer, ref

KNOWN = graph({"x": (inp(4),), "a": (layer("Dense", units=2), "x")}, ["x"])


def test_inputs_keep_their_spelling_where_they_are_the_same() -> None:
    assert kept_inputs(KNOWN, replace(KNOWN, inputs=("x",))).inputs == ["x"]
    other = graph({"x": (inp(4),), "z": (inp(4),)}, ["z", "x"])
    assert kept_inputs(KNOWN, other).inputs == ["z", "x"]


def test_an_input_that_is_left_aside_stays_one() -> None:
    calls = {
        "x": (inp(4),),
        "a": (layer("Dense", units=2), "x"),
        "y": (inp(4),),
        "b": (layer("Add"), ["y", Missing()]),
    }
    aside = graph(calls, ["x", "y"])
    made = replace(aside, inputs="x")
    assert kept_inputs(aside, made).inputs == ["x", "y"]
    assert [*leaves(kept_inputs(aside, replace(made, inputs=["a"])).inputs)] == ["a", "y"]


def test_outputs_stay_automatic_while_they_are_those_that_are_found() -> None:
    made = replace(KNOWN, outputs=ref("a"))
    counts = {"x": 1, "a": 1}
    same = kept_outputs(KNOWN, made, said=made.nodes, counts=counts, was=ref("a"))
    assert (same.outputs, same.output_order) == ("auto", ())
    new = kept_outputs(KNOWN, made, said=made.nodes, counts=counts, was=ref("x"))
    assert (new.outputs, new.output_order) == ("auto", ("a",))
    told = replace(made, outputs=ref("x"))
    assert kept_outputs(KNOWN, told, said=made.nodes, counts=counts, was=ref("a")) == told
