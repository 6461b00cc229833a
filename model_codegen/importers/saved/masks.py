"""Masks that Keras passes on by itself, which a model's record spells out.

A mask made by `Embedding(mask_zero=True)` or `Masking` travels with the tensor. Symbolic tensors
show how: the record of a model holds the operations that compute masks, and a `mask` argument at
each layer that takes one. Nobody draws these; without them Keras makes the same model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.errors import RenderError
from model_codegen.design.graph import Design, ModelGraph, Node, Op, TensorRef
from model_codegen.design.traversal import flow, leaves, walk
from model_codegen.execution.symbolic import symbolic_model
from model_codegen.importers.saved.live_models import describe
from model_codegen.importers.saved.op_functions import is_function


def without_automatic_masks(design: Design, value: Mapping[str, Any]) -> Design:
    """Leave out the masks that Keras passes on by itself.

    Args:
        design: An imported design.
        value: The serialized model that it was read from.

    Returns:
        The design without them, if Keras then makes a model of the same calls; else as it was.
    """
    bare = replace(
        design,
        main=_without_masks(design.main),
        models={key: _without_masks(graph) for key, graph in design.models.items()},
    )
    if bare == design:
        return design
    return bare if _recorded(bare) == _calls(value) else design


def _without_masks(graph: ModelGraph) -> ModelGraph:
    """A graph without masks that operations of their own compute."""
    walked = flow(graph)
    ends = {leaf.node for leaf in leaves(graph.outputs) if isinstance(leaf, TensorRef)}
    only_masks: set[str] = set()
    for node_id in reversed(walked.order):
        is_op = isinstance(graph.operations.get(graph.nodes[node_id].operation), Op)
        if is_op and node_id not in ends and walked.consumers[node_id]:
            uses = [
                use
                for consumer in walked.consumers[node_id]
                if consumer not in only_masks
                for use in _uses(graph.nodes[consumer], node_id)
            ]
            if all(use.endswith("mask") for use in uses):
                only_masks.add(node_id)
    if not only_masks:
        return graph
    nodes = {
        node_id: replace(node, kwargs=_kept(node, only_masks))
        for node_id, node in graph.nodes.items()
        if node_id not in only_masks
    }
    used = {node.operation for node in nodes.values()}
    return replace(
        graph,
        nodes=nodes,
        operations={key: o for key, o in graph.operations.items() if key in used},
    )


def _uses(node: Node, source: str) -> list[str]:
    """The keywords under which a call takes tensors of another; "" for those by position."""
    found = []
    for name, argument in [("", node.args), *node.kwargs.items()]:
        for _, leaf in walk(argument):
            if isinstance(leaf, TensorRef) and leaf.node == source:
                found.append(name)
    return found


def _kept(node: Node, masks: set[str]) -> dict[str, Any]:
    return {
        name: argument
        for name, argument in node.kwargs.items()
        if not any(isinstance(leaf, TensorRef) and leaf.node in masks for leaf in leaves(argument))
    }


def _recorded(design: Design) -> Counter[str] | None:
    """What Keras records of a design's calls; None if it cannot be built."""
    try:
        with symbolic_model(replace(design, name=design.name or MAIN)) as model:
            return _calls(describe(model))
    except RenderError:
        return None


def _calls(value: Mapping[str, Any]) -> Counter[str]:
    """How often each function is called, and each layer with a mask."""
    found: Counter[str] = Counter()
    for layer in value["config"]["layers"]:
        if isinstance(layer["config"].get("layers"), list):
            found += _calls(layer)
        for call in layer.get("inbound_nodes") or ():
            named = call.get("kwargs", {}) if isinstance(call, Mapping) else {}
            masks = sum(name.endswith("mask") and mask is not None for name, mask in named.items())
            if masks or is_function(layer):
                found[f"{layer['class_name']} {masks}"] += 1
    return found
