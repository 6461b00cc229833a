"""A recorded `training=` in Functional models, kept to for some layers and not for others."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from model_codegen.keras_bridge.recorded_training import keep_recorded_training

pytestmark = pytest.mark.keras


def statistics(**call: bool) -> tuple[keras.Model, list[keras.layers.Layer]]:
    """Two beside each other, and one in a model that is called; all calls record the same."""
    layers = [keras.layers.BatchNormalization() for _ in range(3)]
    a = keras.Input((2,))
    inner = keras.Model(a, layers[2](a))
    x = keras.Input((2,))
    y = layers[0](x, **call) + layers[1](x, **call)
    return keras.Model(x, y + inner(x, **call)), [*layers, inner]


def moved(model: keras.Model, layers: list[keras.layers.Layer]) -> list[bool]:
    """Whose statistics a step of training moves."""
    before = [layer.moving_mean.numpy() for layer in layers[:3]]
    model.compile("sgd", "mse", run_eagerly=True)
    x = np.array([[1.0, 2.0], [3.0, 5.0]], "float32")
    model.train_on_batch(x, x)
    pairs = zip(before, layers[:3], strict=True)
    return [not np.array_equal(one, layer.moving_mean.numpy()) for one, layer in pairs]


def test_the_layers_named_keep_to_what_is_recorded_and_no_others() -> None:
    model, layers = statistics(training=False)
    assert moved(model, layers) == [True, True, True]
    keep_recorded_training(model, layers[:1])
    assert moved(model, layers) == [False, True, True]
    keep_recorded_training(model, [layers[0], layers[3]])
    assert moved(model, layers) == [False, True, False]
    other, others = statistics(training=False)
    assert moved(other, others) == [True, True, True]


def test_a_call_that_records_nothing_follows_the_model() -> None:
    model, layers = statistics()
    keep_recorded_training(model, layers)
    assert moved(model, layers) == [True, True, True]
