"""Random data in the shapes of a design, for one that no data fit yet."""

from __future__ import annotations

from collections.abc import Sequence

from model_codegen.design.training import Data, Feed, FieldFacts
from model_codegen.proposals.ends import InputEnd, OutputEnd

SAMPLES = 320
"""Enough for a few steps: nothing can be learnt from them."""

OPEN = 16
"""What stands for a size that a design leaves open."""


def random_data(inputs: Sequence[InputEnd], outputs: Sequence[OutputEnd]) -> Data:
    """Data of random numbers, wired: a field for each input and head, of the same name."""
    fields: dict[str, FieldFacts] = {}
    feeds: dict[str, Feed] = {}
    targets: dict[str, Feed] = {}
    for end in inputs:
        name = _new(end.name, fields)
        feeds[end.name] = Feed((name,))
        fields[name] = _input_facts(end)
    for output in outputs:
        name = _new(output.name, fields)
        targets[output.name] = Feed((name,))
        fields[name] = _target_facts(output)
    return Data("random", samples=SAMPLES, fields=fields, inputs=feeds, targets=targets)


def _new(name: str, taken: dict[str, FieldFacts]) -> str:
    while name in taken:
        name += "_target"
    return name


def _input_facts(end: InputEnd) -> FieldFacts:
    shape = _sizes(end.shape)
    if end.tokens or end.dtype.startswith(("int", "uint")):
        return FieldFacts(shape, "int32", 0.0, float(max(end.tokens, 2) - 1))
    return FieldFacts(shape, "float32", 0.0, 1.0)


def _target_facts(end: OutputEnd) -> FieldFacts:
    units = end.units
    if end.activation in ("softmax", "log_softmax") and units is not None and units > 1:
        return FieldFacts(_sizes(end.shape[:-1]), "int32", 0.0, units - 1.0)
    if end.activation == "sigmoid":
        return FieldFacts(_sizes(end.shape), "int32", 0.0, 1.0)
    return FieldFacts(_sizes(end.shape), "float32", 0.0, 1.0)


def _sizes(shape: Sequence[int | None]) -> tuple[int, ...]:
    return tuple(OPEN if size is None else size for size in shape)
