"""Instances of one definition that a loop made one after another, as one that is repeated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    for chains in _chains(graph, models, lines):
        graph, names = _joined(graph, chains)
        renamed |= names
    return Repeats(graph, renamed)


def _chains(
    graph: ModelGraph, models: Mapping[str, ModelGraph], lines: Mapping[str, int]
) -> list[list[list[str]]]:
    """By repeated instance: the runs of calls that one call of it stands for, each in order."""
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
        if (
            not isinstance(operation, SubModel)
            or node_id in ends
            or len(users.get(node_id, ())) != 1
        ):
            continue
        (next_id,) = users[node_id]
        after = graph.nodes[next_id]
        other = graph.operations.get(after.operation)
        if not isinstance(other, SubModel) or _begins_again(operation.name, other.name):
            continue
        alike = replace(operation, name="") == replace(other, name="")
        same_line = lines.get(node.operation, -1) == lines.get(after.operation, -2)
        if alike and same_line and _feeds(node_id, node, after, models[operation.model]):
            following[node_id] = next_id
    found: dict[tuple[str, ...], list[list[str]]] = {}
    for first in graph.nodes:
        if first in following.values() or first not in following:
            continue
        chain = [first]
        while chain[-1] in following:
            chain.append(following[chain[-1]])
        made = tuple(graph.nodes[node].operation for node in chain)
        if _are_counted([graph.operations[key] for key in made]):
            found.setdefault(made, []).append(chain)
    return [
        chains
        for made, chains in found.items()
        if all(len(calls[key]) == len(chains) for key in made)
    ]


def _begins_again(name: str, after: str) -> bool:
    """Whether a block is the first of its count, called once more after the last of it."""
    return after.endswith("_1") and name != f"{after.removesuffix('_1')}_0"


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


def _joined(graph: ModelGraph, chains: list[list[str]]) -> tuple[ModelGraph, dict[str, str]]:
    made = [graph.nodes[node_id].operation for node_id in chains[0]]
    operation = graph.operations[made[0]]
    assert isinstance(operation, SubModel)
    stem = operation.name.removesuffix("_1")
    gone = {node_id for chain in chains for node_id in chain}
    taken = {*graph.nodes, *graph.operations} - gone - {*made}
    key = stem
    while key in taken:
        key += "_"
    joined = replace(operation, name=stem, repeat=len(made))
    names: dict[str, str] = {}
    for count, chain in enumerate(chains, 1):
        own = key if count == 1 else f"{key}_call_{count}"
        while own in taken:
            own += "_"
        taken.add(own)
        names |= dict.fromkeys(chain, own)
    firsts = {chain[-1]: graph.nodes[chain[0]] for chain in chains}

    def refer(leaf: object) -> object:
        if isinstance(leaf, TensorRef) and leaf.node in firsts:
            return TensorRef(names[leaf.node], leaf.index)
        return leaf

    operations: dict[str, Operation] = {}
    for name, own_operation in graph.operations.items():
        if name == made[0]:
            operations[key] = joined
        elif name not in made:
            operations[name] = own_operation
    nodes: dict[str, Node] = {}
    for node_id, node in graph.nodes.items():
        if node_id in gone and node_id not in firsts:
            continue
        told = firsts.get(node_id, node)
        args = tuple(map_leaves(argument, refer) for argument in told.args)
        kwargs = {name: map_leaves(item, refer) for name, item in told.kwargs.items()}
        called = key if node_id in gone else node.operation
        nodes[names.get(node_id, node_id)] = Node(called, args, kwargs)
    outputs = graph.outputs if graph.outputs == "auto" else map_leaves(graph.outputs, refer)
    order = tuple(names.get(node_id, node_id) for node_id in graph.output_order)
    return (
        replace(graph, operations=operations, nodes=nodes, outputs=outputs, output_order=order),
        names,
    )
