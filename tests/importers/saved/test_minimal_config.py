"""From a serialized config to what a person would write."""

from __future__ import annotations

from typing import Any

import keras
import pytest

from model_codegen.importers.import_result import Unrepresentable
from model_codegen.importers.saved.minimal_config import complete, minimal, plain

pytestmark = pytest.mark.keras


def full(layer: keras.layers.Layer, policy: str = "float32") -> dict[str, Any]:
    """All arguments of a layer, in the document's form."""
    fields = ("name", "trainable", "dtype")
    config = keras.saving.serialize_keras_object(layer)["config"]
    return {key: plain(value, policy, key) for key, value in config.items() if key not in fields}


@pytest.mark.parametrize(
    ("layer", "kept"),
    [
        (keras.layers.Dense(3), {"units": 3}),
        (keras.layers.Dense(3, "relu"), {"units": 3, "activation": "relu"}),
        (keras.layers.Conv2D(3, 5), {"filters": 3, "kernel_size": 5}),
        (keras.layers.Conv2D(3, (5, 3)), {"filters": 3, "kernel_size": [5, 3]}),
        (
            keras.layers.Dense(3, kernel_initializer="he_normal"),
            {"units": 3, "kernel_initializer": "he_normal"},
        ),
        (keras.layers.Dropout(0.2, noise_shape=(None, 1)), {"rate": 0.2, "noise_shape": [None, 1]}),
        (keras.layers.MultiHeadAttention(2, 8, value_dim=8), {"num_heads": 2, "key_dim": 8}),
        (
            keras.layers.MultiHeadAttention(2, 8, value_dim=4),
            {"num_heads": 2, "key_dim": 8, "value_dim": 4},
        ),
        (keras.layers.MaxPooling2D(3, strides=3), {"pool_size": 3}),
        (keras.layers.MaxPooling2D(2, strides=1), {"strides": 1}),
        (keras.layers.MaxPooling2D(3, strides=2), {"pool_size": 3, "strides": 2}),
    ],
)
def test_only_what_says_something_is_kept(layer: keras.layers.Layer, kept: dict[str, Any]) -> None:
    path = f"keras.layers.{type(layer).__name__}"
    assert minimal(path, full(layer), "float32") == kept
    assert complete(path, kept, "float32") == complete(path, full(layer), "float32")


def test_a_layer_inside_another_is_made_short_as_well() -> None:
    value = full(keras.layers.TimeDistributed(keras.layers.Dense(4, name="inner")))["layer"]
    assert value == {"class_name": "keras.layers.Dense", "config": {"units": 4, "name": "inner"}}


def test_a_config_that_keras_refuses_has_no_complete_form() -> None:
    assert complete("keras.layers.Dense", {"units": -1}, "float32") is None


@pytest.mark.parametrize(
    "value",
    [
        {"class_name": "__lambda__", "config": {"code": ""}},
        {"class_name": "function", "config": "f", "module": "mine"},
        {"class_name": "Evil", "module": "os", "config": {}},
    ],
)
def test_code_and_foreign_classes_are_refused(value: dict[str, Any]) -> None:
    with pytest.raises(Unrepresentable):
        plain(value, "float32", "activation")
