"""`renumbered`: the results of placeholders by the numbers that they had before.

A text tells of a dict only the keys that it uses, so that `x["mean"]` is result 0 there, and result
1 where a file or a live model told of `x["logvar"]` as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from model_codegen.design.graph import Layer, ModelGraph, Node, Recorded, TensorRef
from model_codegen.design.recorded_structure import places, structure_of
from model_codegen.design.traversal import map_leaves


def renumbered(old: ModelGraph, new: ModelGraph) -> ModelGraph:
    """The new graph with the results of its placeholders numbered as in the old one.

    Args:
        old: The graph that was there before.
        new: The graph; placeholders are known by their names.
    """
    known = {layer.name: layer.recorded for layer in _placeholders(old).values()}
    numbers = {
        key: _numbers(known.get(layer.name), layer.recorded)
        for key, layer in _placeholders(new).items()
    }
    moved = {key: found for key, found in numbers.items() if any(a != b for a, b in found.items())}
    if not moved:
        return new
    by_node = {key: moved.get(node.operation, {}) for key, node in new.nodes.items()}

    def told(leaf: Any) -> Any:
        if not isinstance(leaf, TensorRef):
            return leaf
        return TensorRef(leaf.node, by_node.get(leaf.node, {}).get(leaf.index, leaf.index))

    nodes = {
        key: Node(
            node.operation,
            tuple(map_leaves(argument, told) for argument in node.args),
            {name: map_leaves(argument, told) for name, argument in node.kwargs.items()},
        )
        for key, node in new.nodes.items()
    }
    outputs = new.outputs if new.outputs == "auto" else map_leaves(new.outputs, told)
    return replace(new, nodes=nodes, outputs=outputs)


def covers(old: Recorded, new: Recorded) -> bool:
    """Whether what was recorded has every result that a text takes.

    Args:
        old: What was recorded.
        new: What the text tells.
    """
    return bool(old.outputs) and _places(new).keys() <= _places(old).keys()


def _numbers(old: Recorded | None, new: Recorded | None) -> Mapping[int, int]:
    """By number of a result as the text tells it: its number as it was recorded."""
    if old is None or new is None or not covers(old, new):
        return {}
    before = _places(old)
    return {number: before[path] for path, number in _places(new).items()}


def _places(recorded: Recorded) -> dict[Any, int]:
    """By the way to a result: its number."""
    tree = structure_of(recorded)
    count = len(recorded.outputs)
    if tree is None:
        tree = [*range(count)] if count > 1 else 0
    return {path: number for number, path in places(tree)}


def _placeholders(graph: ModelGraph) -> dict[str, Layer]:
    """The placeholders of a graph, by id."""
    return {
        key: operation
        for key, operation in graph.operations.items()
        if isinstance(operation, Layer) and operation.recorded is not None
    }
