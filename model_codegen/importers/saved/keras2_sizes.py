"""Sizes that TensorFlow measured while it ran, as -1 where a reshape has one open size.

`tf.reshape(x, [tf.shape(x)[0], 8])` was how people kept the batch. Keras 3 has no function for it
that a drawing can hold, and needs none there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from model_codegen.design.graph import Argument, Layer, ModelGraph, Node, Op, Operation, TensorRef
from model_codegen.design.traversal import leaves, references

_SHAPES = ("tensorflow.shape", "tensorflow.compat.v1.shape")

Size = tuple[TensorRef, int]
"""A tensor, and the axis of it that is measured."""


def without_sizes(graph: ModelGraph) -> tuple[ModelGraph, set[str]]:
    """A graph in which reshapes that leave one size open say so.

    Args:
        graph: The graph of a model, with a placeholder for each `tf.shape`.

    Returns:
        The graph, and the ids of the nodes that it does without now.
    """
    sizes = _sizes(graph)
    operations, nodes = dict(graph.operations), dict(graph.nodes)
    for node_id, node in graph.nodes.items():
        operation = graph.operations[node.operation]
        if isinstance(operation, Op) and operation.function == "keras.ops.reshape":
            found = _reshaped(node, node_id, sizes)
            if found is not None:
                operations[node.operation], nodes[node_id] = found
    if nodes == graph.nodes:
        return graph, set()
    gone: set[str] = set()
    # A size goes before the shape that it is taken from.
    for unneeded in (sizes, _shapes(graph)):
        used = {ref.node for node in nodes.values() for ref in references(node)}
        used |= {leaf.node for leaf in leaves(graph.outputs) if isinstance(leaf, TensorRef)}
        gone |= {node_id for node_id in unneeded if node_id not in used}
        nodes = {node_id: node for node_id, node in nodes.items() if node_id not in gone}
    called = {node.operation for node in nodes.values()}
    kept = {key: operation for key, operation in operations.items() if key in called}
    return replace(graph, operations=kept, nodes=nodes), gone


def _shapes(graph: ModelGraph) -> dict[str, Argument]:
    """By id of the node that takes a tensor's shape: the tensor."""
    found: dict[str, Argument] = {}
    for node_id, node in graph.nodes.items():
        operation = graph.operations[node.operation]
        if isinstance(operation, Layer) and operation.class_name in _SHAPES and node.args:
            found[node_id] = node.args[0]
    return found


def _sizes(graph: ModelGraph) -> dict[str, Size]:
    """By id of the node that takes one size out of a tensor's shape: what it measures."""
    shapes = _shapes(graph)
    found: dict[str, Size] = {}
    for node_id, node in graph.nodes.items():
        if graph.operations[node.operation] != Op("keras.ops.get_item"):
            continue
        taken, key = [*node.args, *node.kwargs.values()][:2]
        axis = key[0] if isinstance(key, tuple) and len(key) == 1 else key
        if isinstance(taken, TensorRef) and type(axis) is int:
            tensor = shapes.get(taken.node)
            if isinstance(tensor, TensorRef):
                found[node_id] = tensor, axis
    return found


def _reshaped(node: Node, node_id: str, sizes: Mapping[str, Size]) -> tuple[Operation, Node] | None:
    """The same reshape without a size that is measured; None if it has none or needs it."""
    tensor, shape = [*node.args, *node.kwargs.values()][:2]
    if not isinstance(shape, tuple):
        return None
    measured = [place for place, size in enumerate(shape) if isinstance(size, TensorRef)]
    if len(measured) != 1 or _size(shape[measured[0]], sizes) is None:
        return None
    place = measured[0]
    rest: list[Any] = [size for size in shape if not isinstance(size, TensorRef)]
    if not all(type(size) is int for size in rest):
        return None
    if -1 not in rest:
        rest.insert(place, -1)
        return Op("keras.ops.reshape"), Node(node.operation, (tensor, tuple(rest)))
    if place == 0 and _size(shape[0], sizes) == (tensor, 0):
        return Layer("keras.layers.Reshape", node_id, {"target_shape": rest}), Node(
            node.operation, (tensor,)
        )
    return None


def _size(leaf: Any, sizes: Mapping[str, Size]) -> Size | None:
    return sizes.get(leaf.node) if isinstance(leaf, TensorRef) and leaf.index == 0 else None
