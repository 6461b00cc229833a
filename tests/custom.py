"""Designs with layers of their own code, for tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from model_codegen.design.graph import Design, Layer, Recorded, TensorSpec
from tests.drafting import design, inp, layer, ref

SAMPLING = '''import keras
from keras import layers, ops

EPSILON = 0.5  # how far it strays


class Sampling(layers.Layer):
    """Draws from a normal distribution."""

    def __init__(self, scale=1.0, **kwargs):
        super().__init__(**kwargs)
        self.scale = scale
        self.seed = keras.random.SeedGenerator(1)

    def call(self, inputs):
        mean, spread = inputs
        noise = keras.random.normal(ops.shape(mean), seed=self.seed)
        return mean + ops.exp(spread) * noise * self.scale * EPSILON
'''

CELL = """import keras
from keras import ops


class GatedCell(keras.layers.Layer):
    def __init__(self, units, **kw):
        super().__init__(**kw)
        self.units = units
        self.state_size = units
        self.output_size = units
        self.inner = keras.layers.Dense(units)

    def build(self, input_shape):
        self.k = self.add_weight(shape=(input_shape[-1], self.units), name="k")
        self.inner.build((None, self.units))

    def call(self, inputs, states):
        h = ops.tanh(ops.matmul(inputs, self.k) + self.inner(states[0]))
        return h, [h]
"""

CELLS = [{"class_name": "GatedCell", "config": {"units": 8}}] * 2


def spec(*shape: int | None) -> TensorSpec:
    return TensorSpec(shape, "float32")


def own(class_name: str, recorded: Recorded | None = None, **config: Any) -> Layer:
    """A custom layer of which nothing is recorded, unless it is given."""
    recorded = recorded or Recorded((), 0, "It is of this design")
    return Layer(class_name, "", config, recorded=recorded)


def with_layers(drawn: Design, **layers: Layer) -> Design:
    """A design of `tests.drafting` with placeholders in the place of some operations."""
    named = {
        key: replace(each, name=drawn.main.operations[key].name)  # type: ignore[union-attr]
        for key, each in layers.items()
    }
    operations = {**drawn.main.operations, **named}
    return replace(drawn, main=replace(drawn.main, operations=operations))


def sampler(recorded: Recorded | None = None) -> Design:
    """Two Dense, a `Sampling` of both, a Dense: 24 + 24 + 15 parameters."""
    drawn = design(
        {
            "x": (inp(5),),
            "dense": (layer("Dense", units=4), "x"),
            "dense_1": (layer("Dense", units=4), "x"),
            "sampling": (layer("Add"), ["dense", "dense_1"]),
            "dense_2": (layer("Dense", units=3), "sampling"),
        },
        outputs=ref("dense_2"),
    )
    made = own("Sampling", recorded, scale=0.25)
    return replace(with_layers(drawn, sampling=made), code=SAMPLING)


SAMPLED = Recorded((spec(None, 4),), 0, "It is of this design", (spec(None, 4), spec(None, 4)))


def celled() -> Design:
    """`RNN` of two cells of the design's own code: 248 parameters, then a Dense of 18."""
    drawn = design(
        {
            "x": (inp(None, 5),),
            "rnn": (layer("Flatten"), "x"),
            "dense": (layer("Dense", units=2), "rnn"),
        },
        outputs=ref("dense"),
    )
    recorded = Recorded((spec(None, None, 8),), 248, "Its cells are", (spec(None, None, 5),))
    rnn = own("keras.layers.RNN", recorded, cell=CELLS, return_sequences=True)
    return replace(with_layers(drawn, rnn=rnn), code=CELL)
