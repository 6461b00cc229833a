"""The one way to walk a graph: argument trees, edges, order, cycles, reach.

Analysis, emission, rendering and the importers all walk with these functions, so that they agree.
Everything here works on drafts: dangling references and cycles are answered, never raised; and
nothing recurses along a graph, so that none is too deep.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard, TypeVar

from model_codegen.design.graph import (
    APPLICATIONS,
    INPUT_CLASS,
    Design,
    Layer,
    Missing,
    ModelGraph,
    Node,
    Slice,
    TensorRef,
)

K = TypeVar("K", bound=Hashable)

Path = tuple[str | int, ...]
"""Where an argument stands: `("args", 0, 1)` or `("kwargs", "key")`."""

MAX_DEPTH = 64
"""The deepest nesting of an argument that is walked; what lies deeper counts as one leaf."""

SLICE_PARTS = ("start", "stop", "step")
"""The steps of a path inside a `Slice`, in the order of its JSON form."""


@dataclass(frozen=True)
class Edge:
    """A use of a tensor: computed from an argument, never stored."""

    source: TensorRef
    target: str
    path: Path


@dataclass(frozen=True)
class Flow:
    """How tensors run through a graph, worked out in one pass.

    Attributes:
        order: All node ids, producers before consumers (see `order`).
        references: The tensors each call consumes, in argument order, repeated where used twice.
        sources: The calls of which these are, as often.
        consumers: The calls that consume tensors of each call, each named once.
        pending: The calls on or behind a cycle.
        loose: The calls with an empty place, and those that take no tensor, such as inputs.
    """

    order: tuple[str, ...]
    references: Mapping[str, list[TensorRef]]
    sources: Mapping[str, list[str]]
    consumers: Mapping[str, list[str]]
    pending: frozenset[str]
    loose: frozenset[str] = frozenset()

    def reach(self, targets: Iterable[str]) -> set[str]:
        """The node ids that `targets` depend on, themselves included."""
        sources = self.sources
        found = {target for target in targets if target in sources}
        stack = [*found]
        while stack:
            for node_id in sources[stack.pop()]:
                if node_id not in found and node_id in sources:
                    found.add(node_id)
                    stack.append(node_id)
        return found

    def cycles(self) -> list[list[str]]:
        """Cycles, each as a closed walk along the tensors without its last step.

        Not all of them, but breaking these is a step towards a graph without any: every call on or
        behind a cycle is on one of them or behind one of them.
        """
        sources = {
            node_id: next(r.node for r in self.references[node_id] if r.node in self.pending)
            for node_id in self.order
            if node_id in self.pending
        }
        found: list[list[str]] = []
        seen: set[str] = set()
        for start in sources:
            trail: dict[str, int] = {}
            here = start
            while here not in seen:
                seen.add(here)
                trail[here] = len(trail)
                here = sources[here]
            if here in trail:
                found.append(list(reversed([n for n, i in trail.items() if i >= trail[here]])))
        return found


_LEAVES = frozenset({TensorRef, str, int, float, bool, type(None)})
"""What most leaves are; whether something is a mapping takes long to ask."""


def walk(argument: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every leaf of an argument tree with its path; a `Slice` counts as a tree of three."""
    stack = [(path, argument)]
    deepest = len(path) + MAX_DEPTH
    while stack:
        path, item = stack.pop()
        children: Iterable[tuple[str | int, Any]]
        if len(path) >= deepest:
            yield path, item
            continue
        if isinstance(item, (list, tuple)):
            children = enumerate(item)
        elif isinstance(item, Mapping):
            children = item.items()
        elif isinstance(item, Slice):
            children = ((name, getattr(item, name)) for name in SLICE_PARTS)
        else:
            yield path, item
            continue
        stack += reversed([((*path, key), child) for key, child in children])


def map_leaves(argument: Any, function: Callable[[Any], Any], depth: int = MAX_DEPTH) -> Any:
    """Return the same tree with every leaf replaced by `function(leaf)`."""
    if depth > 0 and type(argument) not in _LEAVES:
        if isinstance(argument, list):
            return [map_leaves(item, function, depth - 1) for item in argument]
        if isinstance(argument, tuple):
            return tuple(map_leaves(item, function, depth - 1) for item in argument)
        if isinstance(argument, Mapping):
            return {key: map_leaves(item, function, depth - 1) for key, item in argument.items()}
        if isinstance(argument, Slice):
            return Slice(
                *(map_leaves(getattr(argument, n), function, depth - 1) for n in SLICE_PARTS)
            )
    return function(argument)


def leaves(argument: Any) -> list[Any]:
    """The leaves of an argument, input or output tree, in order."""
    found: list[Any] = []
    map_leaves(argument, found.append)
    return found


def flattened(tree: Any) -> list[Any]:
    """The leaves of a tree in the order of `keras.tree.flatten`, which sorts the keys of dicts."""
    if isinstance(tree, Mapping):
        return [leaf for key in sorted(tree) for leaf in flattened(tree[key])]
    if isinstance(tree, (list, tuple)):
        return [leaf for item in tree for leaf in flattened(item)]
    return [tree]


