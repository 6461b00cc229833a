"""Files read sample by sample, where `tf.data` is asked for: there may be more than memory holds.

Only what can be done to one sample after the other: `standardize` measures all of them, and columns
side by side or labels of text are looked at as a whole. Such data are read at once, as arrays.
"""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.datasets.fed_facts import fed_facts
from model_codegen.datasets.file_name import file_name
from model_codegen.datasets.files.image_folders import checked_image_options
from model_codegen.design.config_values import Config
from model_codegen.design.head_names import input_names
from model_codegen.design.training import Data, Feed
from model_codegen.design.traversal import map_leaves
from model_codegen.emitters.literals import literal, mapping_text, sequence_text
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.data.dataset_text import (
    write_augmentation,
    write_training_set,
    write_validation_set,
)
from model_codegen.emitters.training.recipe import Recipe
from model_codegen.emitters.training.samples import target_text

SUFFIXES = (".bmp", ".gif", ".jpeg", ".jpg", ".png")
"""Pictures that TensorFlow reads."""

IMAGE, LABEL = "image", "label"
"""The fields of a zip file of pictures."""

_TRAINING, _KEPT = "training", "kept"


def is_streamed(recipe: Recipe, data: Data) -> bool:
    """Whether the samples can be read one after the other, when they are needed."""
    feeds = [*data.inputs.values(), *data.targets.values()]
    if data.pipeline != "tf.data" or recipe.weighted or not all(map(_is_alone, feeds)):
        return False
    fields = [data.fields.get(feed.fields[0]) for feed in feeds]
    if data.kind == "images":
        inputs = all(feed.fields == (IMAGE,) for feed in data.inputs.values())
        return inputs and all(feed.fields == (LABEL,) for feed in data.targets.values())
    return data.kind == "tfrecord" and all(
        facts is not None and facts.dtype in ("int64", "float32") and not facts.missing
        for facts in fields
    )


def _is_alone(feed: Feed) -> bool:
    """Whether what is done to a sample needs no other."""
    kinds = {step.get("step") for step in feed.steps}
    return len(feed.fields) == 1 and kinds <= _STEPS.keys()


def write_streamed_data(source: Source, recipe: Recipe, data: Data) -> None:
    """Write a `load_data` that reads samples when they are needed.

    Raises:
        DataError: If a step cannot be done to the values.
    """
    source.imports("import numpy as np", "import tensorflow as tf", "from pathlib import Path")
    source.constants(f"DATA = Path({literal(file_name(data))})")
    with source.block("def load_data():"):
        if data.kind == "images":
            _write_pictures(source, recipe, data)
        else:
            _write_records(source, recipe, data)
        source.line()
        write_augmentation(source, recipe, data)
        source.line("# Several at a time; they come in their order all the same")
        source.line("train_data = train_data.map(read, num_parallel_calls=tf.data.AUTOTUNE)")
        write_training_set(source, recipe, data, f"len({_TRAINING})")
        if not recipe.validates:
            source.line("return train_data, None")
            return
        source.line()
        parallel = "num_parallel_calls=tf.data.AUTOTUNE"
        source.line(f"validation_data = validation_data.map(read, {parallel})")
        write_validation_set(source, data)
        source.line("return train_data, validation_data")


def _write_pictures(source: Source, recipe: Recipe, data: Data) -> None:
    """Write where the pictures are, and how one is read."""
    options = checked_image_options(data.options)
    source.imports("import zipfile", "from pathlib import PurePosixPath")
    source.line(f"folder = Path({literal(f'{file_name(data)}_files')})")
    with source.block("with zipfile.ZipFile(DATA) as archive:"):
        source.line("archive.extractall(folder)")
        source.line("names = sorted(map(PurePosixPath, archive.namelist()), key=str)")
    with source.block("files = ["):
        source.line("name")
        source.line("for name in names")
        source.line(f"if name.suffix.lower() in {literal(SUFFIXES)}")
        source.line('and not any(part.startswith((".", "__")) for part in name.parts)')
    source.line("]")
    source.line("# The folder that a picture is in says what it shows")
    found = "[file.parent.name for file in files]"
    source.line(f"_, labels = np.unique({found}, return_inverse=True)")
    _write_split(source, recipe, "len(files)")
    with source.block("def part(places):"):
        source.line("return [str(folder / files[place]) for place in places], labels[places]")
    source.line()
    with source.block("def read(path, label):"):
        channels = literal(options["channels"])
        source.line("content = tf.io.read_file(path)")
        decoded = f"tf.io.decode_image(content, channels={channels}, expand_animations=False)"
        source.line(f"image = {decoded}")
        source.line(f"image = tf.image.resize(image, {literal(tuple(options['size']))})")
        _write_fed(source, recipe, data, {IMAGE: "image", LABEL: "label"})
    source.line()
    source.line(f"train_data = tf.data.Dataset.from_tensor_slices(part({_TRAINING}))")
    if recipe.validates:
        source.line("validation_data = tf.data.Dataset.from_tensor_slices(part(order[:kept]))")


