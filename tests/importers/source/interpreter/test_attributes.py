"""Attributes of what a text makes."""

from __future__ import annotations

import pytest

from model_codegen.design.graph import Layer
from model_codegen.importers import from_source

pytestmark = pytest.mark.keras

MERGED = """
import keras
left, right = keras.Input((8,)), keras.Input((6,))
merge = keras.layers.Concatenate()
joined = merge([left, right])
output = keras.layers.Dense(UNITS)(joined)
model = keras.Model([left, right], output)
"""


@pytest.mark.parametrize(
    ("units", "number"), [("merge.input_shape[1][1]", 6), ("merge.output_shape[1]", 14)]
)
def test_a_layer_that_merges_has_a_shape_for_each_input(units: str, number: int) -> None:
    found = from_source(MERGED.replace("UNITS", units))
    dense = found.design.main.operations["dense"]
    assert isinstance(dense, Layer)
    assert dense.config["units"] == number
