"""The order in which a Functional model of Keras lists its layers, and with them its weights."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, TypeVar

from model_codegen.design.graph import ModelGraph, Op, TensorRef
from model_codegen.design.traversal import flattened

N = TypeVar("N", bound=Hashable)
K = TypeVar("K", bound=Hashable)


def layer_order(graph: ModelGraph, outputs: Any) -> list[str]:
    """The ids of the operations behind the outputs, as `model.layers` has them; functions apart.

    Deepest first; depth is the number of calls to an output, along the longest way. At one depth
    they stand as they are met from the outputs backwards. By `map_graph` of
    `keras/src/ops/function.py`, whose results this repeats without Keras.

    Args:
        graph: A graph without errors.
        outputs: Its outputs, with `"auto"` worked out.
    """
    found = by_depth(
        [ref.node for ref in flattened(outputs)],
        lambda node_id: _sources(graph, node_id),
        lambda node_id: _key(graph, node_id),
    )
    return [key for key in found if key in graph.operations and not _is_op(graph, key)]


def by_depth(
    ends: Sequence[N],
    sources: Callable[[N], Sequence[N]],
    key: Callable[[N], K],
    inputs: Sequence[K] = (),
) -> list[K]:
    """What is called between some calls and all that they need, in the order of `layer_order`.

    Args:
        ends: The calls whose results are the outputs, in the order of these.
        sources: The calls whose tensors a call takes, in order.
        key: What a call calls.
        inputs: The inputs, those included that no output needs: these stand before the last layers.
    """
    done, met = _walked(ends, sources, key)
    depths: dict[N, int] = {}
    deepest: dict[K, int] = {}
    for call in reversed(done):
        called = key(call)
        depth = max(depths.setdefault(call, 0), deepest.get(called, 0))
        depths[call] = deepest[called] = depth
        for source in sources(call):
            depths[source] = max(depth + 1, depths.get(source, 0))
    for called in inputs:
        if called not in deepest:
            deepest[called], met[called] = 0, -1
    return sorted(deepest, key=lambda called: (-deepest[called], met[called]))


def _walked(
    ends: Sequence[N], sources: Callable[[N], Sequence[N]], key: Callable[[N], K]
) -> tuple[list[N], dict[K, int]]:
    """The calls, each after those it takes from; and when what they call was first met."""
    done: dict[N, None] = {}
    met: dict[K, int] = {}
    stack: list[tuple[N, Iterator[N]]] = []

    def enter(call: N) -> None:
        if call not in done:
            met.setdefault(key(call), len(met))
            stack.append((call, iter(sources(call))))

    for end in ends:
        enter(end)
        while stack:
            call, rest = stack[-1]
            source = next(rest, None)
            if source is None:
                stack.pop()
                done[call] = None
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
