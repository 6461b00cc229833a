"""What reaches an input or a head: fields of the data after the steps of a `Feed`."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from model_codegen.design.training import Feed, FieldFacts
from model_codegen.design.wording import listing, quote

TEXT = "str"
_WHOLE = ("int", "uint", "bool")


class FeedError(Exception):
    """A feed that cannot be made; the message says why, in one sentence."""


@dataclass(frozen=True)
class Fed:
    """Values as they arrive.

    Attributes:
        shape: Of one sample.
        dtype: As NumPy calls it; `"str"` for text.
        minimum: The smallest number; None where it is not known.
        maximum: The largest number; None where it is not known.
        labels: How many samples have each value, as in `FieldFacts`; empty after `one_hot`.
        missing: How many samples have no value.
        classes: Of labels that were written as vectors with a single 1: how many numbers each has.
    """

    shape: tuple[int, ...]
    dtype: str
    minimum: float | None = None
    maximum: float | None = None
    labels: Mapping[str, int] = field(default_factory=dict)
    missing: int = 0
    classes: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all values are whole numbers, whatever their dtype."""
        return self.dtype.startswith(_WHOLE) or (
            bool(self.labels) and self.dtype != TEXT and all(map(_is_whole, self.labels))
        )


def fed(feed: Feed, fields: Mapping[str, FieldFacts]) -> Fed:
    """What a feed hands on.

    Args:
        feed: Names of fields, and steps.
        fields: The fields that the data has.

    Raises:
        FeedError: If a field is not there, the fields do not go side by side, or a step does not
            go with the values before it.
    """
    if not feed.fields:
        raise FeedError("names no field of the data")
    for name in feed.fields:
        if name not in fields:
            raise FeedError(f"takes the field {quote(name)}, which the data does not have")
    facts = [fields[name] for name in feed.fields]
    found = _of_field(facts[0]) if len(facts) == 1 else _side_by_side(feed.fields, facts)
    for step in feed.steps:
        kind = step.get("step")
        follow = _STEPS.get(kind) if isinstance(kind, str) else None
        if follow is None:
            raise FeedError(f"has an unknown step {quote(str(kind))}")
        found = follow(found, step)
    return found


def _of_field(facts: FieldFacts) -> Fed:
    return Fed(facts.shape, facts.dtype, facts.minimum, facts.maximum, facts.labels, facts.missing)


def _side_by_side(names: tuple[str, ...], facts: list[FieldFacts]) -> Fed:
    """Columns: numbers become a vector, vectors one longer vector."""
    wrong = [n for n, f in zip(names, facts, strict=True) if len(f.shape) > 1 or f.dtype == TEXT]
    if wrong:
        raise FeedError(
            f"puts {listing([*map(quote, names)])} side by side, and "
            f"{listing([*map(quote, wrong)])} cannot stand in a column"
        )
    width = sum(math.prod(f.shape) for f in facts)
    dtypes = {f.dtype for f in facts}
    low, high = [f.minimum for f in facts], [f.maximum for f in facts]
    return Fed(
        (width,),
        dtypes.pop() if len(dtypes) == 1 else "float32",
        None if None in low else min(x for x in low if x is not None),
        None if None in high else max(x for x in high if x is not None),
        missing=max(f.missing for f in facts),
    )


def _numbers(found: Fed, step: str) -> None:
    if found.dtype == TEXT:
        raise FeedError(f"has text, which the step `{step}` cannot take")


def _scale(found: Fed, step: Mapping[str, Any]) -> Fed:
    _numbers(found, "scale")
    by = step.get("by", 255.0)
    if isinstance(by, bool) or not isinstance(by, (int, float)) or by == 0:
        raise FeedError("has a step `scale` that divides by 0 or by no number")
    ends = [None if end is None else end / by for end in (found.minimum, found.maximum)]
    if by < 0:
        ends.reverse()
    return replace(found, dtype="float32", minimum=ends[0], maximum=ends[1], labels={})


