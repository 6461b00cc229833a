"""Layers that merge tensors."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.costing.call import Call, Parts, Rule
from model_codegen.costing.work import each


def pairwise(op: str) -> Rule:
    """The rule of a merge that takes its tensors two at a time.

    Args:
        op: TensorFlow's operation of two tensors.
    """

    def rule(call: Call) -> Parts:
        merges = max(0, len(call.inputs) - 1)
        if not merges:
            return Parts(view=True)
        work = [each(op, call.size, "outputs").times("merges", merges)]
        return Parts(tuple(work), in_place=True)

    return rule


def average(call: Call) -> Parts:
    """A sum, divided by the number of tensors."""
    found = pairwise("AddV2")(call)
    return Parts((*found.work, each("RealDiv", call.size, "outputs")), in_place=True)


RULES: Mapping[str, Rule] = {
    "keras.layers.Add": pairwise("AddV2"),
    "keras.layers.Average": average,
    "keras.layers.Maximum": pairwise("Maximum"),
    "keras.layers.Minimum": pairwise("Minimum"),
    "keras.layers.Multiply": pairwise("Mul"),
    "keras.layers.Subtract": pairwise("Sub"),
}
