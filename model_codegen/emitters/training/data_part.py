"""`load_data`: what the model learns from, and what it is checked with."""

from __future__ import annotations

from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.random_data import write_random_data
from model_codegen.emitters.training.recipe import Recipe


def write_data(source: Source, recipe: Recipe) -> None:
    """Write the function that loads the data, with what it needs."""
    write_random_data(source, recipe)
