"""Instances of one definition that a loop made one after another, as one that is repeated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from model_codegen.design.graph import ModelGraph, Node, Operation, SubModel, TensorRef
from model_codegen.design.traversal import leaves, map_leaves, references


@dataclass(frozen=True)
class Repeats:
    """A graph with its repeated instances as one each.

    Attributes:
        graph: The graph.
        renamed: By node that is gone or has another id: the node that stands for it.
    """

    graph: ModelGraph
    renamed: Mapping[str, str]


def with_repeats(
    graph: ModelGraph, models: Mapping[str, ModelGraph], lines: Mapping[str, int]
) -> Repeats:
    """Put instances together that are called one after another and counted in their names.

    Args:
        graph: The graph.
        models: The definitions.
        lines: By instance of a definition: the line of the text that made it.
    """
    renamed: dict[str, str] = {}
    for chain in [*_chains(graph, models, lines)]:
        graph, names = _joined(graph, chain)
        renamed |= names
    return Repeats(graph, renamed)


def _chains(
    graph: ModelGraph, models: Mapping[str, ModelGraph], lines: Mapping[str, int]
) -> Iterator[list[str]]:
    """The runs of calls that one repeated call stands for, each in order."""
    calls: dict[str, list[str]] = {}
    users: dict[str, list[str]] = {}
    for node_id, node in graph.nodes.items():
        calls.setdefault(node.operation, []).append(node_id)
        for source in {ref.node for ref in references(node)}:
            users.setdefault(source, []).append(node_id)
    ends = {leaf.node for leaf in leaves(graph.outputs) if isinstance(leaf, TensorRef)}
    following: dict[str, str] = {}
    for node_id, node in graph.nodes.items():
        operation = graph.operations.get(node.operation)
        if not isinstance(operation, SubModel) or len(calls[node.operation]) > 1:
            continue
        if node_id in ends or len(users.get(node_id, ())) != 1:
            continue
        (next_id,) = users[node_id]
        after = graph.nodes[next_id]
        other = graph.operations.get(after.operation)
        if not isinstance(other, SubModel) or len(calls[after.operation]) > 1:
            continue
        alike = replace(operation, name="") == replace(other, name="")
        same_line = lines.get(node.operation, -1) == lines.get(after.operation, -2)
        if alike and same_line and _feeds(node_id, node, after, models[operation.model]):
            following[node_id] = next_id
    for first in graph.nodes:
        if first in following.values() or first not in following:
            continue
        chain = [first]
        while chain[-1] in following:
            chain.append(following[chain[-1]])
        if _are_counted([graph.operations[graph.nodes[node].operation] for node in chain]):
            yield chain


def _are_counted(instances: Sequence[Operation]) -> bool:
    """Whether names are counted from 1, as those of a repeated block are."""
    names = [each.name for each in instances if isinstance(each, SubModel)]
    stem = names[0].removesuffix("_1")
    return bool(stem) and names == [f"{stem}_{index}" for index in range(1, len(names) + 1)]


def _feeds(node_id: str, node: Node, after: Node, definition: ModelGraph) -> bool:
    """Whether a call takes all that another one returns, in order, and is else the same."""
    outputs = leaves(definition.outputs)
    if definition.outputs == "auto" or len(outputs) != len(leaves(definition.inputs)):
        return False
    given = leaves(after.args[0]) if after.args else []
    wanted = [TensorRef(node_id, index) for index in range(len(outputs))]
    rest = (node.args[1:], dict(node.kwargs)) == (after.args[1:], dict(after.kwargs))
    return given == wanted and rest


def _joined(graph: ModelGraph, chain: list[str]) -> tuple[ModelGraph, dict[str, str]]:
    first = graph.nodes[chain[0]]
    operation = graph.operations[first.operation]
    assert isinstance(operation, SubModel)
    stem = operation.name.removesuffix("_1")
    gone = {*chain}
    called = {graph.nodes[node_id].operation for node_id in chain}
    taken = {*graph.nodes, *graph.operations} - gone - called
    key = stem
    while key in taken:
        key += "_"
    joined = replace(operation, name=stem, repeat=len(chain))

    def refer(leaf: object) -> object:
        moved = isinstance(leaf, TensorRef) and leaf.node == chain[-1]
        return TensorRef(key, leaf.index) if isinstance(leaf, TensorRef) and moved else leaf

    operations: dict[str, Operation] = {}
    for name, own in graph.operations.items():
        if name == first.operation:
            operations[key] = joined
        elif name not in called:
            operations[name] = own
    nodes: dict[str, Node] = {}
    for node_id, node in graph.nodes.items():
        if node_id == chain[-1]:
            nodes[key] = Node(key, first.args, first.kwargs)
        elif node_id not in gone:
            args = tuple(map_leaves(argument, refer) for argument in node.args)
            kwargs = {name: map_leaves(item, refer) for name, item in node.kwargs.items()}
            nodes[node_id] = Node(node.operation, args, kwargs)
    outputs = graph.outputs if graph.outputs == "auto" else map_leaves(graph.outputs, refer)
    order = tuple(key if node_id in gone else node_id for node_id in graph.output_order)
    made = replace(graph, operations=operations, nodes=nodes, outputs=outputs, output_order=order)
    return made, dict.fromkeys(chain, key)
