"""A graph with less in it: without some calls or wires, and without what is of no use then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from model_codegen.design.graph import InputTree, ModelGraph, Node, TensorRef
from model_codegen.design.traversal import flow, leaves, map_leaves


def pruned(graph: ModelGraph, outputs: Sequence[TensorRef]) -> ModelGraph:
    """A graph of what some outputs need, and nothing else.

    Args:
        graph: The graph.
        outputs: Tensors that are there; one stands bare, several in a list.
    """
    needed = flow(graph).reach([ref.node for ref in outputs])
    nodes = {key: node for key, node in graph.nodes.items() if key in needed}
    called = {node.operation for node in nodes.values()}
    return replace(
        graph,
        operations={key: one for key, one in graph.operations.items() if key in called},
        nodes=nodes,
        inputs=_inputs(graph.inputs, needed),
        outputs=outputs[0] if len(outputs) == 1 else [*outputs],
        output_order=(),
    )


def without(
    graph: ModelGraph,
    gone: Iterable[str],
    wires: Collection[tuple[str, str]],
    outputs: Sequence[TensorRef],
) -> ModelGraph | None:
    """A graph without some calls and wires, and what cannot be computed without them.

    A call that takes a list of tensors takes those that are left; with one left it is left out.

    Args:
        graph: The graph.
        gone: Calls that go.
        wires: Wires that go, each from a call to a call.
        outputs: Those of the graph; what is left of them are the new ones.

    Returns:
        None, if no output is left.
    """
    lost = {*gone}
    instead_of: dict[str, TensorRef] = {}
    known = flow(graph)
    nodes = dict(graph.nodes)
    for node_id in known.order:
        refs = known.references[node_id]
        if node_id in lost or not refs:
            continue
        left = [ref for ref in refs if ref.node not in lost and (ref.node, node_id) not in wires]
        if len(left) == len(refs):
            continue
        node = graph.nodes[node_id]
        listed = node.args[0] if node.args else None
        if not left or not isinstance(listed, (list, tuple)) or len(node.args) > 1 or node.kwargs:
            lost.add(node_id)
        elif len(left) == 1:
            instead_of[node_id] = left[0]
        else:
            nodes[node_id] = replace(node, args=([*left],))
    kept = [ref for ref in outputs if ref.node not in lost]
    if not kept:
        return None
    rest = replace(graph, nodes={key: node for key, node in nodes.items() if key not in lost})
    return instead(rest, instead_of, kept)


def instead(
    graph: ModelGraph, tensors: Mapping[str, TensorRef], outputs: Sequence[TensorRef]
) -> ModelGraph:
    """A graph in which other tensors stand for what some calls return; those calls go.

    Args:
        graph: The graph.
        tensors: By call, what stands for its tensor.
        outputs: Those of the graph before.
    """

    def other(leaf: Any) -> Any:
        seen: set[str] = set()
        while isinstance(leaf, TensorRef) and leaf.node in tensors and leaf.node not in seen:
            seen.add(leaf.node)
            leaf = tensors[leaf.node]
        return leaf

    nodes = {key: _changed(node, other) for key, node in graph.nodes.items() if key not in tensors}
    ends = [*dict.fromkeys(other(ref) for ref in outputs)]
    return pruned(replace(graph, nodes=nodes), ends)


def renamed(node: Node, ids: Mapping[str, str]) -> Node:
    """A call that takes the tensors of other calls.

    Args:
        node: The call.
        ids: By call, the one whose tensors it takes instead.
    """

    def other(leaf: Any) -> Any:
        if isinstance(leaf, TensorRef) and leaf.node in ids:
            return TensorRef(ids[leaf.node], leaf.index)
        return leaf

    return _changed(node, other)


def in_order(graph: ModelGraph, nodes: Collection[str]) -> list[str]:
    """Some calls, each after those that it needs."""
    return [node_id for node_id in flow(graph).order if node_id in nodes]


def _changed(node: Node, change: Any) -> Node:
    args = tuple(map_leaves(argument, change) for argument in node.args)
    kwargs = {name: map_leaves(argument, change) for name, argument in node.kwargs.items()}
    return replace(node, args=args, kwargs=kwargs)


def _inputs(tree: InputTree, needed: Collection[str]) -> InputTree:
    """The inputs that are needed: one bare, several as they were."""
    kept = [leaf for leaf in leaves(tree) if leaf in needed]
    if len(kept) == 1:
        return str(kept[0])
    if isinstance(tree, dict):
        return {key: item for key, item in tree.items() if {*leaves(item)} & {*kept}}
    return [*kept]
