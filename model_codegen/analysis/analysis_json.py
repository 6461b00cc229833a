"""An analysis as JSON, for the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from model_codegen.analysis.analysis_result import (
    Analysis,
    GraphAnalysis,
    NodeAnalysis,
    OperationAnalysis,
)
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.fileformat.serialization import argument_to_json


class AnalysisWriter:
    """Makes JSON of the analyses of one document, one after the other.

    What is the very same object (`is`) as in the analysis before, as `DesignAnalyser` leaves it, is
    the very same JSON object as well: no answer may be changed.
    """

    def __init__(self) -> None:
        self._analysis = Analysis({})
        self._value: dict[str, Any] = {"graphs": {}, "diagnostics": []}

    def to_json(self, analysis: Analysis) -> dict[str, Any]:
        """Return an analysis as a JSON value: as `to_json` does.

        Args:
            analysis: The next analysis of the document.
        """
        value: dict[str, Any] = {
            "graphs": {key: self._graph(key, graph) for key, graph in analysis.graphs.items()},
            "diagnostics": self._diagnostics(analysis.diagnostics),
        }
        if analysis.untried:  # It is between a server and its worker, and no part of the answer.
            value["untried"] = True
        self._analysis, self._value = analysis, value
        return value

    def _graph(self, graph_id: str, graph: GraphAnalysis) -> dict[str, Any]:
        before = self._analysis.graphs.get(graph_id)
        if before is None:
            found: dict[str, Any] = _adapter(GraphAnalysis).dump_python(graph, mode="json")
            return {**found, "outputs": argument_to_json(graph.outputs)}
        known: dict[str, Any] = self._value["graphs"][graph_id]
        if graph is before:
            return known
        rest = replace(graph, nodes={}, operations={}, outputs=None)
        found = _adapter(GraphAnalysis).dump_python(rest, mode="json")
        return {
            **found,
            "nodes": _members(NodeAnalysis, graph.nodes, before.nodes, known["nodes"]),
            "operations": _members(
                OperationAnalysis, graph.operations, before.operations, known["operations"]
            ),
            "outputs": argument_to_json(graph.outputs),
        }

    def _diagnostics(self, diagnostics: tuple[Diagnostic, ...]) -> list[Any]:
        before, known = self._analysis.diagnostics, self._value["diagnostics"]
        dump = _adapter(Diagnostic).dump_python
        alike = [_same(*pair) for pair in zip(diagnostics, before, strict=False)]
        return [
            known[place] if place < len(alike) and alike[place] else dump(found, mode="json")
            for place, found in enumerate(diagnostics)
        ]


def _same(now: Diagnostic, before: Diagnostic) -> bool:
    """Whether two findings are equal in JSON as well; in a fix 1 might stand for true."""
    return now.fix is None and now == before


def _members(
    kind: Any, now: Mapping[str, Any], before: Mapping[str, Any], known: Mapping[str, Any]
) -> dict[str, Any]:
    dump = _adapter(kind).dump_python
    return {
        key: known[key] if item is before.get(key) else dump(item, mode="json")
        for key, item in now.items()
    }


def to_json(analysis: Analysis) -> dict[str, Any]:
    """Return an analysis as a JSON value; trees of tensors are tagged as in the design file."""
    return AnalysisWriter().to_json(analysis)


def json_schema() -> dict[str, Any]:
    """The JSON schema of what `to_json` returns, from which the TypeScript types are made."""
    return _adapter(Analysis).json_schema(mode="serialization")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
