"""What the Chain or topology? page draws and says, as plain values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from app.core import layer_table, number_text
from components.graph_picture import Arrow, Dot, Role
from model_codegen.analysis.advice import chain
from model_codegen.analysis.advice.chain import Chains
from model_codegen.design import traversal
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import (
    INPUT_CLASS,
    Design,
    Layer,
    ModelGraph,
    Node,
    Operation,
    TensorRef,
)
from model_codegen.design.shared_operations import operation_of, shared_calls

MAX_NODES = 120
"""Beyond this many nodes a picture is no longer a help, and the page says so."""


def picture(
    design: Design,
    result: Mapping[str, Any],
    marked: Collection[str] = (),
    chain: Sequence[str] | None = None,
) -> tuple[list[Dot], list[Arrow]]:
    """The main graph as a picture.

    Args:
        design: The design.
        result: Its analysis as JSON.
        marked: Nodes to be pointed at.
        chain: Nodes that Sequential could hold, in order. With it, they stand out and all else is
            faint; without it, every node shows what it is.
    """
    graph = design.main
    levels = _levels(graph)
    roles = _roles(design, result)
    held = None if chain is None else set(chain)
    dots = [
        Dot(
            id=node_id,
            label=label(design, result, node_id),
            role=_role(roles[node_id], node_id, held),
            level=levels[node_id],
            marked=node_id in marked,
        )
        for node_id in traversal.order(graph)
    ]
    links = set(pairwise(chain)) if chain is not None else set()
    arrows = [
        Arrow(
            edge.source.node,
            edge.target,
            faint=held is not None and (edge.source.node, edge.target) not in links,
        )
        for edge in traversal.edges(graph)
        if edge.source.node in graph.nodes
    ]
    return dots, arrows


def chains(design: Design, result: Mapping[str, Any]) -> Chains:
    """The runs of the main graph that one Sequential could hold.

    Args:
        design: The design.
        result: Its analysis as JSON.
    """
    main = result["graphs"][MAIN]
    counts = {
        key: len(node["outputs"])
        for key, node in main["nodes"].items()
        if node["outputs"] is not None
    }
    return chain.chains(design, main["unused"], counts)


def label(design: Design, result: Mapping[str, Any], node_id: str) -> str:
    """Two lines: the call's title, and the class with its output."""
    operation = operation_of(design, design.main, design.main.nodes[node_id].operation)
    if operation is None:
        return node_id
    outputs = result["graphs"][MAIN]["nodes"][node_id]["outputs"]
    kind = layer_table.kind(operation, design)
    return f"{title(design, result, node_id)}\n{kind} {number_text.shapes(outputs)}"


def title(design: Design, result: Mapping[str, Any], node_id: str) -> str:
    """The name of what is called, cut to fit a picture; and which call of it if it is shared."""
    key = design.main.nodes[node_id].operation
    operation = operation_of(design, design.main, key)
    if operation is None:
        return node_id
    calls = result["graphs"][MAIN]["operations"].get(key, {}).get("calls", [])
    turn = f" ({calls.index(node_id) + 1} of {len(calls)})" if len(calls) > 1 else ""
    name = layer_table.name(operation)
    return (name if len(name) <= 24 else name[:23] + "…") + turn


def held(design: Design, result: Mapping[str, Any], chain: Sequence[str]) -> Design:
    """The longest chain as a design of its own, with an input where it begins in mid-graph.

    Args:
        design: The design.
        result: Its analysis as JSON.
        chain: The nodes, in order; not empty.
    """
    graph = design.main
    operations: dict[str, Operation] = {}
    nodes: dict[str, Node] = {}
    before = ""
    if not traversal.is_input(graph, chain[0]):
        before = "chain_input"
        operations[before] = _entrance(graph, result, chain[0])
        nodes[before] = Node(before)
    for node_id in chain:
        node = graph.nodes[node_id]
        # What is not the graph's own stays the design's.
        if node.operation in graph.operations:
            operations[node.operation] = graph.operations[node.operation]
        nodes[node_id] = replace(node, args=(TensorRef(before),)) if before else node
        before = node_id
    main = ModelGraph(f"{graph.name}_chain", operations, nodes, next(iter(nodes)))
    return replace(design, main=main, positions={})


def lost(design: Design, result: Mapping[str, Any], chain: Sequence[str]) -> list[str]:
    """What the chain does not hold of the main graph: names of calls, in order."""
    graph, kept = design.main, set(chain)
    return [
        title(design, result, node_id) for node_id in traversal.order(graph) if node_id not in kept
    ]


def copied_params(result: Mapping[str, Any]) -> int:
    """Parameters if every call had a layer, or a block, of its own."""
    main = result["graphs"][MAIN]
    operations = main["operations"].values()
    # More than the model's, where a block holds what is called beside it.
    once = sum(
        item["params"] for item in operations if not set(item["calls"]) <= set(main["unused"])
    )
    copies = sum(item["params"] * max(0, len(item["calls"]) - 1) for item in operations)
    return int(max(main["total_params"], once) + copies)


def shared_operations(design: Design, result: Mapping[str, Any]) -> list[str]:
    """Ids of the operations that are called more than once, in blocks of the design, too."""
    operations = result["graphs"][MAIN]["operations"]
    across = {
        key for key, places in shared_calls(design).items() if MAIN in places and len(places) > 1
    }
    return [key for key, item in operations.items() if len(item["calls"]) > 1 or key in across]


def _entrance(graph: ModelGraph, result: Mapping[str, Any], first: str) -> Layer:
    """An input of the shape and dtype that the chain's first node reads."""
    source = traversal.references(graph.nodes[first])[0]
    outputs = result["graphs"][MAIN]["nodes"].get(source.node, {}).get("outputs") or []
    spec = outputs[source.index] if source.index < len(outputs) else None
    shape = spec["shape"][1:] if spec else [None]
    return Layer(
        INPUT_CLASS, "chain_input", {"shape": shape}, dtype=spec["dtype"] if spec else None
    )


def _role(role: Role, node_id: str, held: set[str] | None) -> Role:
    if held is None:
        return role
    return "chain" if node_id in held else "left out"


def _roles(design: Design, result: Mapping[str, Any]) -> dict[str, Role]:
    graph = design.main
    shared = set(shared_operations(design, result))
    outputs = _nodes(result["graphs"][MAIN]["outputs"])
    roles: dict[str, Role] = {}
    for node_id, node in graph.nodes.items():
        if traversal.is_input(graph, node_id):
            roles[node_id] = "input"
        elif node.operation in shared:
            roles[node_id] = "shared"
        elif len(set(traversal.references(node))) > 1:
            roles[node_id] = "merge"
        elif node_id in outputs:
            roles[node_id] = "output"
        else:
            roles[node_id] = "plain"
    return roles


def _nodes(outputs: Any) -> set[str]:
    """The nodes named in an outputs tree of an analysis' JSON."""
    if isinstance(outputs, Mapping):
        if "tensor" in outputs:
            return {outputs["tensor"][0]}
        return set().union(*map(_nodes, outputs.values()))
    return set().union(*map(_nodes, outputs)) if isinstance(outputs, list) else set()


def _levels(graph: ModelGraph) -> dict[str, int]:
    """Each node's row: one below the lowest of what it reads."""
    levels: dict[str, int] = {}
    for node_id in traversal.order(graph):
        above = [
            levels[reference.node]
            for reference in traversal.references(graph.nodes[node_id])
            if isinstance(reference, TensorRef) and reference.node in levels
        ]
        levels[node_id] = max(above, default=-1) + 1
    return levels