def arguments(node: Node) -> Iterator[tuple[Path, Any]]:
    """Yield every leaf of a call's arguments with its path, positional ones first."""
    yield from walk(node.args, ("args",))
    yield from walk(node.kwargs, ("kwargs",))


def references(node: Node) -> list[TensorRef]:
    """The tensors a call consumes, in argument order, repeated where they are used twice."""
    found: list[TensorRef] = []
    for argument in (*node.args, *node.kwargs.values()):
        if type(argument) is TensorRef:
            found.append(argument)
        elif isinstance(argument, (list, tuple, Mapping, Slice)):
            found += [leaf for _, leaf in walk(argument) if isinstance(leaf, TensorRef)]
    return found


def lacks(node: Node) -> bool:
    """Whether a call has an empty place."""
    for argument in (*node.args, *node.kwargs.values()):
        if type(argument) is TensorRef:
            continue
        if isinstance(argument, Missing) or (
            isinstance(argument, (list, tuple, Mapping))
            and any(isinstance(leaf, Missing) for _, leaf in walk(argument))
        ):
            return True
    return False


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


def is_application(operation: object) -> TypeGuard[Layer]:
    """Whether an operation is a whole model of `keras.applications`."""
    return (
        isinstance(operation, Layer)
        and operation.class_name.startswith(APPLICATIONS)
        and operation.recorded is None
    )


def calls(graph: ModelGraph) -> dict[str, list[str]]:
    """The node ids that call each operation, in topological order."""
    result: dict[str, list[str]] = {operation: [] for operation in graph.operations}
    for node_id in order(graph):
        result.setdefault(graph.nodes[node_id].operation, []).append(node_id)
    return result


def count_calls(design: Design) -> int:
    """How many calls the graphs of a design have together, each definition counted once."""
    return sum(len(graph.nodes) for graph in (design.main, *design.models.values()))


def flow(
    graph: ModelGraph,
    before: tuple[Mapping[str, Node], Flow] | None = None,
) -> Flow:
    """Work out how tensors run through a graph.

    Args:
        graph: The graph.
        before: The nodes and the flow of an earlier state of it: the references of a node that is
            the very same are taken over.
    """
    declared = [leaf for leaf in leaves(graph.inputs) if isinstance(leaf, str)]
    ranked = [leaf for leaf in dict.fromkeys(declared) if leaf in graph.nodes]
    nodes = dict.fromkeys([*ranked, *sorted(graph.nodes)])
    used: dict[str, list[TensorRef]] = {}
    sources: dict[str, list[str]] = {}
    loose: list[str] = []
    known, then = before or ({}, None)
    for node_id in nodes:
        node = graph.nodes[node_id]
        if then is not None and known.get(node_id) is node:
            used[node_id], sources[node_id] = then.references[node_id], then.sources[node_id]
            if node_id in then.loose:
                loose.append(node_id)
        else:
            used[node_id] = references(node)
            sources[node_id] = [ref.node for ref in used[node_id]]
            if not used[node_id] or lacks(node):
                loose.append(node_id)
    done, rest, consumers = topological(sources)
    return Flow((*done, *rest), used, sources, consumers, frozenset(rest), frozenset(loose))


def order(graph: ModelGraph) -> list[str]:
    """All node ids, producers before consumers.

    Inputs come first in the order of `graph.inputs`. Then one branch is followed to its end before
    the next one begins, as a person would write it down; where nothing else decides, ids do, so
    that the order does not depend on how the document was stored. Nodes on or behind a cycle come
    last.
    """
    return list(flow(graph).order)


def reach(graph: ModelGraph, targets: Iterable[str]) -> set[str]:
    """The node ids that `targets` depend on, themselves included."""
    return flow(graph).reach(targets)


def topological(
    needs: Mapping[K, Iterable[K]],
) -> tuple[list[K], list[K], dict[K, list[K]]]:
    """Sort keys behind what they need, depth first; needs that are no keys are ignored.

    Args:
        needs: The needs of each key.

    Returns:
        The sorted keys; the keys on or behind a cycle; who needs each key.
    """
    users: dict[K, list[K]] = {key: [] for key in needs}
    waiting: dict[K, int] = {}
    for key, sources in needs.items():
        needed = users.keys() & sources
        waiting[key] = len(needed)
        for source in needed:
            users[source].append(key)
    done = [key for key in needs if waiting[key] == 0]

    def release(key: K, free: list[K]) -> None:
        """Add the keys that wait for nothing any more once `key` is done."""
        for user in users[key]:
            left = waiting[user] = waiting[user] - 1
            if left == 0:
                free.append(user)

    free: list[K] = []
    for key in done:
        release(key, free)
    stack = free[::-1]  # The first one is the next.
    while stack:
        done.append(stack.pop())
        free = []
        release(done[-1], free)
        stack += free[::-1]
    finished = set(done)
    return done, [key for key in needs if key not in finished], users
