"""`final_activation`: what was done last to an output, such as a softmax."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model_codegen import catalogue
from model_codegen.analysis.analysis_result import GraphAnalysis
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, Layer, Op, SubModel, TensorRef
from model_codegen.design.shared_operations import operation_of
from model_codegen.design.traversal import flattened, is_application, references

_KEEPING = frozenset(
    {
        "ActivityRegularization",
        "Cropping1D",
        "Cropping2D",
        "Cropping3D",
        "Flatten",
        "Identity",
        "Permute",
        "Reshape",
    }
)
"""Layers that hand values on as they are."""

_KEEPING_OPS = frozenset({"cast", "expand_dims", "ravel", "reshape", "squeeze", "transpose"})

_OF_LAYERS = {"Softmax": "softmax", "ReLU": "relu", "ELU": "elu", "LeakyReLU": "leaky_relu"}

_OF_OPS = ("sigmoid", "softmax", "relu", "tanh", "softplus", "exp", "log_softmax")

_MOST_STEPS = 100


def final_activation(
    design: Design, analyses: Mapping[str, GraphAnalysis], ref: TensorRef
) -> tuple[str, tuple[str, str] | None] | None:
    """The activation with which an output of the main graph ends.

    Args:
        design: The design.
        analyses: Of its graphs, by id.
        ref: The output.

    Returns:
        Its name (`"softmax"`, `"linear"` …), and the graph and id of the layer whose argument
        `activation` it is, if it is one's. None where nothing tells: of a sum, a normalization, a
        layer of the user's own.
    """
    graph_id, graph = MAIN, design.main
    for _ in range(_MOST_STEPS):
        node = graph.nodes.get(ref.node)
        if node is None:
            return None
        operation = operation_of(design, graph, node.operation)
        if operation is None:
            return None
        if isinstance(operation, SubModel):
            inner = analyses.get(operation.model)
            outputs = flattened(inner.outputs) if inner else []
            if ref.index >= len(outputs):
                return None
            graph_id, graph, ref = (
                operation.model,
                design.models[operation.model],
                outputs[ref.index],
            )
            continue
        if isinstance(operation, Op):
            name = operation.function.rpartition(".")[2]
            if name in _OF_OPS:
                return name, None
            keeps = name in _KEEPING_OPS
        else:
            found = _of_layer(operation)
            if found is not None:
                own = graph_id, node.operation
                is_argument = isinstance(operation.config.get("activation"), (str, type(None)))
                settable = "activation" in _arguments(operation) and is_argument
                return found, own if settable else None
            keeps = operation.class_name.rpartition(".")[2] in _KEEPING
        before = references(node)
        if not keeps or len(before) != 1:
            return None
        ref = before[0]
    return None


def _of_layer(layer: Layer) -> str | None:
    name = layer.class_name.rpartition(".")[2]
    if layer.recorded is not None:
        return None
    if is_application(layer):
        config = layer.config
        top = config.get("include_top", True) and "classifier_activation" in _arguments(layer)
        return _named(config.get("classifier_activation", "softmax")) if top else None
    if name == "TimeDistributed":
        inner = layer.config.get("layer")
        if isinstance(inner, dict) and isinstance(inner.get("class_name"), str):
            return _of_layer(Layer(inner["class_name"], "", inner.get("config") or {}))
        return None
    if name in _OF_LAYERS:
        return _OF_LAYERS[name]
    argument = _arguments(layer).get("activation")
    if argument is None:
        return None
    return _named(layer.config.get("activation", argument.get("default")))


def _arguments(layer: Layer) -> Mapping[str, Any]:
    entry = catalogue.load().find(layer.class_name)
    found: Mapping[str, Any] = entry.schema["properties"] if entry else {}
    return found


def _named(activation: Any) -> str | None:
    """The name of what an argument `activation` says."""
    if activation is None:
        return "linear"
    if isinstance(activation, dict):
        name = str(activation.get("class_name", "")).rpartition(".")[2]
        return _OF_LAYERS.get(name)
    return activation if isinstance(activation, str) else None
