"""Methods of models and layers that a text calls."""

from __future__ import annotations

import pytest

from model_codegen.design.graph import Layer
from model_codegen.importers import from_source

pytestmark = pytest.mark.keras

MODEL = """
import keras
layers = keras.layers
base = keras.Sequential([keras.Input((8,)), 3, layers.Dense(4, name="wide")])
inputs = keras.Input((6,))
outputs = layers.Dense(base.get_layer(NAME).units)(inputs)
model = keras.Model(inputs, outputs)
"""


@pytest.mark.parametrize("name", ['"wide"', 'name="wide"'])
def test_a_layer_is_found_by_its_name_beside_what_is_no_layer(name: str) -> None:
    found = from_source(MODEL.replace("NAME", name)).design.main.operations["dense"]
    assert isinstance(found, Layer)
    assert found.config["units"] == 4


def test_a_layer_that_is_not_there_leaves_what_depends_on_it_open() -> None:
    found = from_source(MODEL.replace("NAME", '"narrow"'))
    layer = found.design.main.operations["dense"]
    assert isinstance(layer, Layer)
    assert "units" not in layer.config
    assert "has no layer of that name" in " ".join(each.message for each in found.diagnostics)
