"""The first layer that returns a tensor of a kind, wherever it is."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from model_codegen.keras_bridge.layer_outputs import first_output

pytestmark = pytest.mark.keras


def test_the_innermost_layer_is_named_with_the_blocks_around_it() -> None:
    inside = keras.Sequential([keras.layers.Rescaling(-1.0, name="turn")], name="block")
    inputs = keras.Input((2,), name="given")
    model = keras.Model(inputs, keras.layers.ReLU(name="last")(inside(inputs)))
    call = keras.layers.Layer.__call__
    x = np.ones((1, 2), "float32")
    with first_output(model, lambda tensor: bool(np.min(tensor.numpy()) < 0)) as found:
        model(x)
    assert found.layer == "block/turn"
    with first_output(model, lambda tensor: bool(np.max(tensor.numpy()) > 1)) as found:
        model(x)
    assert found.layer == ""
    assert keras.layers.Layer.__call__ is call
