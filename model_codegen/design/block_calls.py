"""Calls of definitions: their tensors in the structure that the definition's inputs have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from model_codegen.design.graph import Argument, InputTree, ModelGraph, Node, Op, TensorRef
from model_codegen.design.traversal import flattened


def as_declared(definition: ModelGraph, node: Node) -> Node:
    """The same call with its first argument as the definition declares its inputs.

    A Functional model takes its tensors in any structure, as long as they are as many: a model of
    `[a]` can be called with a bare tensor, one of two tensors with a dict by the inputs' names
    (`Functional._flatten_to_reference_inputs` of `keras/src/models/functional.py`). A class takes
    apart what it is given.

    Args:
        definition: The graph that is called.
        node: The call; returned as it is if its tensors are not as many.
    """
    if not node.args:
        return node
    given, wanted = node.args[0], definition.inputs
    if _shape(given) == _shape(wanted):
        return node
    tensors, inputs = flattened(given), flattened(wanted)
    if len(tensors) != len(inputs):
        return node
    if isinstance(given, Mapping) and not isinstance(wanted, Mapping):
        names = [_name(definition, node_id) for node_id in inputs]
        if {*names} == {*given} and len({*names}) == len(names):
            tensors = [given[name] for name in names]
    return replace(node, args=(_filled(wanted, iter(tensors)), *node.args[1:]))


def call_with(inputs: InputTree, producer: str, node: Node) -> Node:
    """The same call with the outputs of another one, in order, as a definition declares its inputs.

    Args:
        inputs: Those of the definition.
        producer: The call that returns the tensors.
        node: The call that gets them.
    """
    refs = (TensorRef(producer, index) for index in range(max(1, len(flattened(inputs)))))
    tree = _filled(inputs if flattened(inputs) else "", refs)
    return replace(node, args=(tree,))


def _name(definition: ModelGraph, node_id: str) -> str:
    operation = definition.operations[definition.nodes[node_id].operation]
    return "" if isinstance(operation, Op) else operation.name


def _shape(tree: Any) -> Any:
    """A tree without its leaves; a tuple is as good as a list."""
    if isinstance(tree, (list, tuple)):
        return [_shape(item) for item in tree]
    if isinstance(tree, Mapping):
        return {key: _shape(item) for key, item in tree.items()}
    return None


def _filled(tree: Any, leaves: Iterator[Argument]) -> Argument:
    """A tree with other leaves, in the order of `flattened`."""
    if isinstance(tree, Mapping):
        return {key: _filled(tree[key], leaves) for key in sorted(tree)}
    if isinstance(tree, (list, tuple)):
        return [_filled(item, leaves) for item in tree]
    return next(leaves)
