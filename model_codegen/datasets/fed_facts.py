"""What is known of what an input or a head is fed with: fields side by side, then step by step."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from model_codegen.datasets.step_facts import step_facts
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data, Feed, FieldFacts
from model_codegen.design.wording import listing, quote

MOST_NUMBERS = 500_000_000
"""The most numbers that one input may be fed with: 2 GB in float32."""

T = TypeVar("T")


def used_fields(data: Data) -> list[str]:
    """The fields that inputs, heads and weights are fed with, each once, in order."""
    feeds = [*data.inputs.values(), *data.targets.values()]
    names = [name for feed in feeds for name in feed.fields]
    return list(dict.fromkeys([*names, *([data.sample_weight] if data.sample_weight else [])]))


def field_of(fields: Mapping[str, T], name: str) -> T:
    """A field by its name.

    Raises:
        DataError: If there is none of that name.
    """
    if name not in fields:
        there = listing([quote(field) for field in fields]) or "none at all"
        raise DataError(f"the data have no field {quote(name)}; they have {there}.")
    return fields[name]


def is_numbered(feed: Feed, *, target: bool) -> bool:
    """Whether text in a feed becomes the place of its label among all: to be learnt, or one-hot.

    Text that feeds an input is text otherwise, for layers that take it.

    Args:
        feed: What is fed.
        target: Whether it is learnt by a head.
    """
    return target or any(step.get("step") == "one_hot" for step in feed.steps[:1])


def fed_facts(
    feed: Feed,
    fields: Mapping[str, FieldFacts],
    samples: int = 1,
    *,
    target: bool = False,
    final: bool = True,
) -> FieldFacts:
    """What is known of what a feed gives, without its values.

    Args:
        feed: What is fed.
        fields: What is known of the fields.
        samples: How many samples there are, for the bound on memory.
        target: Whether it is learnt by a head.
        final: Whether float64 has become float32 and truth whole numbers, as at the end.

    Returns:
        The shape of one sample and the dtype; minimum, maximum and labels as far as they are known.

    Raises:
        DataError: If a field is missing, holds text that is no label where one is wanted, or has
            another shape than a step takes; the sentence begins with a small letter, to stand
            behind a name.
    """
    if not feed.fields:
        raise DataError("it is fed with no field: choose one.")
    found = [field_of(fields, name) for name in feed.fields]
    if is_numbered(feed, target=target):
        found = [_numbers(name, facts) for name, facts in zip(feed.fields, found, strict=True)]
    known = found[0] if len(found) == 1 else _columns(found)
    for step in ({}, *feed.steps):
        known = step_facts(known, step) if step else known
        if samples * math.prod(known.shape) > MOST_NUMBERS:
            raise DataError(
                f"{samples:,} samples of the shape {known.shape} are more than {MOST_NUMBERS:,} "
                "numbers: take fewer samples, or smaller ones."
            )
    if not final:
        return known
    return replace(known, dtype=_FINAL.get(known.dtype, known.dtype))


_FINAL = {"float64": "float32", "bool": "int32"}
"""What becomes of a dtype at the end: Keras computes in float32, and counts truth as 0 and 1."""


def _numbers(name: str, facts: FieldFacts) -> FieldFacts:
    """Of a field as numbers: a label of text becomes its place among all."""
    if facts.dtype != "str":
        return facts
    if not facts.labels:
        raise DataError(
            f"the field {quote(name)} holds text that is no label, such as names or dates: choose "
            "another field, or write what is to be learnt of it into a column of numbers."
        )
    counts = [facts.labels[label] for label in sorted(facts.labels)]
    places = {str(place): count for place, count in enumerate(counts)}
    return FieldFacts((), "int64", 0.0, len(counts) - 1.0, places, facts.missing)


def _columns(found: Sequence[FieldFacts]) -> FieldFacts:
    if any(len(facts.shape) > 1 or facts.dtype == "str" for facts in found):
        raise DataError("several fields stand side by side as columns: no images, no text.")
    lows = [facts.minimum for facts in found if facts.minimum is not None]
    highs = [facts.maximum for facts in found if facts.maximum is not None]
    return FieldFacts(
        (sum(math.prod(facts.shape) for facts in found),),
        str(np.result_type(*(facts.dtype for facts in found))),
        min(lows, default=None),
        max(highs, default=None),
        missing=max(facts.missing for facts in found),
    )
