"""Pieces of a graph that nothing joins, and those that are no part of the model yet.

Whoever draws puts a layer down before it is wired. While something else is a whole model, what is
not ready stays in the draft and is left aside: it is no output, and no error.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from model_codegen.design.graph import Design, ModelGraph, Op
from model_codegen.design.traversal import Flow, flow, is_input, lacks, leaves


def left_aside(graph: ModelGraph, known: Flow | None = None) -> frozenset[str]:
    """The calls that are no part of the model, since what they hang together with is not ready.

    A piece is what wires join, whichever way they lead. It is ready if no call in it lacks a
    tensor. It is left aside if it is not, while another one is: one with an Input and something
    that follows. Only where outputs are automatic; who has chosen outputs has said what is part.

    Args:
        graph: The graph, with the design's operations that it calls.
        known: Its flow, if it is at hand.
    """
    if graph.outputs != "auto":
        return frozenset()
    known = known or flow(graph)
    lacking = {node_id for node_id in known.loose if is_lacking(graph, node_id, known)}
    if not lacking:
        return frozenset()
    found = pieces(known)
    if not any(_is_whole(graph, piece) and lacking.isdisjoint(piece) for piece in found):
        return frozenset()
    return frozenset(n for piece in found if not lacking.isdisjoint(piece) for n in piece)


def pieces(known: Flow) -> list[list[str]]:
    """The calls of a graph by what they hang together with, both in the order of calls.

    Args:
        known: The flow of the graph.
    """
    numbers: dict[str, int] = {}
    found: list[list[str]] = []
    for first in known.order:
        if first in numbers:
            continue
        numbers[first] = len(found)
        stack = [first]
        while stack:
            here = stack.pop()
            for other in (*known.sources[here], *known.consumers[here]):
                if other not in numbers and other in known.sources:
                    numbers[other] = len(found)
                    stack.append(other)
        found.append([])
    for node_id in known.order:
        found[numbers[node_id]].append(node_id)
    return found


def is_lacking(graph: ModelGraph, node_id: str, known: Flow) -> bool:
    """Whether a call has an empty place, or lacks the tensor that every layer and block takes.

    Args:
        graph: The graph.
        node_id: The call.
        known: The flow of the graph.
    """
    node = graph.nodes[node_id]
    if lacks(node):
        return True
    if known.references[node_id] or is_input(graph, node_id):
        return False
    if isinstance(graph.operations.get(node.operation), Op):
        # A function may do without tensors; a list of them that is empty is to be filled.
        return any(argument == [] for argument in (*node.args, *node.kwargs.values()))
    return True


def _is_whole(graph: ModelGraph, piece: Collection[str]) -> bool:
    """Whether it has an input, and a call besides."""
    some = any(is_input(graph, node_id) for node_id in piece)
    return some and not all(is_input(graph, node_id) for node_id in piece)


def in_model(design: Design) -> Design:
    """The design without what is left aside.

    Args:
        design: Any design, with its operations in the graphs that call them; returned as it is if
            nothing is.
    """
    main = _in_model(design.main)
    models = {key: _in_model(graph) for key, graph in design.models.items()}
    if main is design.main and all(models[key] is graph for key, graph in design.models.items()):
        return design
    return replace(design, main=main, models=models)


def _in_model(graph: ModelGraph) -> ModelGraph:
    aside = left_aside(graph)
    if not aside:
        return graph
    nodes = {key: node for key, node in graph.nodes.items() if key not in aside}
    called = {node.operation for node in nodes.values()}
    gone = {graph.nodes[key].operation for key in aside} - called
    operations = {key: one for key, one in graph.operations.items() if key not in gone}
    inputs = inputs_without(graph.inputs, aside)
    return replace(graph, nodes=nodes, operations=operations, inputs=inputs)


def inputs_without(inputs: Any, aside: Collection[str]) -> Any:
    """A tree of inputs without those that are left aside.

    Args:
        inputs: Ids of input nodes.
        aside: The calls that are left aside.

    Returns:
        The same where none is; one input that is left of a list stands bare.
    """
    if aside and not isinstance(inputs, str) and any(leaf in aside for leaf in leaves(inputs)):
        inputs = _pruned(inputs, aside)
        if isinstance(inputs, (list, tuple)) and len(inputs) == 1:
            return inputs[0]
    return inputs


def inputs_with(inputs: Any, more: Sequence[str]) -> Any:
    """A tree of inputs with others behind them: in a list, or each under its id.

    Args:
        inputs: Ids of input nodes.
        more: Others.
    """
    if isinstance(inputs, Mapping):
        return {**inputs, **{node_id: node_id for node_id in more if node_id not in inputs}}
    return [*([inputs] if isinstance(inputs, str) else inputs), *more]


def _pruned(tree: Any, aside: Collection[str]) -> Any:
    if isinstance(tree, Mapping):
        return {key: _pruned(item, aside) for key, item in tree.items() if _stays(item, aside)}
    if isinstance(tree, (list, tuple)):
        return [_pruned(item, aside) for item in tree if _stays(item, aside)]
    return tree


def _stays(tree: Any, aside: Collection[str]) -> bool:
    found = leaves(tree)
    return not found or any(leaf not in aside for leaf in found)
