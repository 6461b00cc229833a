"""Layers of Keras with cells, functions and layers of the text's own."""

from __future__ import annotations

import pytest

import model_codegen as mc
from model_codegen.design.graph import Layer, Recorded
from model_codegen.importers.source.keras.custom_arguments import RNN
from tests.custom import CELL, spec

pytestmark = pytest.mark.keras

MODEL = """
i = keras.Input((None, 5))
own = {made}
model = keras.Model(i, own(i))
"""


def recorded(made: str) -> tuple[Layer, Recorded]:
    design = mc.from_source(f"{CELL}{MODEL.format(made=made)}").design
    (layer,) = [o for o in design.main.operations.values() if getattr(o, "recorded", None)]
    assert isinstance(layer, Layer)
    assert layer.recorded is not None
    return layer, layer.recorded


def test_one_cell_with_its_state() -> None:
    layer, found = recorded("keras.layers.RNN(GatedCell(8), return_state=True)")
    assert layer.class_name == RNN
    assert (found.outputs, found.params) == ((spec(None, 8), spec(None, 8)), 112)


def test_one_cell_twice_is_counted_once() -> None:
    _, found = recorded("keras.layers.RNN([(c := GatedCell(5)), c])")
    assert (found.outputs, found.params) == ((spec(None, 5),), 55)


def test_a_cell_inside_a_wrapper_waits_for_its_code_to_run() -> None:
    layer, found = recorded("keras.layers.Bidirectional(keras.layers.RNN(GatedCell(8)))")
    assert found.outputs == ()
    assert found.inputs == (spec(None, None, 5),)
    inner = layer.config["layer"]
    assert inner["config"]["cell"] == {"class_name": "GatedCell", "config": {"units": 8}}
