"""The analysis of a whole design answers for its main graph."""

from __future__ import annotations

from model_codegen.analysis.analysis_result import (
    Analysis,
    GraphAnalysis,
    NodeAnalysis,
    OperationAnalysis,
)
from model_codegen.design.diagnostics import Diagnostic

MAIN = GraphAnalysis(
    {"a": NodeAnalysis("unknown")}, {"op": OperationAnalysis(("a",))}, [], (), 10, 7, 3, 40
)
BLOCK = GraphAnalysis({"b": NodeAnalysis("failed")}, {}, [], (), 1, 1, 0, 4)


def test_figures_are_those_of_the_main_graph() -> None:
    found = Analysis({"block": BLOCK, "main": MAIN})
    assert found.nodes is MAIN.nodes
    assert found.operations is MAIN.operations
    assert (found.total_params, found.trainable_params) == (10, 7)
    assert (found.non_trainable_params, found.bytes) == (3, 40)


def test_errors_and_reasons_are_picked_from_the_diagnostics() -> None:
    error = Diagnostic("cycle", "error", "A model has no loops.", graph="block")
    warning = Diagnostic("unused-node", "warning", "It is left out.")
    reason = Diagnostic("not-a-chain", "advice", "It has two inputs.")
    inside = Diagnostic("not-a-chain", "advice", "It has two outputs.", graph="block")
    found = Analysis({"main": MAIN}, (error, warning, reason, inside))
    assert found.errors == (error,)
    assert found.chain_reasons == (reason,)
