"""An analysis as JSON, for the browser."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from model_codegen.analysis.analysis_result import Analysis
from model_codegen.design.fileformat.serialization import argument_to_json


def to_json(analysis: Analysis) -> dict[str, Any]:
    """Return an analysis as a JSON value; trees of tensors are tagged as in the design file."""
    value: dict[str, Any] = _adapter().dump_python(analysis, mode="json")
    for graph_id, graph in analysis.graphs.items():
        value["graphs"][graph_id]["outputs"] = argument_to_json(graph.outputs)
    return value


def json_schema() -> dict[str, Any]:
    """The JSON schema of what `to_json` returns, from which the TypeScript types are made."""
    return _adapter().json_schema(mode="serialization")


@cache
def _adapter() -> TypeAdapter[Analysis]:
    return TypeAdapter(Analysis)
