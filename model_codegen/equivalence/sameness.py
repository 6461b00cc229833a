"""Whether two operations, or two calls, mean the same however they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from model_codegen.design.custom_code import read_code
from model_codegen.design.graph import INPUT_CLASS, Design, Layer, Node, Operation
from model_codegen.equivalence.edited_code import is_other_code
from model_codegen.equivalence.normal_call import normal_call
from model_codegen.equivalence.normal_layer import normal_layer
from model_codegen.importers.import_result import Unrepresentable


def same_operation(
    old: Design,
    new: Design,
    before: Operation,
    after: Operation,
    *,
    inside: bool,
    frozen: bool = False,
) -> bool:
    """Whether two operations mean the same. Imports Keras.

    Args:
        old: The design that `before` is of.
        new: The design that `after` is of.
        before: The one.
        after: The other.
        inside: Whether they are in a block.
        frozen: Whether they are in blocks only that are frozen, where `trainable` says nothing.
    """
    if not isinstance(before, Layer) or not isinstance(after, Layer):
        return before == after
    if frozen:
        before = replace(before, trainable=after.trainable)
    if is_other_code(old, new, after):
        return False
    if before == after and old.dtype_policy == new.dtype_policy and old.code == new.code:
        return True
    was = normal_layer(before, old.dtype_policy, read_code(old.code))
    now = normal_layer(after, new.dtype_policy, read_code(new.code))
    if inside and now.class_name == INPUT_CLASS:
        # No code and no canvas shows what the inputs of a block are called.
        now = replace(now, name=was.name)
    return was == now


def same_call(operations: Mapping[str, Operation], old: Node, new: Node) -> bool:
    """Whether two calls of one graph hand over the same. Imports Keras.

    Args:
        operations: What the graph calls.
        old: The one.
        new: The other.
    """
    if old == new:
        return True
    if old.operation != new.operation or new.operation not in operations:
        return False
    try:
        return normal_call(operations, old) == normal_call(operations, new)
    except (
        TypeError,
        ValueError,
        Unrepresentable,
    ):  # a draft's arguments need not fit its function
        return False
