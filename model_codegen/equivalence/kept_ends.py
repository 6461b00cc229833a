"""The ends of a graph that was read anew, written as they were where they mean the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from model_codegen.design.graph import ModelGraph, Node, OutputTree
from model_codegen.design.outputs import resolve_outputs
from model_codegen.design.pieces import inputs_with, inputs_without, left_aside
from model_codegen.design.traversal import leaves
from model_codegen.equivalence.untupled import untupled


def kept_inputs(known: ModelGraph, made: ModelGraph) -> ModelGraph:
    """The graph with its inputs as they were; those of pieces left aside are in no source.

    Args:
        known: The graph that was there before.
        made: What was read, in the ids of that.
    """
    aside = left_aside(known)
    if untupled(inputs_without(known.inputs, aside)) == untupled(made.inputs):
        return replace(made, inputs=known.inputs)
    if more := [leaf for leaf in leaves(known.inputs) if leaf in aside and leaf in made.nodes]:
        return replace(made, inputs=inputs_with(made.inputs, more))
    return made


def kept_outputs(
    known: ModelGraph,
    made: ModelGraph,
    *,
    said: Mapping[str, Node],
    counts: Mapping[str, int],
    was: OutputTree,
) -> ModelGraph:
    """The graph with its outputs as they were.

    Args:
        known: The graph that was there before.
        made: What was read, in the ids of that.
        said: Its calls as source has them, without those that source leaves out.
        counts: How many tensors the calls that were read return.
        was: The outputs of the graph before, where "auto" is worked out.
    """
    outputs, order = known.outputs, known.output_order
    if outputs == "auto":
        told = replace(made, nodes=said, outputs="auto", output_order=order)
        outputs = resolve_outputs(told, counts)
        ends = tuple(dict.fromkeys(leaf.node for leaf in leaves(outputs)))
        if ends != tuple(dict.fromkeys(leaf.node for leaf in leaves(was))):
            order = ends  # said, so that the canvas does not put the new ones last
    if untupled(outputs) == untupled(made.outputs):
        return replace(made, outputs=known.outputs, output_order=order)
    return made
