"""What the rules ask of one graph."""

from __future__ import annotations

import pytest

from model_codegen.analysis.advice.graph_facts import GraphFacts
from model_codegen.analysis.graph_analysis import GraphAnalyser
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, Layer, TensorRef
from tests.drafting import design, inp, layer, ref

pytestmark = pytest.mark.keras

D = layer("Dense", units=4)


def facts(drawn: Design) -> GraphFacts:
    run = GraphAnalyser(drawn, MAIN, drawn.main, "float32", {}, frozenset())
    return run.facts({MAIN: run.run()})


def test_the_sequence_is_what_reaches_an_output_producers_first() -> None:
    found = facts(
        design({"x": (inp(4),), "b": (D, "x"), "a": (D, "b"), "c": (D, "x")}, outputs=ref("a"))
    )
    assert found.sequence == ["x", "b", "a"]
    assert found.outputs == [TensorRef("a")]
    assert found.ends == {"a"}
    assert found.idle == []


def test_an_input_that_no_output_depends_on_is_idle() -> None:
    found = facts(design({"x": (inp(4),), "y": (inp(4),), "a": (D, "x")}, ["x", "y"]))
    assert found.idle == ["y"]


def test_what_is_found_is_about_this_graph() -> None:
    found = facts(design({"x": (inp(4),), "a": (D, "x")}))
    assert isinstance(found.operation("a"), Layer)
    diagnostic = found.found("unused-node", "warning", "`a` is unused", "a", alike="call")
    assert (diagnostic.graph, diagnostic.nodes, diagnostic.alike) == (MAIN, ("a",), "call")
