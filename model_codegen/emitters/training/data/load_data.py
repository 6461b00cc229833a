"""`load_data`: what the model learns from, and what it is checked with."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.design.head_names import input_names
from model_codegen.design.training import Data
from model_codegen.design.traversal import map_leaves
from model_codegen.emitters.data_text import DataText, data_text
from model_codegen.emitters.literals import mapping_text, sequence_text
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.class_weights import write_function
from model_codegen.emitters.training.data.dataset_text import (
    IMPORT,
    write_augmentation,
    write_training_set,
    write_validation_set,
)
from model_codegen.emitters.training.data.random_data import write_random_data
from model_codegen.emitters.training.data.streams import is_streamed, write_streamed_data
from model_codegen.emitters.training.recipe import Recipe
from model_codegen.emitters.training.samples import target_text, write_class_weights

_LOCAL = frozenset(
    {"part", "places", "augment", "augmentation", "options", "train_data", "validation_data"}
)
"""The variables of `load_data` that nothing of the data may take."""


def write_data(source: Source, recipe: Recipe) -> None:
    """Write `load_data`, with what it needs.

    Raises:
        DataError: If the data cannot be had, or do not fit what they are to feed.
    """
    data = recipe.training.data
    if recipe.heads.weighed and not recipe.class_weight:
        write_function(source, recipe)
    if data is None:
        write_random_data(source, recipe)
    elif is_streamed(recipe, data):
        write_streamed_data(source, recipe, data)
    else:
        _write_chosen_data(source, recipe, data)


def _write_chosen_data(source: Source, recipe: Recipe, data: Data) -> None:
    inputs = {node: name for name, node in input_names(recipe.plan.program.design)}
    # Samples are put together as `x` and `y` where there are several of each.
    taken = {name for name, feeds in (("x", data.inputs), ("y", data.targets)) if len(feeds) > 1}
    names = Namespace({*_LOCAL, *taken}, recipe.plan.names)
    text = data_text(data, recipe.training.validation_split, names)
    source.imports(*text.imports)
    source.constants(*text.constants)
    for definition in text.definitions:
        for line in definition.split("\n"):
            source.line(line)
    with source.block("def load_data():"):
        for number, statement in enumerate(text.statements):
            if number and statement.startswith("#"):
                source.line()
            source.line(statement)
        source.line()
        _write_part(source, recipe, text, inputs)
        source.line()
        if recipe.dataset:
            _write_datasets(source, recipe, data, text)
        else:
            _write_arrays(source, recipe, text)


def _write_part(source: Source, recipe: Recipe, text: DataText, inputs: Mapping[str, str]) -> None:
    """Write the function that picks samples; several inputs or heads are put together first."""
    fed = {node: f"{text.inputs[name]}[places]" for node, name in inputs.items()}
    x = _tree(map_leaves(recipe.body.graph.inputs, fed.__getitem__))
    y = target_text(recipe, lambda head: f"{text.targets[head.name]}[places]")
    with source.block("def part(places):"):
        found = []
        for name, samples in (("x", x), ("y", y)):
            if samples.startswith(("{", "(")):
                source.line(f"{name} = {samples}")
            found.append(name if samples.startswith(("{", "(")) else samples)
        if text.sample_weight is not None:
            found.append(f"{text.sample_weight}[places]")
        source.line(f"return {', '.join(found)}")


def _write_arrays(source: Source, recipe: Recipe, text: DataText) -> None:
    """Write the end of `load_data` where it returns arrays."""
    train = _write_training_part(source, recipe, text)
    validation = "None" if text.validation is None else f"part({text.validation})"
    source.line(f"return {train}, {validation}")


def _write_training_part(source: Source, recipe: Recipe, text: DataText) -> str:
    """Write what has to be done before there is an expression for the samples to learn from."""
    if recipe.class_weight or not recipe.heads.weighed:
        return f"part({text.train})"
    weight = ["train_weight"] if recipe.validation_weighted else []
    source.line(f"{', '.join(['train_x', 'train_y', *weight])} = part({text.train})")
    write_class_weights(source, recipe, "train_y", "train_weight")
    return "(train_x, train_y, train_weight)"


def _write_datasets(source: Source, recipe: Recipe, data: Data, text: DataText) -> None:
    """Write the end of `load_data` where it returns batches."""
    source.imports(IMPORT)
    write_augmentation(source, recipe, data)
    train = _write_training_part(source, recipe, text)
    source.line(f"train_data = tf.data.Dataset.from_tensor_slices({train})")
    write_training_set(source, recipe, data, f"len({text.train})")
    if text.validation is None:
        source.line("return train_data, None")
        return
    source.line()
    kept = f"part({text.validation})"
    source.line(f"validation_data = tf.data.Dataset.from_tensor_slices({kept})")
    write_validation_set(source, data)
    source.line("return train_data, validation_data")


def _tree(tree: object) -> str:
    if isinstance(tree, dict):
        return mapping_text({key: _tree(item) for key, item in tree.items()})
    if isinstance(tree, (list, tuple)):
        return sequence_text([_tree(item) for item in tree])
    return str(tree)
