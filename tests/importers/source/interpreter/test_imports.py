"""Import statements, and names that a text uses without one."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.interpreter.imports import usually
from model_codegen.importers.source.python_values import Foreign
from model_codegen.importers.source.values import Name, Value
from tests.importers.source.interpreter.held_to_python import follow

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("import keras", "keras", Name("keras")),
        ("import keras.layers", "keras", Name("keras")),
        ("import keras.layers as L", "L", Name("keras.layers")),
        ("import tensorflow.keras as tfk", "tfk", Name("keras")),
        ("from tensorflow.keras.layers import Dense as D", "D", Name("keras.layers.Dense")),
        ("import numpy as np", "np", Foreign("numpy")),
        ("import pandas.io.parsers", "pandas", Foreign("pandas")),
        ("from .blocks import Block", "Block", Foreign("custom_layers.Block")),
        ("from keras.layers import *\nfound = Dense", "found", Name("keras.layers.Dense")),
    ],
)
def test_a_name_stands_for_what_is_imported(text: str, name: str, value: Value) -> None:
    assert follow(text).program.module.values[name] == value


def test_the_future_is_not_imported() -> None:
    assert follow("from __future__ import annotations").program.module.values == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tf", Name("tensorflow")), ("np", Foreign("numpy")), ("Dense", Name("keras.layers.Dense")),
        ("Sequential", Name("keras.Sequential")), ("nothing", None), ("Nothing", None),
        ("concatenate", Name("keras.layers.concatenate")),
    ],
)  # fmt: skip
def test_snippets_use_what_nearly_everybody_imports(name: str, value: Value) -> None:
    assert usually(name) == value
