"""Texts of models with layers, cells and functions of their own."""

from __future__ import annotations

_POSITIONS = """
import tensorflow as tf

maxlen = 20

class PositionalEmbedding(tf.keras.layers.Layer):
    def __init__(self, length, size, dim, **kwargs):
        super().__init__(**kwargs)
        self.token = tf.keras.layers.Embedding(size, dim)
        self.position = self.add_weight(shape=(length, dim), name="position")
    def call(self, inputs):
        return self.token(inputs) + self.position

i = tf.keras.Input((maxlen,), dtype="int64")
x = PositionalEmbedding(maxlen, 100, dim=16)(i)
x = tf.keras.layers.GlobalAveragePooling1D()(x)
model = tf.keras.Model(i, tf.keras.layers.Dense(1)(x))
"""

_SCALES = """
import keras
from keras import layers

INIT = 1e-6

@keras.saving.register_keras_serializable()
class LayerScale(layers.Layer):
    def __init__(self, init_values, dim, **kwargs):
        super().__init__(**kwargs)
        self.init_values = init_values
        self.dim = dim
    def build(self, _):
        start = keras.initializers.Constant(self.init_values)
        self.gamma = self.add_weight(shape=(self.dim,), initializer=start, name="gamma")
    def call(self, x):
        return x * self.gamma

i = x = keras.Input((8, 4))
for k in range(3):
    y = layers.Dense(4)(x)
    x = layers.Add()([x, LayerScale(INIT, 4, name=f"scale_{k}")(y)])
model = keras.Model(i, x)
"""

_CELLS = """
import keras
from keras import ops
class GatedCell(keras.layers.Layer):
    def __init__(self, units, **kw):
        super().__init__(**kw)
        self.units = units
        self.state_size = units
        self.inner = keras.layers.Dense(units)
    def build(self, input_shape):
        self.k = self.add_weight(shape=(input_shape[-1], self.units), name="k")
        self.inner.build((None, self.units))
    def call(self, inputs, states):
        h = ops.tanh(ops.matmul(inputs, self.k) + self.inner(states[0]))
        return h, [h]
i = keras.Input((None, 5))
x = keras.layers.RNN([GatedCell(8), GatedCell(8)], return_sequences=True)(i)
model = keras.Model(i, keras.layers.TimeDistributed(keras.layers.Dense(2))(x))
"""

_FUNCTIONS = """
import keras
from keras import layers, ops

def mish2(x):
    return x * ops.tanh(ops.softplus(x))

class Even(keras.initializers.Initializer):
    def __init__(self, scale=0.1):
        self.scale = scale
    def __call__(self, shape, dtype=None):
        return ops.ones(shape, dtype=dtype) * self.scale
    def get_config(self):
        return {"scale": self.scale}

class Gate(layers.Layer):
    def __init__(self, act):
        super().__init__()
        self.act = act
        self.w = self.add_weight(shape=(), name="w")
    def call(self, a, b, flip=False):
        return self.act(b if flip else a) * self.w

i = keras.Input((4,))
x = layers.Dense(4, activation=mish2, kernel_initializer=Even(0.2))(i)
gate = Gate(keras.activations.tanh)
model = keras.Model(i, layers.Dense(2)(gate(gate(i, b=x, flip=True), x)))
"""

TEXTS = {
    "own layer with weights": _POSITIONS,
    "own layer three times": _SCALES,
    "own cells": _CELLS,
    "own functions and initializers": _FUNCTIONS,
}
"""Each makes a `model`."""
