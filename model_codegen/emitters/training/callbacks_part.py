"""`make_callbacks`: what watches the training."""

from __future__ import annotations

from model_codegen.emitters.literals import config_value
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.recipe import Recipe


def write_callbacks(source: Source, recipe: Recipe) -> None:
    """Write the function that makes the callbacks, new ones for each `fit`."""
    with source.block("def make_callbacks():"):
        callbacks = recipe.training.callbacks
        if not callbacks:
            source.line("return []")
            return
        with source.block("return ["):
            for callback in callbacks:
                source.line(f"{config_value(callback)},")
        source.line("]")
