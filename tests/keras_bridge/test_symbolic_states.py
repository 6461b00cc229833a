"""Stateful layers where nothing has a value, and everywhere else as before."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from model_codegen.keras_bridge.symbolic_scope import symbolic_scope
from model_codegen.keras_bridge.symbolic_states import defer_states

pytestmark = pytest.mark.keras


def test_states_have_shapes_and_no_values_inside() -> None:
    with symbolic_scope("float32"):
        layer = keras.layers.LSTM(40_000, stateful=True)
        output = layer(keras.KerasTensor((1_000_000_000, 5, 3)))
    assert output.shape == (1_000_000_000, 40_000)
    assert [state.shape for state in layer.states] == [(1_000_000_000, 40_000)] * 2
    assert all(state._value is None for state in layer.states)
    assert layer.stateful
    assert len(layer.weights) == 3  # states are no weights, as in Keras


def test_an_open_batch_is_refused_as_keras_does() -> None:
    with (
        symbolic_scope("float32"),
        pytest.raises(ValueError, match="batch size must be static"),
    ):
        keras.layers.GRU(4, stateful=True)(keras.KerasTensor((None, 5, 3)))


def test_states_have_values_outside() -> None:
    defer_states()
    layer = keras.layers.SimpleRNN(3, stateful=True)
    given = np.ones((2, 4, 1), "float32")
    first, second = (keras.ops.convert_to_numpy(layer(given)) for _ in range(2))
    assert layer.states[0]._value is not None
    assert np.abs(first - second).max() > 0
    layer.reset_state()
    assert np.allclose(keras.ops.convert_to_numpy(layer(given)), first)