def _write_records(source: Source, recipe: Recipe, data: Data) -> None:
    """Write where the records are, and how one is read."""
    feeds = [*data.inputs.values(), *data.targets.values()]
    used = dict.fromkeys(feed.fields[0] for feed in feeds)
    source.line(f"samples = {literal(data.samples)}")
    _write_split(source, recipe, "samples")
    source.line("held_back = np.ones(samples, bool)")
    source.line(f"held_back[{_TRAINING}] = False")
    source.line("held_back = tf.constant(held_back)")
    source.line()
    with source.block("def is_learnt(place, record):"):
        source.line("return ~held_back[place]")
    source.line()
    if recipe.validates:
        with source.block("def is_held_back(place, record):"):
            source.line("return held_back[place]")
        source.line()
    with source.block("def read(place, record):"):
        with source.block("parsed = tf.io.parse_single_example(record, {"):
            for name in used:
                facts = data.fields[name]
                shape, dtype = literal(list(facts.shape)), literal(facts.dtype)
                source.line(f"{literal(name)}: tf.io.FixedLenFeature({shape}, {dtype}),")
        source.line("})")
        fields = {name: f"parsed[{literal(name)}]" for name in used}
        _write_fed(source, recipe, data, fields)
    source.line()
    source.line("numbered = tf.data.TFRecordDataset(str(DATA)).enumerate()")
    source.line("# A filter does not tell how many it leaves, and Keras wants to know")
    count = "tf.data.experimental.assert_cardinality"
    source.line(f"train_data = numbered.filter(is_learnt).apply({count}(len({_TRAINING})))")
    if recipe.validates:
        source.line("validation_data = numbered.filter(is_held_back)")
        source.line(f"validation_data = validation_data.apply({count}(kept))")


def _write_split(source: Source, recipe: Recipe, counted: str) -> None:
    source.line()
    source.line("# Shuffled once before the split: data are often sorted by their label")
    source.line(f"order = np.random.default_rng(SEED).permutation({counted})")
    if recipe.validates:
        split = literal(recipe.training.validation_split)
        source.line(f"kept = int(len(order) * {split})")
        source.line(f"{_TRAINING} = order[kept:]")
    else:
        source.line(f"{_TRAINING} = order")
    source.line()


def _write_fed(source: Source, recipe: Recipe, data: Data, fields: Mapping[str, str]) -> None:
    """Write what becomes of the fields of a sample, and that it is returned."""

    def fed(feed: Feed, *, target: bool) -> str:
        fed_facts(feed, data.fields, data.samples, target=target)
        text = fields[feed.fields[0]]
        for step in feed.steps:
            text = _STEPS[step["step"]](text, step)
        return text

    inputs = {
        node: fed(data.inputs[name], target=False)
        for name, node in input_names(recipe.plan.program.design)
    }
    x = _tree(map_leaves(recipe.body.graph.inputs, inputs.__getitem__))
    y = target_text(recipe, lambda head: fed(data.targets[head.name], target=True))
    source.line(f"return {x}, {y}")


def _tree(tree: object) -> str:
    if isinstance(tree, dict):
        return mapping_text({key: _tree(item) for key, item in tree.items()})
    if isinstance(tree, (list, tuple)):
        return sequence_text([_tree(item) for item in tree])
    return str(tree)


def _scale(text: str, step: Config) -> str:
    by = step.get("by", 255.0)
    return f'tf.cast({text}, "float32") / {literal(int(by) if by == int(by) else by)}'


def _reshape(text: str, step: Config) -> str:
    return f"tf.reshape({text}, {literal(tuple(step['shape']))})"


def _one_hot(text: str, step: Config) -> str:
    return f"tf.one_hot({text}, {literal(step['classes'])})"


def _cast(text: str, step: Config) -> str:
    return f"tf.cast({text}, {literal(step['dtype'])})"


def _add_channel(text: str, step: Config) -> str:
    return f"{text}[..., tf.newaxis]"


_STEPS = {
    "scale": _scale,
    "reshape": _reshape,
    "one_hot": _one_hot,
    "cast": _cast,
    "add_channel": _add_channel,
}
"""The steps of a feed that can be done to one sample, in TensorFlow's words."""
