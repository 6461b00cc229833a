"""What was done last to an output, such as a softmax."""

from __future__ import annotations

from model_codegen.analysis import Analysis
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, Layer, Op, SubModel, TensorRef
from model_codegen.design.shared_operations import operation_of
from model_codegen.design.traversal import flattened, references

_KEEPING = ("Dropout", "Flatten", "Identity", "Permute", "Reshape")


def ending(design: Design, analysis: Analysis, ref: TensorRef) -> str | None:
    """The activation with which an output of the main graph ends; None where nothing tells."""
    graph_id, graph = MAIN, design.main
    for _ in range(100):
        node = graph.nodes.get(ref.node)
        operation = None if node is None else operation_of(design, graph, node.operation)
        if node is None or operation is None:
            return None
        if isinstance(operation, SubModel):
            graph_id = operation.model
            inner = analysis.graphs.get(graph_id)
            outputs = flattened(inner.outputs) if inner else []
            if ref.index >= len(outputs) or graph_id not in design.models:
                return None
            graph, ref = design.models[graph_id], outputs[ref.index]
            continue
        if isinstance(operation, Op):
            return operation.function.rpartition(".")[2]
        found = _of_layer(operation)
        before = references(node)
        if found is not None or len(before) != 1:
            return found
        ref = before[0]
    return None


def _of_layer(layer: Layer) -> str | None:
    name = layer.class_name.rpartition(".")[2]
    if layer.class_name.startswith("keras.applications."):
        return str(layer.config.get("classifier_activation", "softmax"))
    if name == "Softmax":
        return "softmax"
    activation = layer.config.get("activation")
    if isinstance(activation, str):
        return activation
    return None if name in _KEEPING else "linear"
