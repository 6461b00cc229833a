"""The order in which a Functional model of Keras lists its layers, and with them its weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from model_codegen.design.graph import ModelGraph, Op, TensorRef
from model_codegen.design.traversal import flattened


def layer_order(graph: ModelGraph, outputs: Any) -> list[str]:
    """The ids of the operations behind the outputs, as `model.layers` has them; functions apart.

    Deepest first; depth is the number of calls to an output, along the longest way. At one depth
    they stand as they are met from the outputs backwards. By `map_graph` of
    `keras/src/ops/function.py`, whose results this repeats without Keras.

    Args:
        graph: A graph without errors.
        outputs: Its outputs, with `"auto"` worked out.
    """
    done, met = _walked(graph, [ref.node for ref in flattened(outputs)])
    depths: dict[str, int] = {}  # by node
    deepest: dict[str, int] = {}  # by operation
    for node_id in reversed(done):
        key = _key(graph, node_id)
        depth = max(depths.setdefault(node_id, 0), deepest.get(key, 0))
        depths[node_id] = deepest[key] = depth
        for source in _sources(graph, node_id):
            depths[source] = max(depth + 1, depths.get(source, 0))
    found = sorted(deepest, key=lambda key: (-deepest[key], met[key]))
    return [key for key in found if key in graph.operations and not _is_op(graph, key)]


def _walked(graph: ModelGraph, ends: Sequence[str]) -> tuple[list[str], dict[str, int]]:
    """The nodes, each after those it takes from; and when each operation was first met."""
    done: dict[str, None] = {}
    met: dict[str, int] = {}
    stack: list[tuple[str, Iterator[str]]] = []

    def enter(node_id: str) -> None:
        if node_id not in done:
            met.setdefault(_key(graph, node_id), len(met))
            stack.append((node_id, iter(_sources(graph, node_id))))

    for end in ends:
        enter(end)
        while stack:
            node_id, sources = stack[-1]
            source = next(sources, None)
            if source is None:
                stack.pop()
                done[node_id] = None
            else:
                enter(source)
    return list(done), met


def _sources(graph: ModelGraph, node_id: str) -> list[str]:
    """The nodes whose tensors a call takes, in the order of Keras, which sorts keywords."""
    node = graph.nodes[node_id]
    given = [*flattened(list(node.args)), *flattened(dict(sorted(node.kwargs.items())))]
    return [leaf.node for leaf in given if isinstance(leaf, TensorRef)]


def _key(graph: ModelGraph, node_id: str) -> str:
    """The operation; each call of a function is one of its own."""
    operation_id = graph.nodes[node_id].operation
    return f"call {node_id}" if _is_op(graph, operation_id) else operation_id


def _is_op(graph: ModelGraph, operation_id: str) -> bool:
    return isinstance(graph.operations[operation_id], Op)
