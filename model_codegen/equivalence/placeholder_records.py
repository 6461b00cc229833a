"""What a file recorded of layers that source can only import, and that no source tells."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.design.graph import Layer, Operation
from model_codegen.emitters.placeholders import imported_name, written_config
from model_codegen.equivalence.renumbered_results import covers
from model_codegen.equivalence.untupled import untupled


def with_placeholder_record(old: Operation | None, new: Operation) -> Operation:
    """A layer that source can only import, with what was recorded of it, which no source tells.

    Where its arguments were changed, what it returned with the others says nothing any more.

    Args:
        old: What stood in its place; None if there was nothing.
        new: The operation that source gives.
    """
    if (
        not isinstance(old, Layer)
        or not isinstance(new, Layer)
        or not (old.recorded and new.recorded)
    ):
        return new
    if _imported(old) != _imported(new):
        return new
    alike = untupled(written_config(old)) == untupled(dict(new.config))
    recorded = old.recorded
    if not covers(recorded, new.recorded):
        recorded = replace(recorded, outputs=(), inputs=(), structure=new.recorded.structure)
    if not alike:
        recorded = replace(recorded, outputs=(), inputs=(), params=0)
    config = old.config if alike else new.config
    return replace(old, name=new.name, config=config, trainable=new.trainable, recorded=recorded)


def _imported(layer: Layer) -> str:
    return imported_name(layer.class_name)
