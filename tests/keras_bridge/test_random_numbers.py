"""Layers whose random numbers repeat."""

from __future__ import annotations

import numpy as np
import pytest

from model_codegen.keras_bridge.random_numbers import repeat_random_numbers

pytestmark = pytest.mark.keras


def test_every_call_draws_the_same_numbers_also_inside() -> None:
    import keras

    layer = keras.layers.TimeDistributed(keras.layers.GaussianNoise(1.0, seed=3))
    x = np.zeros((2, 3, 4), "float32")
    moving = [np.asarray(layer(x, training=True)) for _ in range(2)]
    assert not np.array_equal(*moving)
    repeat_random_numbers(layer)
    first, second = (np.asarray(layer(x, training=True)) for _ in range(2))
    assert np.array_equal(first, second)
    assert first.std() > 0.5
