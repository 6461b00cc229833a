"""All devices of a machine: each has the whole model and a part of every batch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.recipe import Recipe
from model_codegen.emitters.training.template import write_template

DIVIDED = '''
def divided(data):
    """Data of which every batch can be shared evenly: without the last few samples."""
    samples = len(keras.tree.flatten(data)[0])
    samples -= samples % len(keras.distribution.list_devices())
    return keras.tree.map_structure(lambda array: array[:samples], data$leaves$)
'''

DIVIDED_DATASET = '''
def divided(data):
    """Data of which every batch can be shared evenly: without the last few samples."""
    return data.unbatch().batch(BATCH_SIZE, drop_remainder=True)
'''


def write_divided(source: Source, recipe: Recipe) -> None:
    """Write the function that makes all batches divisible, where JAX takes no others."""
    if _is_on_all(recipe, "jax"):
        if recipe.dataset:
            write_template(source, DIVIDED_DATASET, {})
        else:
            leaves = "" if recipe.heads.trained == recipe.heads.all else ", none_is_leaf=False"
            write_template(source, DIVIDED, {"leaves": leaves})


def write_model(source: Source, recipe: Recipe) -> None:
    """Write the lines of `main` that make the model, on all devices if it is to be."""
    made = f"model = {recipe.plan.build}()"
    if _is_on_all(recipe, "tensorflow"):
        source.imports("import tensorflow as tf")
        source.line("# Every device has a copy of the weights, and takes its part of each batch")
        source.line("strategy = tf.distribute.MirroredStrategy()")
        with source.block("with strategy.scope():"):
            source.line(made)
        return
    if _is_on_all(recipe, "jax"):
        source.line("# Every device has a copy of the weights, and takes its part of each batch")
        source.line("keras.distribution.set_distribution(keras.distribution.DataParallel())")
    source.line(made)


def write_loaded(source: Source, recipe: Recipe) -> None:
    """Write the lines of `main` that load the data."""
    source.line("train_data, validation_data = load_data()")
    if _is_on_all(recipe, "jax"):
        source.line("train_data = divided(train_data)")
        if recipe.validates:
            source.line("validation_data = divided(validation_data)")


@contextmanager
def compiled_on_devices(source: Source, recipe: Recipe) -> Iterator[None]:
    """Around what compiles the model: its metrics, too, have a part on every device."""
    if not _is_on_all(recipe, "tensorflow"):
        yield
        return
    with source.block("with model.distribute_strategy.scope():"):
        yield


def _is_on_all(recipe: Recipe, backend: str) -> bool:
    return recipe.training.devices == "all" and recipe.training.backend == backend
