"""Layers, arguments and numbers in the many ways in which people write them."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import Layer, SubModel
from model_codegen.importers import from_source
from tests.importers.source.readings import HEAD, classes, config, warnings

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    ("scale", "value"),
    [
        ("ops.sqrt(64.0)", 8.0),
        ("ops.sqrt(ops.cast(64, 'float32'))", 8.0),
        ("tf.math.sqrt(tf.cast(tf.shape(x)[-1], tf.float32))", 2.0),
        ("tf.cast(8, tf.float32)", 8.0),
        ("float(np.linspace(0, 8, 5)[-1])", 8.0),
        ("ops.power(2, 3)", 8),
        ("tf.math.reduce_prod([2, 2, 2]).numpy()", 8),
    ],
)
def test_functions_of_numbers_are_numbers(scale: str, value: float) -> None:
    result = from_source(f"""{HEAD}import tensorflow as tf, numpy as np
x = keras.Input((3, 4))
model = keras.Model(x, x / {scale})
""")
    assert result.design.main.nodes["true_divide"].args[1:] == (value,)
    assert warnings(result) == []


@pytest.mark.parametrize(
    ("given", "class_name", "kept"),
    [
        ("tf.random_normal_initializer(0., 0.02)", "RandomNormal", {"mean": 0.0, "stddev": 0.02}),
        ("tf.initializers.zeros()", "Zeros", {}),
        ("tf.keras.initializers.zeros", "Zeros", {}),
        ("tf.constant_initializer(0.5)", "Constant", {"value": 0.5}),
        (
            '{"class_name": "VarianceScaling", "config": {"mode": "fan_out"}}',
            "VarianceScaling",
            {"mode": "fan_out"},
        ),
    ],
)
def test_initializers_of_every_spelling(given: str, class_name: str, kept: object) -> None:
    result = from_source(f"""import tensorflow as tf
x = tf.keras.Input((3,))
model = tf.keras.Model(x, tf.keras.layers.Dense(2, kernel_initializer={given})(x))
""")
    wanted = {"class_name": f"keras.initializers.{class_name}", "config": kept}
    assert config(result, "dense") == {"units": 2, "kernel_initializer": wanted}
    assert not analyse(result.design).errors


def test_arguments_of_the_first_keras() -> None:
    result = from_source("""from keras.layers.convolutional import Convolution2D
from keras.models import Sequential
model = Sequential()
model.add(Convolution2D(32, 3, 5, border_mode='same', subsample=(2, 2), dim_ordering='tf',
                        input_shape=(28, 28, 1)))
""")
    assert config(result, "conv2d") == {
        "filters": 32, "kernel_size": [3, 5], "padding": "same", "strides": [2, 2],
        "data_format": "channels_last",
    }  # fmt: skip


def test_functions_of_layers_come_with_a_star() -> None:
    result = from_source("""from keras.models import *
from keras.layers import *
inputs = Input((8, 8, 1))
left, right = Conv2D(4, 3)(inputs), Conv2D(4, 3)(inputs)
merged = concatenate([left, right], axis=3)
model = Model(inputs=inputs, outputs=add([merged, merged]))
""")
    assert classes(result) == ["Input", "Conv2D", "Conv2D", "Concatenate", "Add"]


@pytest.mark.parametrize(
    "noise",
    [
        "K.random_normal(shape=(K.shape(mean)[0], 2), mean=0., stddev=1.)",
        "tf.random.normal(tf.shape(mean))",
        "keras.random.normal(ops.shape(mean))",
    ],
)
def test_sampling_in_a_lambda_is_code_of_the_design(noise: str) -> None:
    result = from_source(f"""{HEAD}import tensorflow as tf
from keras import backend as K
def sampling(args):
    mean, variance = args
    return mean + ops.exp(variance / 2) * {noise}
x = keras.Input((4,))
mean, variance = layers.Dense(2)(x), layers.Dense(2)(x)
z = layers.Lambda(sampling, output_shape=(2,), name="z")([mean, variance])
model = keras.Model(x, z)
""")
    assert [*result.design.main.nodes] == ["input_layer", "dense", "dense_1", "z"]
    assert f"return mean + ops.exp(variance / 2) * {noise}" in result.design.code
    assert warnings(result) == []


def test_a_layer_that_calls_the_one_it_derives_from() -> None:
    result = from_source(f"""{HEAD}
class MCDropout(layers.Dropout):
    def call(self, inputs, training=None):
        return super().call(inputs, training=True)
first, last = layers.Dropout(0.1), layers.Dropout(0.3)
model = keras.Sequential([keras.Input((3,)), first, MCDropout(0.2), last])
""")
    made = result.design.main.operations["mc_dropout"]
    assert isinstance(made, SubModel)
    inside = result.design.models[made.model]
    assert inside.nodes["dropout"].kwargs == {"training": True}
    dropout = inside.operations["dropout"]
    assert isinstance(dropout, Layer)
    assert dropout.config == {"rate": 0.2}
    # The inner layer takes no name from those outside.
    assert [*result.design.main.nodes][1:] == ["dropout", "mc_dropout", "dropout_1"]
    assert warnings(result) == []


def test_inputs_that_a_layer_calls_nothing_have_names_of_their_own() -> None:
    result = from_source(f"""{HEAD}
class Scale(layers.Layer):
    def call(self, inputs):
        return inputs[0] + inputs[1] * 0.5
a, b = keras.Input((3,)), keras.Input((3,))
model = keras.Model([a, b], Scale()([a, b]))
""")
    assert not analyse(result.design).errors
