"""The one way to walk a graph: argument trees, edges, order, cycles, reach.

Analysis, emission, rendering and the importers all walk with these functions, so that they agree.
Everything here works on drafts: dangling references and cycles are answered, never raised.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from model_codegen.graph import INPUT_CLASS, Layer, ModelGraph, Node, Slice, TensorRef

T = TypeVar("T")

Path = tuple[str | int, ...]
"""Where an argument stands: `("args", 0, 1)` or `("kwargs", "key")`."""


@dataclass(frozen=True)
class Edge:
    """A use of a tensor: computed from an argument, never stored."""

    source: TensorRef
    target: str
    path: Path


def walk(argument: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every leaf of an argument tree with its path; a `Slice` counts as a tree of three."""
    if isinstance(argument, (list, tuple)):
        for index, item in enumerate(argument):
            yield from walk(item, (*path, index))
    elif isinstance(argument, Mapping):
        for key, item in argument.items():
            yield from walk(item, (*path, key))
    elif isinstance(argument, Slice):
        for name in ("start", "stop", "step"):
            yield from walk(getattr(argument, name), (*path, name))
    else:
        yield path, argument


def map_leaves(argument: Any, function: Callable[[Any], Any]) -> Any:
    """Return the same tree with every leaf replaced by `function(leaf)`."""
    if isinstance(argument, list):
        return [map_leaves(item, function) for item in argument]
    if isinstance(argument, tuple):
        return tuple(map_leaves(item, function) for item in argument)
    if isinstance(argument, Mapping):
        return {key: map_leaves(item, function) for key, item in argument.items()}
    if isinstance(argument, Slice):
        return Slice(
            *(map_leaves(getattr(argument, n), function) for n in ("start", "stop", "step"))
        )
    return function(argument)


def leaves(argument: Any) -> list[Any]:
    """The leaves of an argument, input or output tree, in order."""
    return [leaf for _, leaf in walk(argument)]


def arguments(node: Node) -> Iterator[tuple[Path, Any]]:
    """Yield every leaf of a call's arguments with its path, positional ones first."""
    yield from walk(node.args, ("args",))
    yield from walk(node.kwargs, ("kwargs",))


def references(node: Node) -> list[TensorRef]:
    """The tensors a call consumes, in argument order, repeated where they are used twice."""
    return [leaf for _, leaf in arguments(node) if isinstance(leaf, TensorRef)]


def edges(graph: ModelGraph) -> list[Edge]:
    """Every use of a tensor in the graph, dangling ones included."""
    return [
        Edge(leaf, node_id, path)
        for node_id, node in graph.nodes.items()
        for path, leaf in arguments(node)
        if isinstance(leaf, TensorRef)
    ]


def is_input(graph: ModelGraph, node_id: str) -> bool:
    """Whether a node is a model input."""
    node = graph.nodes.get(node_id)
    operation = graph.operations.get(node.operation) if node else None
    return isinstance(operation, Layer) and operation.class_name == INPUT_CLASS


def calls(graph: ModelGraph) -> dict[str, list[str]]:
    """The node ids that call each operation, in topological order."""
    result: dict[str, list[str]] = {operation: [] for operation in graph.operations}
    for node_id in order(graph):
        result.setdefault(graph.nodes[node_id].operation, []).append(node_id)
    return result


def order(graph: ModelGraph) -> list[str]:
    """All node ids, producers before consumers.

    Inputs come first in the order of `graph.inputs`; ties keep the order of `graph.nodes`. Nodes on
    or behind a cycle come last, in the order of `graph.nodes`.
    """
    return _kahn(graph)[0]


def cyclic(graph: ModelGraph) -> list[str]:
    """The node ids that lie on a cycle, as one closed walk without its last step; empty if none."""
    _, rest = _kahn(graph)
    if not rest:
        return []
    pending = set(rest)
    sources = {
        node_id: [r.node for r in references(graph.nodes[node_id]) if r.node in pending]
        for node_id in rest
    }
    here, seen = rest[0], {}
    trail: list[str] = []
    while here not in seen:
        seen[here] = len(trail)
        trail.append(here)
        here = sources[here][0]
    return list(reversed(trail[seen[here] :]))


def _kahn(graph: ModelGraph) -> tuple[list[str], list[str]]:
    declared = [leaf for leaf in leaves(graph.inputs) if leaf in graph.nodes]
    ranked = dict.fromkeys([*declared, *graph.nodes])
    waiting: dict[str, int] = {}
    consumers: dict[str, list[str]] = {}
    for node_id in ranked:
        sources = {r.node for r in references(graph.nodes[node_id]) if r.node in graph.nodes}
        waiting[node_id] = len(sources)
        for source in sources:
            consumers.setdefault(source, []).append(node_id)
    done: list[str] = []
    ready = deque(node_id for node_id in ranked if waiting[node_id] == 0)
    while ready:
        node_id = ready.popleft()
        done.append(node_id)
        for consumer in consumers.get(node_id, []):
            waiting[consumer] -= 1
            if waiting[consumer] == 0:
                ready.append(consumer)
    finished = set(done)
    rest = [node_id for node_id in ranked if node_id not in finished]
    return [*done, *rest], rest


def reach(graph: ModelGraph, targets: Iterable[str]) -> set[str]:
    """The node ids that `targets` depend on, themselves included."""
    found: set[str] = set()
    stack = [target for target in targets if target in graph.nodes]
    while stack:
        node_id = stack.pop()
        if node_id not in found:
            found.add(node_id)
            stack += [r.node for r in references(graph.nodes[node_id]) if r.node in graph.nodes]
    return found


def resolve_outputs(
    graph: ModelGraph,
    output_counts: Mapping[str, int],
    positions: Mapping[str, tuple[float, float]],
) -> Any:
    """The outputs of a graph as a tree of `TensorRef`, with `"auto"` resolved.

    Auto means every call that nothing consumes, in canvas order: left to right, then top to bottom;
    nodes without a position follow in topological order. All tensors of such a call are outputs.
    One output stands bare, several in a list, as a Keras user would pass them.

    Args:
        graph: The graph.
        output_counts: How many tensors each call returns; one where it is not known.
        positions: Canvas positions of this graph's nodes.
    """
    if graph.outputs != "auto":
        return graph.outputs
    used = {edge.source.node for edge in edges(graph)}
    ends = [n for n in order(graph) if n not in used and not is_input(graph, n)]
    rank = {n: (0, *positions[n]) if n in positions else (1, 0.0, 0.0) for n in ends}
    found = [
        TensorRef(n, index)
        for n in sorted(ends, key=lambda n: rank[n])
        for index in range(output_counts.get(n, 1))
    ]
    return found[0] if len(found) == 1 else found
