"""Arrays of NumPy: their shapes are known, their numbers are not."""

from __future__ import annotations

import pytest

from model_codegen.design.graph import Layer
from model_codegen.importers import from_source

pytestmark = pytest.mark.keras

TEXT = """
import keras
import numpy as np
from keras import layers
x = np.zeros((5, 4))
y = {}
model = keras.Sequential([keras.Input((4,)), layers.Dense(y.shape[0])])
"""


@pytest.mark.parametrize("made", ["np.subtract(1.0, x)", "np.add(x, x)", "np.multiply(x, 2)"])
def test_arithmetic_on_an_array_keeps_its_shape_wherever_it_stands(made: str) -> None:
    result = from_source(TEXT.format(made))
    dense = result.design.main.operations["dense"]
    assert isinstance(dense, Layer)
    assert dense.config["units"] == 5
