"""The code of a design's own layers in source that was edited: what of it is new."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.design.code_edits import merged
from model_codegen.design.custom_code import read_code
from model_codegen.design.custom_layers import names_in_use, own_names
from model_codegen.design.graph import Design, Layer, Operation
from model_codegen.equivalence.normal_layer import normal_layer


def code_with(old: Design, new: Design) -> str:
    """The code of an edited design: as it was written if only its form changed.

    Args:
        old: The design that was there before; those of its classes that no layer uses stay.
        new: The design that edited source gives.
    """
    was, now = read_code(old.code), read_code(new.code)
    before, after = names_in_use(old), names_in_use(new)
    same = was.normal(after) == now.normal(after) and was.comments(after) == now.comments(after)
    if same and after <= before:
        return old.code
    idle = (was.classes.keys() | was.functions) - (was.needed(before).names | after)
    return merged(new.code, old.code, frozenset(idle))


def is_other_code(old: Design, new: Design, layer: Operation) -> bool:
    """Whether what a custom layer takes of the code has changed, and so what it returns.

    Args:
        old: The design that was there before.
        new: The design that the layer is of.
        layer: Any operation.
    """
    own = own_names(layer, read_code(new.code))
    return bool(own) and read_code(old.code).normal(own) != read_code(new.code).normal(own)


def with_record(old: Design, new: Design, before: Operation | None, after: Operation) -> Operation:
    """A custom layer with what running its code has told, if code and arguments are the same.

    Args:
        old: The design that was there before.
        new: The design that edited source gives.
        before: What stood in the layer's place; None if there was nothing.
        after: The layer.
    """
    if not isinstance(before, Layer) or not isinstance(after, Layer):
        return after
    if is_other_code(old, new, after):
        return after
    was = normal_layer(before, old.dtype_policy, read_code(old.code))
    now = normal_layer(after, new.dtype_policy, read_code(new.code))
    alike = was.class_name == now.class_name and was.config == now.config
    return replace(after, recorded=before.recorded) if alike else after
