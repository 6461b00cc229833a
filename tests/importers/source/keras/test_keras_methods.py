"""Methods of models and layers that a text calls."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
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


GENERATOR = """
import keras, tensorflow as tf
class Generator(keras.Model):
    def __init__(self):
        super().__init__()
        self.embedding = keras.layers.Embedding(9, 4)
        self.rnn = keras.layers.KIND(5, return_sequences=True, return_state=True)
        self.dense = keras.layers.Dense(9)
    def call(self, inputs, states=None, return_state=False, training=False):
        x = self.embedding(inputs, training=training)
        if states is None:
            states = self.rnn.get_initial_state(SIZE)
        x, *states = self.rnn(x, STATES, training=training)
        x = self.dense(x, training=training)
        return (x, states) if return_state else x
model = Generator()
model.build((None, 7))
"""


@pytest.mark.parametrize(
    ("kind", "size", "states"),
    [
        ("GRU", "tf.shape(x)[0]", "initial_state=states"),
        ("LSTM", "batch_size=tf.shape(x)[0]", "states"),
    ],
)
def test_zeros_as_the_initial_state_are_none(kind: str, size: str, states: str) -> None:
    text = GENERATOR.replace("KIND", kind).replace("SIZE", size).replace("STATES", states)
    found = from_source(text)
    told = analyse(found.design)
    assert [each.message for each in told.diagnostics if each.severity == "error"] == []
    recurrent = 3 * (4 + 5 + 2) * 5 if kind == "GRU" else 4 * (4 + 5 + 1) * 5
    assert told.total_params == 9 * 4 + recurrent + (5 + 1) * 9


def test_a_stateful_layer_that_begins_anew_is_told() -> None:
    text = GENERATOR.replace("KIND(5,", "GRU(5, stateful=True,").replace("SIZE", "2")
    found = from_source(text.replace("STATES", "initial_state=states"))
    assert "a stateful layer that begins anew" in " ".join(e.message for e in found.diagnostics)
