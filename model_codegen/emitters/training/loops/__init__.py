"""The function `train`, by how it trains: `fit`, or a loop written out for a backend.

A loop is a function `run_epochs` that does what `fit` does, to the same numbers, and stands in its
place: `train` is the same with either. Each backend has a file; `template` writes what is Python
already, `head_lines` what has a part for each head.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.fit_part import write_fit
from model_codegen.emitters.training.loops.jax_loop import write_jax_loop
from model_codegen.emitters.training.loops.tensorflow_loop import write_tensorflow_loop
from model_codegen.emitters.training.loops.torch_loop import write_torch_loop
from model_codegen.emitters.training.recipe import Recipe

LOOPS: Mapping[str, Callable[[Source, Recipe], None]] = {
    "tensorflow": write_tensorflow_loop,
    "jax": write_jax_loop,
    "torch": write_torch_loop,
}
"""Loops that are written out, by backend."""


def write_train(source: Source, recipe: Recipe) -> None:
    """Write the function `train`, after the loop, if there is one."""
    if recipe.custom:
        LOOPS[recipe.training.backend](source, recipe)
    write_fit(source, recipe)
