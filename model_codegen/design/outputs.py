"""The outputs of a graph, computed while they are `"auto"`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from model_codegen.design.graph import ModelGraph, TensorRef
from model_codegen.design.pieces import left_aside
from model_codegen.design.traversal import Flow, flow, is_input


def resolve_outputs(
    graph: ModelGraph,
    output_counts: Mapping[str, int],
    known: Flow | None = None,
    aside: Collection[str] | None = None,
) -> Any:
    """The outputs of a graph as a tree of `TensorRef`, with `"auto"` resolved.

    Auto means every call that nothing consumes: first those that `output_order` names, then the
    others in the order of calls (see `traversal.order`); where they are drawn makes no difference.
    What is left aside (see `pieces.left_aside`) is none. All tensors of such a call are outputs.
    One output stands bare, several in a list, as a Keras user would pass them.

    Args:
        graph: The graph.
        output_counts: How many tensors each call returns; one where it is not known.
        known: The graph's flow, if it is at hand.
        aside: What is left aside, if that is known.
    """
    if graph.outputs != "auto":
        return graph.outputs
    known = known or flow(graph)
    ends = [n for n in known.order if not known.consumers[n] and not is_input(graph, n)]
    if aside is None:
        aside = left_aside(graph, known)
    if aside:
        ends = [n for n in ends if n not in aside]
    ranked = dict.fromkeys([n for n in graph.output_order if n in set(ends)] + ends)
    found = [TensorRef(n, index) for n in ranked for index in range(output_counts.get(n, 1))]
    return found[0] if len(found) == 1 else found
