"""`tf.data`: from samples to batches, each thing in the order in which it does what it should."""

from __future__ import annotations

from typing import Any

from model_codegen.design.errors import LayerloomError
from model_codegen.design.training import Data
from model_codegen.design.traversal import leaves
from model_codegen.emitters.literals import config_value, literal, mapping_text, sequence_text
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.recipe import Recipe
from model_codegen.emitters.training.samples import WEIGHT, data_names

IMPORT = "import tensorflow as tf"

IMAGE_RANK = 4
"""Batch, height, width, channels."""


def write_training_set(source: Source, recipe: Recipe, data: Data, samples: str) -> None:
    """Write what makes batches of samples, which `train_data` has one by one.

    Args:
        source: Where to.
        recipe: All else.
        data: The data.
        samples: An expression for how many there are.
    """
    name = "train_data"
    if data.cache:
        source.line("# In memory from the first epoch on; what is drawn by lot comes after it")
        source.line(f"{name} = {name}.cache()")
    if recipe.training.shuffle:
        buffer = literal(data.shuffle_buffer) if data.shuffle_buffer else samples
        source.line("# In another order in each epoch, before batches are made of it")
        source.line(f"{name} = {name}.shuffle({buffer}, seed=SEED)")
    source.line(f"{name} = {name}.batch(BATCH_SIZE)")
    _write_prefetch(source, name)
    if data.augment:
        _write_augmented(source, name)


def write_validation_set(source: Source, data: Data) -> None:
    """Write what makes batches of the samples to validate with, which `validation_data` has."""
    name = "validation_data"
    source.line(f"{name} = {name}.batch(BATCH_SIZE){'.cache()' if data.cache else ''}")
    source.line(f"{name} = {name}.prefetch(tf.data.AUTOTUNE)")


def _write_prefetch(source: Source, name: str) -> None:
    source.line("# The next batch is made while the model learns from this one")
    source.line(f"{name} = {name}.prefetch(tf.data.AUTOTUNE)")


def _write_augmented(source: Source, name: str) -> None:
    """Write what changes images, with the same lots in each run.

    Layers draw them one after the other. What is made ahead of an iterator that is then dropped, as
    `fit` drops its first one, has drawn some too: how many depends on how quick the machine was.
    `tf.data` makes a batch ahead of the last step by itself, unless it is told not to.
    """
    source.line("# Whole batches, each when the model takes it and never ahead: so each run draws")
    source.line("# the same lots")
    source.line(f"{name} = {name}.map(augment)")
    source.line("options = tf.data.Options()")
    source.line("options.experimental_optimization.inject_prefetch = False")
    source.line(f"{name} = {name}.with_options(options)")


def write_augmentation(source: Source, recipe: Recipe, data: Data) -> None:
    """Write the function `augment`, which changes a batch of images, if there is any to change.

    Raises:
        LayerloomError: If the model takes no images, or several.
    """
    if not data.augment:
        return
    body = recipe.body
    images = [n for n in leaves(body.graph.inputs) if len(body.specs(n)[0].shape) == IMAGE_RANK]
    if len(images) != 1:
        count = "several of them" if images else "none"
        raise LayerloomError(
            "Augmentation changes the images that the model takes, the one input of four "
            f"dimensions, and this model has {count}: take its layers out of the data's `augment`."
        )
    with source.block("augmentation = layers.Pipeline(["):
        for layer in data.augment:
            source.line(f"{config_value(layer)},")
    source.line("])")
    source.line()
    names = data_names(weighted=recipe.weighted)
    with source.block(f"def augment({names}):"):
        x = _changed(body.graph.inputs, images[0])
        weight = f", {WEIGHT}" if recipe.weighted else ""
        source.line(f"return {x}, y{weight}")
    source.line()


def _changed(tree: Any, image: str, text: str = "x") -> str:
    """The inputs, of which one is changed."""
    if isinstance(tree, dict):
        keyed = {k: _changed(item, image, f"{text}[{literal(k)}]") for k, item in tree.items()}
        return mapping_text(keyed)
    if isinstance(tree, (list, tuple)):
        inner = [_changed(item, image, f"{text}[{i}]") for i, item in enumerate(tree)]
        return sequence_text(inner)
    return f"augmentation({text}, training=True)" if tree == image else text
