"""Which models of a text one definition is enough for."""

from __future__ import annotations

import ast
from collections.abc import Set
from dataclasses import replace
from typing import TypeAlias

from model_codegen.design.graph import INPUT_CLASS, Layer, ModelGraph, Op, Operation, TensorRef
from model_codegen.design.traversal import map_leaves
from model_codegen.importers.source.values import Model

Key: TypeAlias = tuple[ast.AST | Model | None, str]
"""What makes a model, where its names tell that, and what is in it."""


def definition_key(model: Model, graph: ModelGraph, automatic: Set[str]) -> Key:
    """What two models share of which one definition is enough.

    Names that Keras numbered by itself are no difference between two that one and the same function
    or class made.

    Args:
        model: The model.
        graph: Its graph.
        automatic: The operations of the graph that Keras named.
    """
    operations = {
        key: _unnamed(operation, blank=key in automatic)
        for key, operation in graph.operations.items()
    }
    places = {key: f"o{index}" for index, key in enumerate(operations)}
    ids = {key: f"n{index}" for index, key in enumerate(graph.nodes)}

    def renamed(leaf: object) -> object:
        return TensorRef(ids[leaf.node], leaf.index) if isinstance(leaf, TensorRef) else leaf

    nodes = [
        (
            places.get(node.operation, node.operation),
            map_leaves(list(node.args), renamed),
            map_leaves(dict(node.kwargs), renamed),
        )
        for node in graph.nodes.values()
    ]
    inputs = map_leaves(graph.inputs, lambda leaf: ids.get(leaf, leaf))
    outputs = map_leaves(graph.outputs, renamed)
    maker = (model.origin or model) if automatic else None
    return maker, repr(([*operations.values()], nodes, inputs, outputs, graph.pretrained))


def _unnamed(operation: Operation, *, blank: bool) -> Operation:
    if isinstance(operation, Op):
        return operation
    is_input = isinstance(operation, Layer) and operation.class_name == INPUT_CLASS
    return replace(operation, name="") if blank or is_input else operation
