"""A graph that was read anew, told in the ids of the one that stands in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from model_codegen.design.graph import ModelGraph, Node, Operation, OutputTree
from model_codegen.design.traversal import map_leaves
from model_codegen.equivalence.kept_ends import kept_inputs, kept_outputs
from model_codegen.equivalence.kept_spelling import kept_call, kept_pretrained
from model_codegen.equivalence.pairing import Pairing


def told_calls(
    known: ModelGraph,
    new: ModelGraph,
    pair: Pairing,
    operations: Mapping[str, Operation],
    put_back: Callable[[str, Node, Node], Node],
) -> tuple[dict[str, Node], dict[str, Node]]:
    """The calls of a graph, by their ids in the result.

    Args:
        known: The graph that was there before.
        new: What was read.
        pair: How the two belong together.
        operations: What the calls may be of, by id in the result.
        put_back: Gives a call with what source could not say of it: from its id, the call that
            stood in its place, and what was read.

    Returns:
        The calls, written as they were where they mean the same; and as they were read.
    """
    nodes: dict[str, Node] = {}
    said: dict[str, Node] = {}
    for node_id, node in new.nodes.items():
        key = pair.ids[node_id]
        said[key] = call = pair.renamed_call(node)
        before = known.nodes.get(key, call)
        nodes[key] = kept_call(operations, before, put_back(key, before, call))
    return nodes, said


def told_graph(
    known: ModelGraph,
    new: ModelGraph,
    pair: Pairing,
    made: ModelGraph,
    *,
    said: Mapping[str, Node],
    counts: Mapping[str, int],
    was: OutputTree,
) -> ModelGraph:
    """A graph with its ends, in the order of the one before.

    Args:
        known: The graph that was there before.
        new: What was read.
        pair: How the two belong together.
        made: The name, operations and calls of the result.
        said: As in `kept_outputs`.
        counts: By call of the new graph: how many tensors it returns.
        was: As in `kept_outputs`.
    """
    found = ModelGraph(
        made.name,
        in_order(made.operations, known.operations),
        in_order(made.nodes, known.nodes),
        map_leaves(new.inputs, lambda leaf: pair.ids.get(leaf, leaf)),
        new.outputs if new.outputs == "auto" else map_leaves(new.outputs, pair.renamed),
        tuple(pair.ids.get(key, key) for key in new.output_order),
        kept_pretrained(known.pretrained, new.pretrained),
        new.parameters,
    )
    told = {pair.ids[key]: count for key, count in counts.items()}
    return kept_outputs(known, kept_inputs(known, found), said=said, counts=told, was=was)


def in_order(found: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """In the order of before, what is new at the end."""
    return {**{key: found[key] for key in before if key in found}, **found}
