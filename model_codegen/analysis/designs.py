"""`analyse`: a whole design."""

from __future__ import annotations

from functools import lru_cache

from model_codegen.analysis.blocks import Definition
from model_codegen.analysis.graphs import GraphRun
from model_codegen.analysis.result import Analysis, GraphAnalysis
from model_codegen.analysis.scope import symbolic_scope
from model_codegen.analysis.words import quote, reason
from model_codegen.diagnostics import MAIN, Diagnostic
from model_codegen.graph import Design
from model_codegen.traversal import definition_order

_SEVERITIES = ("error", "warning", "advice")


def analyse(design: Design) -> Analysis:
    """Work out a design: shapes, dtypes, weights, totals and everything worth telling.

    A draft is legal: mistakes become diagnostics, what depends on them is `unknown`, all the rest
    is still computed. Nothing is allocated, however large the weights.

    Args:
        design: Any design.
    """
    policy, diagnostics = design.dtype_policy, []
    if problem := _policy_problem(policy):
        message = f"Keras has no dtype policy {quote(policy)}: {problem}"
        diagnostics.append(Diagnostic("invalid-dtype-policy", "error", message))
        policy = "float32"
    done, endless = definition_order(design)
    definitions: dict[str, Definition] = {}
    graphs: dict[str, GraphAnalysis] = {}
    for graph_id in [*done, *endless, MAIN]:
        graph = design.main if graph_id == MAIN else design.models[graph_id]
        run = GraphRun(design, graph_id, graph, policy, definitions, frozenset(endless))
        graphs[graph_id] = run.run()
        definitions[graph_id] = run.definition()
        diagnostics += run.diagnostics
    diagnostics.sort(key=lambda found: (_SEVERITIES.index(found.severity), found.graph != MAIN))
    return Analysis(graphs, tuple(diagnostics))


@lru_cache(maxsize=64)
def _policy_problem(name: str) -> str | None:
    try:
        with symbolic_scope(name):
            return None
    except Exception as error:
        return reason(error, "policy", name)
