"""The function `train`, by how it trains: `fit`, or a loop written out for a backend."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.fit_part import write_fit
from model_codegen.emitters.training.recipe import Recipe

LOOPS: Mapping[str, Callable[[Source, Recipe], None]] = {}
"""Loops that are written out, by backend."""


def write_train(source: Source, recipe: Recipe) -> None:
    """Write the function `train`."""
    training = recipe.training
    write = LOOPS.get(training.backend) if training.loop == "custom" else None
    (write or write_fit)(source, recipe)
