"""Data that a text loads, as people write it and as our own source does."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

import pytest

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.datasets import describe
from model_codegen.design.training import Data, Feed, Training
from model_codegen.emitters import emit
from model_codegen.emitters.data_text.field_text import field_text
from model_codegen.emitters.namespace import Namespace
from model_codegen.importers import from_source
from model_codegen.importers.source.training.data_reading import own_split, read_data
from model_codegen.importers.source.training.feed_reading import feeds_of
from model_codegen.proposals import default_training
from model_codegen.proposals.ends import InputEnd, OutputEnd


def feeds(data: Data, *lines: str) -> dict[str, Feed]:
    text = "\n".join(["def load_data():", *(f"    {line}" for line in lines)])
    return feeds_of(ast.parse(text), data, field_text(data, Namespace()))


@pytest.mark.parametrize(
    ("expression", "fields", "steps"),
    [
        ("digits.images", ["image"], []),
        ("digits.images.astype('float32') / 16", ["image"], [("scale", 16)]),
        ("resize(digits.images, 28, 20)", ["image"], [("resize", [28, 20])]),
        ("digits.images.reshape(-1, 8, 8, 1)", ["image"], [("reshape", [8, 8, 1])]),
        ("digits.images[..., np.newaxis]", ["image"], [("add_channel",)]),
        ("standardize(digits.data, training)", ["features"], [("standardize",)]),
        ("np.eye(10, dtype='float32')[digits.target]", ["label"], [("one_hot", 10)]),
        ("digits.target.astype('int32')", ["label"], [("cast", "int32")]),
        ("digits.data.astype('float32')", ["features"], []),
        ("np.column_stack([digits.data, digits.target])", ["features", "label"], []),
    ],
)
def test_feeds(expression: str, fields: list[str], steps: list[tuple[Any, ...]]) -> None:
    found = feeds(describe("bundled", "digits"), f"x = {expression}")["x"]
    assert found.fields == tuple(fields)
    assert [tuple(step.values()) for step in found.steps] == steps


@pytest.mark.parametrize(
    "expression", ["digits.images * 2", "other", "digits.images.reshape(8, -1)"]
)
def test_what_is_no_feed(expression: str) -> None:
    assert feeds(describe("bundled", "digits"), "x = digits.images", f"x = {expression}") == {}


def test_columns() -> None:
    found = feeds(describe("bundled", "wine"), "x = wine.data[:, [2, 10]]", "y = x / 2")
    assert found["x"] == Feed(("ash", "hue"))
    assert found["y"] == Feed(("ash", "hue"), ({"step": "scale", "by": 2},))


IMAGE = [InputEnd("x", (28, 28, 1), "float32")]
TEXT = [InputEnd("x", (80,), "int32", tokens=5000)]
TEN = [OutputEnd("y", (10,), "softmax")]


@pytest.mark.parametrize(
    ("text", "inputs", "kind", "name", "options"),
    [
        ("digits = datasets.load_digits()", IMAGE, "bundled", "digits", {}),
        ("(a, b), (c, d) = keras.datasets.mnist.load_data()", IMAGE, "keras", "mnist", {}),
        ("(a, b), (c, d) = mnist.load_data()", IMAGE, "keras", "mnist", {}),
    ],
)
def test_texts_as_people_write_them(
    text: str, inputs: list[InputEnd], kind: str, name: str, options: dict[str, int]
) -> None:
    found = read_data(ast.parse(text), inputs, TEN)
    assert found is not None
    assert (found.kind, found.name, found.options) == (kind, name, options)
    assert found.inputs["x"].steps[-2:] == (
        {"step": "add_channel"},
        {"step": "scale", "by": 16 if name == "digits" else 255},
    )


def test_words_and_length() -> None:
    text = "imdb.load_data(num_words=5000)\nx = pad_sequences(x, maxlen=80)"
    found = read_data(ast.parse(text), TEXT, [OutputEnd("y", (1,), "sigmoid")])
    assert found is not None
    assert found.options == {"words": 5000, "length": 80}


@pytest.mark.parametrize(
    "text",
    [
        "x = np.load('x.npy')",
        "moons()",
        "def moons(): pass\nmoons(samples=0)",
        "def moons(): pass\nmoons(other=1)",
        "def load_data():\n    digits = load_digits()\n    x = f(digits)",
        "load_iris()",
    ],
)
def test_what_has_no_name_or_does_not_fit(text: str) -> None:
    assert read_data(ast.parse(text), IMAGE, TEN) is None


@pytest.mark.parametrize(("samples", "is_made"), [(40, True), (9000, False)])
def test_so_much_is_made_and_no_more(samples: int, is_made: bool) -> None:
    colour = [InputEnd("x", (28, 28, 3), "float32")]
    text = f"def shapes(): pass\nshapes(samples={samples}, size=28)"
    assert (read_data(ast.parse(text), colour, TEN) is not None) == is_made


def test_the_part_to_validate_with() -> None:
    assert own_split(ast.parse("def load_data():\n    kept = max(1, int(len(order) * 0.3))")) == 0.3
    assert own_split(ast.parse("kept = int(len(order) * 0.3)")) is None


@pytest.mark.keras
@pytest.mark.parametrize("name", ["mlp", "batch_norm_stack", "multi_task", "siamese_comparator"])
def test_our_own_source_comes_back(name: str) -> None:
    design = gallery.load(name)
    training = replace(default_training(design, analyse(design)), validation_split=0.3)
    text = emit(replace(design, training=training), "functional", with_training=True).text
    read = from_source(text).design.training
    assert isinstance(read, Training)
    assert read.data == training.data
    assert read.validation_split == 0.3
