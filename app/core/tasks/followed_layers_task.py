"""What a design's own layers return and weigh, as far as reading their code tells: nothing runs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from model_codegen.design.graph import INPUT_CLASS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from model_codegen.analysis.analysis_result import NodeAnalysis
    from model_codegen.design.graph import Design, Layer, ModelGraph, Node, Recorded, TensorSpec

Place = tuple[str, str]
"""A graph's id and an operation's in it."""


def follow(design: Design, places: Sequence[Place]) -> dict[str, dict[str, Recorded]]:
    """Follow the code of custom layers, each alone, with the tensors that its first call takes.

    Args:
        design: Any design.
        places: The layers.

    Returns:
        By graph and operation: what a placeholder shall record. Layers are left out whose inputs
        are unknown, or of which only running the code would tell.
    """
    from model_codegen.analysis import analyse
    from model_codegen.design import expansion
    from model_codegen.design.diagnostics import MAIN
    from model_codegen.design.shared_operations import expanded

    whole = expanded(expansion.expanded(design))
    analysis = analyse(design)
    analysis = analysis.whole or analysis
    found: dict[str, dict[str, Recorded]] = {}
    for graph_id, operation_id in places:
        graph = whole.main if graph_id == MAIN else whole.models[graph_id]
        recorded = _followed(whole, graph, operation_id, analysis.graphs[graph_id].nodes)
        if recorded is not None:
            found.setdefault(graph_id, {})[operation_id] = recorded
    return found


def _followed(
    design: Design, graph: ModelGraph, operation_id: str, nodes: Mapping[str, NodeAnalysis]
) -> Recorded | None:
    from model_codegen.design.errors import LayerloomError
    from model_codegen.design.graph import Layer
    from model_codegen.design.traversal import order
    from model_codegen.emitters import emit
    from model_codegen.importers import from_source

    layer = graph.operations[operation_id]
    call = next((id_ for id_ in order(graph) if graph.nodes[id_].operation == operation_id), None)
    if not isinstance(layer, Layer) or layer.recorded is None or call is None:
        return None
    alone = _alone(design, layer, graph.nodes[call], nodes)
    if alone is None:
        return None
    try:
        read = from_source(emit(alone, "functional").text)
    except LayerloomError:
        return None
    own = [
        one.recorded
        for one in read.design.main.operations.values()
        if isinstance(one, Layer) and one.recorded is not None
    ]
    recorded = own[0] if len(own) == 1 else None if own else _of_layers(read.design, alone)
    if recorded is None or not recorded.outputs:
        return None
    return replace(recorded, reason=layer.recorded.reason)


def _of_layers(design: Design, alone: Design) -> Recorded | None:
    """What a class returns whose call was read as layers of Keras; None in a nested structure."""
    from model_codegen.analysis import analyse
    from model_codegen.design.diagnostics import MAIN
    from model_codegen.design.graph import Layer, Recorded, TensorRef, TensorSpec
    from model_codegen.design.traversal import references

    analysis = analyse(design)
    nodes = analysis.graphs[MAIN].nodes
    tree = design.main.outputs
    outputs = []
    for reference in tree if isinstance(tree, (list, tuple)) else [tree]:
        if not isinstance(reference, TensorRef) or analysis.errors:
            return None
        known = nodes[reference.node].outputs
        if known is None:
            return None
        outputs.append(known[reference.index])
    inputs = {}
    for key, operation in alone.main.operations.items():
        if isinstance(operation, Layer) and operation.class_name == INPUT_CLASS:
            shape = operation.config.get("batch_shape") or (None, *operation.config["shape"])
            inputs[key] = TensorSpec(tuple(shape), operation.dtype or "float32")
    taken = tuple(inputs[reference.node] for reference in references(alone.main.nodes["layer"]))
    return Recorded(tuple(outputs), analysis.total_params, inputs=taken)


def _alone(
    design: Design, layer: Layer, node: Node, nodes: Mapping[str, NodeAnalysis]
) -> Design | None:
    """A model of this layer alone; None if what goes into it is not known."""
    from model_codegen.design.graph import Layer, ModelGraph, Node, TensorRef
    from model_codegen.design.traversal import map_leaves, references

    inputs: dict[TensorRef, str] = {}
    operations: dict[str, Layer] = {"layer": layer}
    for reference in references(node):
        known = nodes[reference.node].outputs if reference.node in nodes else None
        if known is None or reference.index >= len(known):
            return None
        if reference not in inputs:
            name = inputs[reference] = f"input_{len(inputs)}"
            operations[name] = Layer(INPUT_CLASS, name, *_shape(known[reference.index]))

    def renamed(leaf: object) -> object:
        return TensorRef(inputs[leaf]) if isinstance(leaf, TensorRef) else leaf

    calls = {name: Node(name) for name in inputs.values()}
    calls["layer"] = Node(
        "layer",
        tuple(map_leaves(argument, renamed) for argument in node.args),
        {key: map_leaves(argument, renamed) for key, argument in node.kwargs.items()},
    )
    graph = ModelGraph("alone", operations, calls, list(inputs.values()))
    return replace(design, main=graph, positions={})


def _shape(spec: TensorSpec) -> tuple[dict[str, list[int | None]], str]:
    """The configuration and dtype of an input that gives such tensors."""
    if spec.shape[:1] == (None,):
        return {"shape": list(spec.shape[1:])}, spec.dtype
    return {"batch_shape": list(spec.shape)}, spec.dtype
