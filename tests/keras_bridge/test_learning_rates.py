"""The rate of the next step, whatever sets it."""

from __future__ import annotations

import keras
import pytest

from model_codegen.keras_bridge.learning_rates import is_scheduled, learning_rate

pytestmark = pytest.mark.keras


def test_rates() -> None:
    schedule = keras.optimizers.schedules.ExponentialDecay(0.5, 10, 0.1)
    plain, scheduled = keras.optimizers.SGD(0.25), keras.optimizers.SGD(schedule)
    scaled = keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD(schedule))
    assert (learning_rate(plain), is_scheduled(plain)) == (0.25, False)
    assert (learning_rate(scheduled), is_scheduled(scheduled)) == (0.5, True)
    assert (learning_rate(scaled), is_scheduled(scaled)) == (0.5, True)
    assert learning_rate(None) is None
