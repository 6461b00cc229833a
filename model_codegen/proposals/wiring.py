"""Data wired to a design: which fields feed which input, and which are learnt by which head."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from model_codegen.analysis import Analysis, analyse
from model_codegen.datasets.reading import describe
from model_codegen.design.config_values import Config
from model_codegen.design.graph import Design
from model_codegen.design.training import Data, DataKind, Feed, FieldFacts
from model_codegen.proposals.ends import InputEnd, OutputEnd, input_ends, output_ends
from model_codegen.proposals.fitting import Fit, input_fit, target_fit
from model_codegen.proposals.random_fields import random_data
from model_codegen.proposals.suggested_options import suggested_options

ANSWERS = ("label", "target", "class", "y", "answer", "output")
"""What fields to be learnt are often called."""

End = TypeVar("End", InputEnd, OutputEnd)


def wire(
    design: Design,
    kind: DataKind,
    name: str,
    options: Config | None = None,
    path: Path | None = None,
    analysis: Analysis | None = None,
) -> Data:
    """Data as they would be wired to a design; what fits nothing stays unwired.

    Args:
        design: The design.
        kind: Where the data come from.
        name: Which.
        options: How they are made or read; what is not said is as the design takes it.
        path: Of a file, where it lies.
        analysis: Of the design, if it is at hand.

    Raises:
        DataError: As `datasets.describe`.
    """
    analysis = analysis or analyse(design)
    inputs, outputs = input_ends(design, analysis), output_ends(design, analysis)
    if kind == "random":
        return random_data(inputs, outputs)
    options = {**suggested_options(kind, name, inputs, outputs), **(options or {})}
    return wired(describe(kind, name, options, path), inputs, outputs)


def wired(data: Data, inputs: Sequence[InputEnd], outputs: Sequence[OutputEnd]) -> Data:
    """Described data with their fields wired to the ends of a model.

    Targets are chosen first: by name, then by shape and number of classes. Inputs take what is
    left: by name, by shape, and, where nothing else fits, as many columns as they have numbers.

    Args:
        data: What is known of the data.
        inputs: Of the model.
        outputs: Of the model.
    """
    fields = dict(data.fields)
    targets = _matched(fields, outputs, target_fit, _is_answer(fields))
    learnt = {name for feed in targets.values() for name in feed.fields}
    left = {name: facts for name, facts in fields.items() if name not in learnt}
    feeds = _matched(left, inputs, input_fit, lambda name: 0)
    for end in inputs:
        columns = _columns(data, left, end) if end.name not in feeds else None
        if columns is not None:
            feeds[end.name] = columns
    for output in outputs:
        if output.name not in targets:
            for end in inputs:
                if output.shape == end.shape and end.name in feeds:
                    # What goes in is to come out again: an autoencoder.
                    targets[output.name] = feeds[end.name]
                    break
    return replace(
        data,
        inputs={end.name: feeds[end.name] for end in inputs if end.name in feeds},
        targets={end.name: targets[end.name] for end in outputs if end.name in targets},
    )


def _matched(
    fields: Mapping[str, FieldFacts],
    ends: Sequence[End],
    fit: Callable[[FieldFacts, End], Fit | None],
    cost_of: Callable[[str], float],
) -> dict[str, Feed]:
    """Each end with the field that fits it best, each field used once."""
    offers = []
    for place, end in enumerate(ends):
        for order, (name, facts) in enumerate(fields.items()):
            found = fit(facts, end)
            if found is not None:
                cost = found.cost + cost_of(name) + _distance(name, end.name)
                offers.append((cost, place, order, end.name, name, found.steps))
    taken: dict[str, Feed] = {}
    used: set[str] = set()
    for _, _, _, end_name, name, steps in sorted(offers, key=lambda offer: offer[:3]):
        if end_name not in taken and name not in used:
            taken[end_name] = Feed((name,), steps)
            used.add(name)
    return taken


def _distance(field: str, end: str) -> float:
    """How little two names have in common: 0 if they are the same, at most 4."""
    if field.lower() == end.lower():
        return 0
    a, b = (set(re.findall(r"[a-z]+", name.lower())) for name in (field, end))
    if not a & b:
        return 4
    # Numbers tell alike names apart; alone they mean nothing: Keras counts its layers.
    a, b = (set(re.findall(r"\d+", name)) for name in (field, end))
    return 1.5 if a == b else 2


def _is_answer(fields: Mapping[str, FieldFacts]) -> Callable[[str], float]:
    last = [*fields][-1:]

    def cost(name: str) -> float:
        if name.lower() in ANSWERS:
            return 0
        return 1 if name in last else 1.5

    return cost


def _columns(data: Data, fields: Mapping[str, FieldFacts], end: InputEnd) -> Feed | None:
    """The numbers of a table side by side, if there are as many as an input takes."""
    numbers = [
        name
        for name, facts in fields.items()
        if facts.shape == () and facts.dtype != "str" and name != data.sample_weight
    ]
    if len(end.shape) != 1 or end.shape[0] != len(numbers) or not numbers or end.tokens:
        return None
    return Feed(tuple(numbers), ({"step": "standardize"},))
