"""Inputs of blocks that are classes, whose source says nothing of shapes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from model_codegen.design.expressions import expression
from model_codegen.design.graph import INPUT_CLASS, Layer, Operation


def with_told_shape(before: Operation, after: Operation) -> Operation:
    """An input as it was, if the tensor that it was read from is one that it takes.

    Args:
        before: The input that stood in its place.
        after: What was read: it has the shape of the tensor that the block is called on.
    """
    if not isinstance(before, Layer) or not isinstance(after, Layer):
        return after
    if {before.class_name, after.class_name} != {INPUT_CLASS}:
        return after
    told, found = (layer.config.get("shape") for layer in (before, after))
    if not isinstance(told, (list, tuple)) or not isinstance(found, (list, tuple)):
        return after
    fits = len(told) == len(found) and all(map(_takes, told, found))
    return replace(after, config={**after.config, "shape": told}) if fits else after


def _takes(told: Any, found: Any) -> bool:
    return told is None or expression(told) is not None or told == found
