"""`analyse`: a whole design."""

from __future__ import annotations

from model_codegen.analysis.graphs import GraphRun
from model_codegen.analysis.result import Analysis
from model_codegen.diagnostics import MAIN, Diagnostic
from model_codegen.graph import Design


def analyse(design: Design) -> Analysis:
    """Work out a design: shapes, dtypes, weights, totals and everything worth telling.

    A draft is legal: mistakes become diagnostics, what depends on them is `unknown`, all the rest
    is still computed. Nothing is allocated, however large the weights.

    Args:
        design: Any design.
    """
    graphs = {}
    diagnostics: list[Diagnostic] = []
    for graph_id, graph in {**design.models, MAIN: design.main}.items():
        run = GraphRun(graph, graph_id, design.dtype_policy, design.positions.get(graph_id, {}))
        graphs[graph_id] = run.run()
        diagnostics += run.diagnostics
    return Analysis(graphs, tuple(diagnostics))