def _standardize(found: Fed, step: Mapping[str, Any]) -> Fed:
    _numbers(found, "standardize")
    return replace(found, dtype="float32", minimum=None, maximum=None, labels={})


def _resize(found: Fed, step: Mapping[str, Any]) -> Fed:
    _numbers(found, "resize")
    size = _sizes(step.get("size"))
    if size is None or len(size) != 2 or len(found.shape) not in (2, 3):
        raise FeedError(f"has a step `resize`, which is for images, on {_shown(found.shape)}")
    return replace(found, shape=(*size, *found.shape[2:]))


def _reshape(found: Fed, step: Mapping[str, Any]) -> Fed:
    shape = _sizes(step.get("shape"))
    if shape is None or math.prod(shape) != math.prod(found.shape):
        raise FeedError(
            f"reshapes {_shown(found.shape)}, of {math.prod(found.shape):,} numbers, to "
            f"{_shown(shape) if shape is not None else 'no shape'}"
            + (f", of {math.prod(shape):,}" if shape is not None else "")
        )
    return replace(found, shape=shape)


def _one_hot(found: Fed, step: Mapping[str, Any]) -> Fed:
    classes = step.get("classes")
    if isinstance(classes, bool) or not isinstance(classes, int) or classes < 1:
        raise FeedError("has a step `one_hot` without a number of classes")
    if found.dtype != TEXT and not found.is_whole and (found.labels or found.minimum is not None):
        raise FeedError("has a step `one_hot` on values that are no whole numbers")
    if found.classes is not None:
        raise FeedError("has two steps `one_hot` one after the other")
    low, high = found.minimum, found.maximum
    if (
        found.dtype != TEXT
        and low is not None
        and high is not None
        and (low < 0 or high >= classes)
    ):
        raise FeedError(
            f"has labels from {low:g} to {high:g}, and `one_hot` with {classes} classes takes 0 to "
            f"{classes - 1}"
        )
    if found.dtype == TEXT and len(found.labels) > classes:
        raise FeedError(f"has {len(found.labels)} labels, and `one_hot` {classes} classes")
    shape = found.shape[:-1] if found.shape[-1:] == (1,) else found.shape
    return Fed((*shape, classes), "float32", 0.0, 1.0, missing=found.missing, classes=classes)


def _cast(found: Fed, step: Mapping[str, Any]) -> Fed:
    dtype = step.get("dtype")
    if not isinstance(dtype, str):
        raise FeedError("has a step `cast` without a dtype")
    if found.dtype == TEXT and dtype not in (TEXT, "string"):
        raise FeedError(f"has text, which cannot be cast to {dtype}")
    if not dtype.startswith(_WHOLE) or found.is_whole:
        return replace(found, dtype=dtype)
    ends = [None if end is None else float(int(end)) for end in (found.minimum, found.maximum)]
    return replace(found, dtype=dtype, minimum=ends[0], maximum=ends[1], labels={})


def _add_channel(found: Fed, step: Mapping[str, Any]) -> Fed:
    return replace(found, shape=(*found.shape, 1))


_STEPS: Mapping[str, Callable[[Fed, Mapping[str, Any]], Fed]] = {
    "scale": _scale,
    "standardize": _standardize,
    "resize": _resize,
    "reshape": _reshape,
    "one_hot": _one_hot,
    "cast": _cast,
    "add_channel": _add_channel,
}


def _sizes(value: Any) -> tuple[int, ...] | None:
    if not isinstance(value, (list, tuple)):
        return None
    whole = all(isinstance(n, int) and not isinstance(n, bool) and n > 0 for n in value)
    return tuple(value) if whole else None


def _shown(shape: tuple[int, ...] | None) -> str:
    return str(shape) if shape else "single values"


def _is_whole(label: str) -> bool:
    return label.removeprefix("-").isdecimal()
