"""An analysis as JSON, for the browser."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from model_codegen.analysis.analysis_result import (
    Analysis,
    GraphAnalysis,
    NodeAnalysis,
    OperationAnalysis,
    TensorSpec,
)
from model_codegen.design import diagnostics
from model_codegen.design.fileformat.serialization import argument_to_json


def to_json(analysis: Analysis) -> dict[str, Any]:
    """Return an analysis as a JSON value; trees of tensors are tagged as in the design file."""
    return {
        "graphs": {graph_id: _graph(graph) for graph_id, graph in analysis.graphs.items()},
        "diagnostics": [diagnostics.to_json(found) for found in analysis.diagnostics],
    }


def json_schema() -> dict[str, Any]:
    """The JSON schema of what `to_json` returns, from which the TypeScript types are made."""
    return TypeAdapter(Analysis).json_schema(mode="serialization")


def _graph(graph: GraphAnalysis) -> dict[str, Any]:
    return {
        "nodes": {node_id: _node(node) for node_id, node in graph.nodes.items()},
        "operations": {key: _operation(value) for key, value in graph.operations.items()},
        "outputs": argument_to_json(graph.outputs),
        "unused": list(graph.unused),
        "total_params": graph.total_params,
        "trainable_params": graph.trainable_params,
        "non_trainable_params": graph.non_trainable_params,
        "bytes": graph.bytes,
    }


def _node(node: NodeAnalysis) -> dict[str, Any]:
    outputs = None if node.outputs is None else [_spec(spec) for spec in node.outputs]
    return {"state": node.state, "outputs": outputs}


def _spec(spec: TensorSpec) -> dict[str, Any]:
    return {"shape": list(spec.shape), "dtype": spec.dtype}


def _operation(operation: OperationAnalysis) -> dict[str, Any]:
    weights = operation.weights
    return {
        "calls": list(operation.calls),
        "weights": None
        if weights is None
        else [
            {
                "path": weight.path,
                "shape": list(weight.shape),
                "dtype": weight.dtype,
                "trainable": weight.trainable,
            }
            for weight in weights
        ],
        "params": operation.params,
        "trainable_params": operation.trainable_params,
        "non_trainable_params": operation.non_trainable_params,
        "bytes": operation.bytes,
        "compute_dtype": operation.compute_dtype,
        "variable_dtype": operation.variable_dtype,
    }
