"""What is known of a graph before and while its calls are worked out."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.analysis.call_outcome import Failure, Success
from model_codegen.analysis.graph_state import GraphState
from model_codegen.analysis.symbol import Symbol
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Layer, Node, TensorRef
from model_codegen.design.traversal import MAX_DEPTH
from tests.drafting import design, inp, layer


def state(outputs: Any = "auto", inputs: Any = "x") -> GraphState:
    calls = {"x": (inp(4),), "a": (layer("Dense", units=2), "x"), "b": (layer("ReLU"), "x")}
    drawn = design(calls, inputs, outputs)
    return GraphState(drawn, MAIN, drawn.main, "float32", {}, frozenset())


def test_what_reaches_an_output_is_used_and_the_inputs_are() -> None:
    assert state(TensorRef("a")).used == {"x", "a"}
    assert state().used == {"x", "a", "b"}
    assert state(TensorRef("x")).used == {"x"}


def test_trees_beyond_all_depth_are_wrong_in_bounds() -> None:
    deep: Any = TensorRef("a")
    for _ in range(MAX_DEPTH + 1):
        deep = [deep]
    found = state(deep)
    assert found.graph.outputs == TensorRef("…")
    assert found.used == {"x"}
    deep_inputs: Any = "x"
    for _ in range(MAX_DEPTH + 1):
        deep_inputs = [deep_inputs]
    assert state(inputs=deep_inputs).graph.inputs == "…"


@pytest.mark.keras
def test_an_attempt_leaves_no_trace() -> None:
    known = state()
    symbols = {"x": (Symbol((None, 4), "float32"),)}
    dense = Layer("keras.layers.Dense", "new", {"units": 3})
    outcome = known.attempt(dense, Node("new", (TensorRef("x"),)), symbols)
    assert isinstance(outcome, Success)
    assert outcome.outputs == (Symbol((None, 3), "float32"),)
    lstm = Layer("keras.layers.LSTM", "new", {"units": 3})
    assert isinstance(known.attempt(lstm, Node("new", (TensorRef("x"),)), symbols), Failure)
    assert (known.symbols, known.builds, known.diagnostics) == ({}, {}, [])
