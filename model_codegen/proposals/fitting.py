"""Which steps bring a field into the form that an input or a head takes, and how well they do."""

from __future__ import annotations

import math
from dataclasses import dataclass

from model_codegen.design.config_values import Config
from model_codegen.design.training import FieldFacts
from model_codegen.proposals.ends import InputEnd, OutputEnd

WIDE = 10
"""Numbers further from zero than this are standardized: learning is slow otherwise."""

BYTE = 255

Shape = tuple[int | None, ...]


@dataclass(frozen=True)
class Fit:
    """A way to feed an end with a field.

    Attributes:
        steps: What is done to the field.
        cost: How far-fetched it is; 0: the field is as it is wanted.
    """

    steps: tuple[Config, ...]
    cost: float


def input_fit(facts: FieldFacts, end: InputEnd) -> Fit | None:
    """How a field feeds an input; None if it cannot."""
    if (facts.dtype == "str") != (end.dtype == "string"):
        return None
    if facts.dtype == "str":
        return Fit((), 0)
    whole = facts.dtype.startswith(("int", "uint"))
    if end.tokens:
        in_range = (facts.minimum or 0) >= 0 and (facts.maximum or 0) < end.tokens
        if not whole or not in_range or is_image(facts):
            return None
    shaped = _shaped(facts, end.shape)
    if shaped is None:
        return None
    steps = list(shaped.steps)
    if not end.tokens and end.dtype.startswith("float") and not (end.raw and is_image(facts)):
        steps += _ranged(facts)
    return Fit(
        tuple(steps), shaped.cost + (0.5 if whole and not (end.tokens or is_image(facts)) else 0)
    )


def is_image(facts: FieldFacts) -> bool:
    """Whether a field probably holds images: grey or coloured, from 0 upwards."""
    low, high = facts.minimum, facts.maximum
    if len(facts.shape) not in (2, 3) or low is None or high is None or low < 0:
        return False
    return facts.shape[2:] in ((), (1,), (3,), (4,)) and (
        facts.dtype == "uint8" or high in (1, 16, BYTE)
    )


def _ranged(facts: FieldFacts) -> list[Config]:
    """The step that brings numbers near to zero, if they are far from it."""
    low, high = facts.minimum, facts.maximum
    if low is None or high is None:
        return []
    if is_image(facts):
        by = next((white for white in (1, 16, BYTE) if high <= white), math.ceil(high))
        return [{"step": "scale", "by": by}] if by > 1 else []
    return [{"step": "standardize"}] if max(-low, high) > WIDE else []


def _shaped(facts: FieldFacts, wanted: Shape) -> Fit | None:
    shape = facts.shape
    if _goes(shape, wanted):
        return Fit((), 0)
    if None in wanted:
        return None
    sizes = [size for size in wanted if size is not None]
    if len(shape) in (2, 3) and is_image(facts):
        found = _image_shaped(shape, sizes)
        if found is not None:
            return found
    if math.prod(shape) == math.prod(sizes):
        return Fit(
            ({"step": "reshape", "shape": sizes},), 0.5 if len(shape) == 1 or len(sizes) == 1 else 2
        )
    return None


def _image_shaped(shape: tuple[int, ...], wanted: list[int]) -> Fit | None:
    """Images as images of another size, with a dimension for the channel, or as rows of pixels."""
    channels = shape[2] if len(shape) == 3 else 1
    last: list[Config] = []
    if len(wanted) == 3 and wanted[2] == channels:
        size = wanted[:2]
        last = [] if len(shape) == 3 else [{"step": "add_channel"}]
    elif len(wanted) == 2 and len(shape) == 2:
        size = wanted
    elif (
        len(wanted) == 1
        and (side := math.isqrt(wanted[0] // channels)) ** 2 * channels == wanted[0]
    ):
        size, last = [side, side], [{"step": "reshape", "shape": wanted}]
    else:
        return None
    if not all(size):
        return None
    same = tuple(size) == shape[:2]
    steps = ([] if same else [{"step": "resize", "size": size}]) + last
    return Fit(tuple(steps), 0.0 if same else 1.0)


def target_fit(facts: FieldFacts, end: OutputEnd) -> Fit | None:
    """How a head learns a field; None if it cannot."""
    if facts.labels or facts.dtype.startswith(("int", "uint", "bool")):
        return _label_fit(facts, end)
    if facts.dtype == "str" or end.activation in ("softmax", "log_softmax"):
        return None
    if end.activation == "sigmoid" and not (facts.minimum == 0 and facts.maximum == 1):
        return None
    if _goes(facts.shape, end.shape) or (facts.shape == () and end.shape == (1,)):
        return Fit(tuple(_ranged(facts)), 0)
    return None


def _label_fit(facts: FieldFacts, end: OutputEnd) -> Fit | None:
    units, before = end.units, end.shape[:-1]
    if units is None:
        return None
    labels = len(facts.labels) if facts.dtype == "str" else int(facts.maximum or 0) + 1
    steps: tuple[Config, ...] = ()
    if not _goes(facts.shape, before):
        if not is_image(facts) or len(before) != 2 or None in before:
            return None
        steps = ({"step": "resize", "size": list(before)},)
    if units == 1:
        if labels > 2:
            # A number to be hit, such as a count: only where no class is asked for.
            wide = tuple(_ranged(facts))
            return Fit((*steps, *wide), 3) if end.activation in (None, "linear", "relu") else None
        add: tuple[Config, ...] = ({"step": "add_channel"},) if before else ()
        return Fit((*steps, *add), 0 if end.activation == "sigmoid" else 1)
    if (facts.minimum or 0) < 0 or labels > units:
        return None
    if end.activation in ("softmax", "log_softmax"):
        return Fit(steps, min(2.0, (units - labels) / units * 2))
    return (
        Fit(steps, 1 + min(2.0, (units - labels) / units * 2))
        if end.activation in (None, "linear")
        else None
    )


def _goes(shape: tuple[int, ...], wanted: Shape) -> bool:
    return len(shape) == len(wanted) and all(
        b is None or a == b for a, b in zip(shape, wanted, strict=True)
    )
