"""What a step of a feed makes of what is known of a field; whether it can be done at all."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from model_codegen.design.config_values import Config
from model_codegen.design.errors import DataError
from model_codegen.design.training import FieldFacts

DTYPES = (
    *("float16", "float32", "float64", "bool"),
    *("uint8", "uint16", "uint32", "int8", "int16", "int32", "int64"),
)
"""What `cast` may give."""

LONGEST_SIDE = 4096
"""The longest side of an image that `resize` gives."""

MOST_CLASSES = 100_000
"""The most numbers that `one_hot` writes for a label."""


def step_facts(known: FieldFacts, step: Config) -> FieldFacts:
    """What is known after a step.

    Args:
        known: What is known before; `dtype` is one of numbers.
        step: The step, `{"step": kind, …}`.

    Raises:
        DataError: If the step is unknown, or nothing that can be done to such values.
    """
    kind = step.get("step")
    if not isinstance(kind, str) or kind not in _FACTS:
        raise DataError(f"there is no step {kind!r}; there are {', '.join(_FACTS)}.")
    if known.dtype == "str":
        raise DataError(f"the step {kind!r} takes numbers, and this is text.")
    return _FACTS[kind](known, step)


def _scale(known: FieldFacts, step: Config) -> FieldFacts:
    by: Any = step.get("by", 255.0)
    if type(by) not in (int, float) or not 1e-30 < abs(by) < 1e30:
        raise DataError("the step 'scale' divides by the number `by`, such as 255, which is not 0.")
    ends = [None if end is None else end / by for end in (known.minimum, known.maximum)]
    low, high = ends if by > 0 else reversed(ends)
    return replace(known, dtype="float32", minimum=low, maximum=high, labels={})


def _standardize(known: FieldFacts, step: Config) -> FieldFacts:
    return replace(known, dtype="float32", minimum=None, maximum=None, labels={})


def _resize(known: FieldFacts, step: Config) -> FieldFacts:
    size = _whole_numbers(step.get("size"))
    if size is None or len(size) != 2 or not all(1 <= side <= LONGEST_SIDE for side in size):
        raise DataError(
            f"the step 'resize' takes a `size` [height, width], each from 1 to {LONGEST_SIDE:,}."
        )
    if len(known.shape) not in (2, 3):
        raise DataError(
            "the step 'resize' takes images, (height, width) or (height, width, channels), and "
            f"these have the shape {known.shape}."
        )
    return replace(known, shape=(*size, *known.shape[2:]))


def _reshape(known: FieldFacts, step: Config) -> FieldFacts:
    shape = _whole_numbers(step.get("shape"))
    if shape is None or any(size < 1 for size in shape):
        raise DataError("the step 'reshape' takes the `shape` of a sample, [28, 28].")
    if math.prod(shape) != math.prod(known.shape):
        raise DataError(
            f"a sample of the shape {known.shape} has {math.prod(known.shape):,} numbers, and the "
            f"step 'reshape' to {tuple(shape)} takes {math.prod(shape):,}."
        )
    return replace(known, shape=tuple(shape))


def _one_hot(known: FieldFacts, step: Config) -> FieldFacts:
    classes: Any = step.get("classes")
    if type(classes) is not int or not 1 <= classes <= MOST_CLASSES:
        raise DataError(f"the step 'one_hot' takes `classes`, from 1 to {MOST_CLASSES:,}.")
    if not known.dtype.startswith(("int", "uint", "bool")):
        raise DataError(
            f"the step 'one_hot' takes labels as whole numbers, and these are {known.dtype}: let "
            "the step 'cast' to int32 come before it."
        )
    low, high = known.minimum or 0, known.maximum or 0
    if low < 0 or high >= classes:
        raise DataError(
            f"the step 'one_hot' of {classes} classes takes labels from 0 to {classes - 1}, and "
            f"these go from {low:g} to {high:g}."
        )
    shape = known.shape[:-1] if known.shape[-1:] == (1,) else known.shape
    return FieldFacts((*shape, classes), "float32", 0.0, 1.0, {}, known.missing)


def _cast(known: FieldFacts, step: Config) -> FieldFacts:
    dtype: Any = step.get("dtype")
    if dtype not in DTYPES:
        raise DataError(f"the step 'cast' takes a `dtype`, one of {', '.join(DTYPES)}.")
    return replace(known, dtype=dtype)


def _add_channel(known: FieldFacts, step: Config) -> FieldFacts:
    return replace(known, shape=(*known.shape, 1))


def _whole_numbers(value: Any) -> list[int] | None:
    if isinstance(value, list | tuple) and all(type(item) is int for item in value):
        return list(value)
    return None


_FACTS: Mapping[str, Callable[[FieldFacts, Config], FieldFacts]] = {
    "scale": _scale,
    "standardize": _standardize,
    "resize": _resize,
    "reshape": _reshape,
    "one_hot": _one_hot,
    "cast": _cast,
    "add_channel": _add_channel,
}

STEPS = tuple(_FACTS)
"""All kinds of steps."""
