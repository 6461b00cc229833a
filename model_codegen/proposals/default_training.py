"""A training to begin with: the data that fit a design best, wired, and what each head learns."""

from __future__ import annotations

import contextlib
import math

from model_codegen.analysis import Analysis, analyse
from model_codegen.datasets.fed_facts import fed_facts
from model_codegen.datasets.reading import describe, entries
from model_codegen.design.errors import DataError
from model_codegen.design.graph import Design
from model_codegen.design.training import Data, FieldFacts, Training
from model_codegen.proposals.default_heads import default_head
from model_codegen.proposals.ends import InputEnd, OutputEnd, input_ends, output_ends
from model_codegen.proposals.random_fields import random_data
from model_codegen.proposals.suggested_options import suggested_options
from model_codegen.proposals.wiring import wired

FEW = 60
"""So many samples are made to see whether data fit."""

EPOCHS = 10
"""How often all samples are seen, where they are many."""

MOST_EPOCHS = 100
"""How often they are seen where they are few."""

STEPS = 400
"""With so many steps a small model has learnt something."""

LARGE = 16
"""Samples to a step where a sample has very many numbers, such as a photograph."""


def default_training(
    design: Design, analysis: Analysis | None = None, data: Data | None = None
) -> Training:
    """A training that could be begun with.

    Args:
        design: The design.
        analysis: Of the design, if it is at hand.
        data: Wired data, if they are chosen already; None: the ones that fit best, or random
            numbers where none do.
    """
    analysis = analysis or analyse(design)
    inputs, outputs = input_ends(design, analysis), output_ends(design, analysis)
    if data is None:
        data = fitting_data(design.name, inputs, outputs)
    large = any(math.prod(filter(None, end.shape)) > 50_000 for end in inputs)
    heads = {end.name: default_head(end, _target(data, end.name)) for end in outputs}
    batch = LARGE if large else 32
    return Training(heads=heads, data=data, batch_size=batch, epochs=_epochs(data, batch))


def fitting_data(name: str, inputs: list[InputEnd], outputs: list[OutputEnd]) -> Data:
    """The data that fit best, wired; random numbers where none do.

    Args:
        name: Of the design: data may be made for it.
        inputs: Of the model.
        outputs: Of the model.
    """
    ranked = sorted(entries(), key=lambda entry: name not in entry.designs)
    for entry in ranked:
        if entry.network:
            continue
        options = suggested_options(entry.kind, entry.name, inputs, outputs)
        # A few samples tell whether data fit; of those that do, all are made.
        few = {**options, "samples": FEW} if entry.kind == "generated" else options
        with contextlib.suppress(DataError):
            data = wired(describe(entry.kind, entry.name, few), inputs, outputs)
            fits = 0 < len(data.inputs) == len(inputs) and 0 < len(data.targets) == len(outputs)
            if fits:
                return wired(describe(entry.kind, entry.name, options), inputs, outputs)
    return random_data(inputs, outputs)


def _epochs(data: Data, batch: int) -> int:
    """Ten, or more where the samples are so few that ten make next to no steps."""
    if data.kind == "random":  # There is nothing to be learnt.
        return EPOCHS
    steps = math.ceil(0.8 * data.samples / batch)
    return max(EPOCHS, min(MOST_EPOCHS, math.ceil(STEPS / max(1, steps))))


def _target(data: Data, head: str) -> FieldFacts | None:
    feed = data.targets.get(head)
    try:
        return None if feed is None else fed_facts(feed, data.fields, target=True)
    except DataError:
        return None
