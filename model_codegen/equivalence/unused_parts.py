"""What of a design no output depends on, which is in no source: calls, operations, definitions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from model_codegen.design.config_references import held, held_models
from model_codegen.design.graph import Design, Missing, ModelGraph, Node, Operation, TensorRef
from model_codegen.design.shared_operations import shared_calls
from model_codegen.design.traversal import map_leaves


def add_unused_calls(
    graph: ModelGraph,
    unused: Iterable[str],
    operations: dict[str, Operation],
    nodes: dict[str, Node],
) -> None:
    """Add calls of a graph to what was made of the rest of it, open where that has gone.

    Args:
        graph: The graph.
        unused: The calls to add, by id.
        operations: The operations of the result so far; grows.
        nodes: The calls of the result so far; grows.
    """
    added = [*unused]
    there = {*nodes, *added}

    def kept(leaf: Any) -> Any:
        lost = isinstance(leaf, TensorRef) and leaf.node not in there
        return Missing() if lost else leaf

    for key in added:
        node = graph.nodes[key]
        args = tuple(map_leaves(argument, kept) for argument in node.args)
        kwargs = {name: map_leaves(item, kept) for name, item in node.kwargs.items()}
        nodes[key] = Node(node.operation, args, kwargs)
        if node.operation in graph.operations:
            operations.setdefault(node.operation, graph.operations[node.operation])


def unused_operations(design: Design, full: Design) -> dict[str, Operation]:
    """The operations of the design itself that no graph calls and no layer holds, by id.

    Args:
        design: The design.
        full: The same, with its operations in the graphs that call them.
    """
    called = {key for key, places in shared_calls(design).items() if places}
    graphs = (full.main, *full.models.values())
    used = {*called, *held(design, [o for g in graphs for o in g.operations.values()])}
    return {key: o for key, o in design.operations.items() if key not in used}


def unused_models(
    design: Design, full: Design, graphs: Iterable[ModelGraph]
) -> dict[str, ModelGraph]:
    """The definitions that the main graph never used, and those that `graphs` still need, by id.

    Args:
        design: The design that has the definitions.
        full: The same, with its operations in the graphs that call them.
        graphs: What was made of the rest of the design.
    """
    needed = _needed(design, full, full.main)
    found = {key: graph for key, graph in design.models.items() if key not in needed}
    for graph in [*graphs, *found.values()]:
        for key in _needed(design, full, graph):
            found[key] = design.models[key]
    return found


def _needed(design: Design, full: Design, graph: ModelGraph) -> set[str]:
    """The ids of the definitions that a graph is made of, and those that they are."""
    found: set[str] = set()
    graphs = [graph]
    while graphs:
        for key in held_models(design, graphs.pop().operations.values()):
            if key in full.models and key not in found:
                found.add(key)
                graphs.append(full.models[key])
    return found
