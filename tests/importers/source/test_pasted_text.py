"""What surrounds a model where people copy it from, and what a text leaves to others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from model_codegen.analysis import analyse
from model_codegen.design.errors import DesignError
from model_codegen.design.graph import Layer, SubModel, TensorRef
from model_codegen.importers import ImportResult, from_source

pytestmark = pytest.mark.keras

MODEL = "model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])"
HEAD = "import keras\nfrom keras import layers, ops\n"


def classes(result: ImportResult) -> list[str]:
    made = (result.design.main.operations[key] for key in result.design.main.nodes)
    return [o.class_name.rpartition(".")[2] for o in made if isinstance(o, Layer)]


def config(result: ImportResult, key: str) -> object:
    found = result.design.main.operations[key]
    assert isinstance(found, Layer)
    return found.config


def warnings(result: ImportResult) -> list[str]:
    return [d.message for d in result.diagnostics if d.severity == "warning"]


@pytest.mark.parametrize(
    "text",
    [
        f"Try this:\n\n```python\nimport keras\n{MODEL}\n```\n\nIt's fine.",
        f"```\n{MODEL}\n```\nand\n```bash\npip install keras\n```",
        f"~~~ python\n{MODEL}",
        MODEL.replace(" ", "\u00a0"),
        f"import keras\n    \u200b\n{MODEL}\ufeff",
        f"%%time\n!pip install keras \\\n    tensorflow \\\n  --quiet 'x\n{MODEL}",
        json.dumps(
            {
                "nbformat": 4,
                "cells": [
                    {"cell_type": "markdown", "source": ["# Keras"]},
                    {"cell_type": "code", "source": ["%%bash\n", "ls 'x"]},
                    {"cell_type": "code", "source": ["import keras\n", MODEL]},
                ],
            }
        ),
    ],
    ids=["markdown", "fences", "open fence", "no-break space", "zero width", "magic",
         "notebook"],
)  # fmt: skip
def test_what_is_around_a_model_is_no_matter(text: str) -> None:
    result = from_source(text)
    assert classes(result) == ["Input", "Dense"]
    assert warnings(result) == []


def test_what_stands_below_a_prompt_is_its_answer_up_to_an_empty_line() -> None:
    result = from_source(f""">>> import keras
>>> keras.__version__
3.0

>>> for units in (3, 4):
...     print(units)
3
4

{MODEL}
""")
    assert classes(result) == ["Input", "Dense"]
    assert warnings(result) == []


def test_what_python_says_ends_a_sentence_once() -> None:
    with pytest.raises(DesignError, match=r"Perhaps you forgot a comma\.$"):
        from_source("x = keras.Dense(4 5)")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("x = 1\n    break", 1),
        ("break", 0),
        ("print(1)", 0),
        ("model.add(keras.layers.Dense(2))", 1),
    ],
)
def test_a_condition_that_is_not_known_is_told_where_it_matters(body: str, told: int) -> None:
    result = from_source(f"""import os
{HEAD}model = keras.Sequential([keras.Input((3,)), layers.Dense(2)])
for i in range(3):
    if os.path.exists(str(i)):
        {body.replace("    ", "        ")}
""")
    assert len(warnings(result)) == told


def test_quotes_of_a_word_processor_are_quotes() -> None:
    result = from_source(f"{HEAD}x = layers.Dense(4, activation=\u201crelu\u201d)(inputs)")
    assert config(result, "dense") == {"units": 4, "activation": "relu"}


def test_lines_that_are_no_python_are_told_and_the_rest_is_drawn() -> None:
    result = from_source("""Why does it not train?
import keras
def build():
    Here it is:
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
model = build()

ValueError: no gradients provided
for any variable
""")
    assert classes(result) == ["Input", "Dense"]
    told = [d for d in result.diagnostics if d.code == "no-python"]
    assert [d.message.partition(":")[0] for d in told] == ["Line 1", "Line 4", "Line 8"]
    assert result.lines["main"]["dense"] == 5


def test_a_line_that_is_indented_like_no_other_is_passed_over() -> None:
    result = from_source(f"{HEAD}if True:\n        x = 1\n    y = 2\n{MODEL}\n")
    assert classes(result) == ["Input", "Dense"]
    (told,) = warnings(result)
    assert told.startswith("Line 5: this is no Python, and passed over: unindent")


def test_the_first_line_at_fault_is_told_where_nothing_is_left() -> None:
    with pytest.raises(DesignError, match="Line 2: this is no Python"):
        from_source("import keras\nmodel = keras.Sequential([keras.layers.Dense(2)\n")


def test_code_that_works_on_data_for_long_does_not_hide_the_model() -> None:
    loops = "\n".join(
        f"total = 0\nfor i in range(3000):\n    for j in range(3000):\n        total += {n} * i"
        for n in range(5)
    )
    result = from_source(f"{loops}\n{HEAD}{MODEL}\nd = layers.Dense(total)(model.output)\n"
                         "other = keras.Model(model.input, d)")  # fmt: skip
    assert result.models == ("model", "other")
    # What the loop would have come to is not known.
    assert "units" not in config(result, "dense_1")  # type: ignore[operator]


def test_a_generator_is_passed_over() -> None:
    result = from_source(f"""{HEAD}
def batches(data):
    i = 0
    while True:
        i += 1
        yield data[i]
train = batches([1, 2])
{MODEL}
""")
    assert warnings(result) == []
    assert classes(result) == ["Input", "Dense"]


def test_every_reading_takes_the_same_steps() -> None:
    text = f"""{HEAD}
x = keras.Input((8,))
for i in range(100000):
    x = layers.Dense(i % 7 + 1, activation="relu" if i % 2 else None)(x)
    y = ops.shape(x)
model = keras.Model(x, x)
"""
    first, second = from_source(text), from_source(text)
    assert [d.message for d in first.diagnostics] == [d.message for d in second.diagnostics]


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


@pytest.mark.parametrize(
    ("signature", "first", "names"),
    [
        ("inputs", "a, b = inputs", ["a", "b"]),
        ("inputs", "a, b = inputs['left'], inputs['right']", ["left", "right"]),
        ("a, b, training=False", "pass", ["a", "b"]),
        ("inputs", "a = b = inputs", ["input_layer"]),
    ],
)
def test_a_model_that_nobody_calls_tells_its_inputs(
    signature: str, first: str, names: list[str]
) -> None:
    result = from_source(f"""{HEAD}
class Pair(keras.Model):
    def __init__(self):
        super().__init__()
        self.merge = layers.Concatenate()
    def call(self, {signature}):
        {first}
        return self.merge([a, b])
model = Pair()
""")
    main = result.design.main
    inputs = [key for key, made in main.operations.items() if "Input" in str(made)]
    assert [main.operations[key].name for key in inputs] == names  # type: ignore[union-attr]
    merged = main.nodes["concatenate"].args[0]
    assert isinstance(merged, list)
    assert {ref.node for ref in merged if isinstance(ref, TensorRef)} == set(inputs)


def test_inputs_that_a_layer_calls_nothing_have_names_of_their_own() -> None:
    result = from_source(f"""{HEAD}
class Scale(layers.Layer):
    def call(self, inputs):
        return inputs[0] + inputs[1] * 0.5
a, b = keras.Input((3,)), keras.Input((3,))
model = keras.Model([a, b], Scale()([a, b]))
""")
    assert not analyse(result.design).errors


def test_hyperparameters_are_taken_at_their_defaults() -> None:
    result = from_source(f"""{HEAD}import keras_tuner
def build_model(hp):
    model = keras.Sequential([keras.Input((3,))])
    for i in range(hp.Int("layers", 2, 5)):
        model.add(layers.Dense(hp.Choice("units", [16, 32], default=32)))
    if hp.Boolean("dropout"):
        model.add(layers.Dropout(hp.Float("rate", 0.1, 0.5)))
    return model
tuner = keras_tuner.RandomSearch(build_model, objective="val_loss")
""")
    assert classes(result) == ["Input", "Dense", "Dense"]
    assert config(result, "dense") == {"units": 32}
    assert warnings(result) == []


def test_options_of_the_command_line_have_their_defaults() -> None:
    result = from_source(f"""{HEAD}import argparse
parser = argparse.ArgumentParser()
parser.add_argument("-u", "--hidden-units", type=int, default=64)
parser.add_argument("--deep", action="store_true")
parser.add_argument("--weights")
parser.add_argument("--classes", type=int, required=True)
args = parser.parse_args()
x = keras.Input((3,))
y = layers.Dense(args.hidden_units)(x)
if args.deep or args.weights is not None:
    y = layers.Dense(1)(y)
model = keras.Model(x, layers.Dense(args.classes)(y))
""")
    assert config(result, "dense") == {"units": 64}
    (left,) = warnings(result)
    assert "`dense_1`: `units` is left open: the option `--classes` has no default" in left


@pytest.mark.parametrize(
    ("data", "shape", "units"),
    [
        ("X, y = np.random.rand(100, 20), np.random.randint(0, 5, (100, 4))", [20], 4),
        ("X, y = np.array([[1, 2, 3]]), np.asarray([[1, 0]])", [3], 2),
        (
            "(X, y), _ = keras.datasets.cifar10.load_data()\ny = keras.utils.to_categorical(y, 10)",
            [32, 32, 3],
            10,
        ),
    ],
)
def test_shapes_of_data_are_known_as_far_as_they_are_told(
    data: str, shape: list[int], units: int
) -> None:
    result = from_source(f"""{HEAD}import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
{data}
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)
X_train = StandardScaler().fit_transform(X_train)
model = keras.Sequential([keras.Input(X_train.shape[1:]), layers.Dense(y_train.shape[1])])
""")
    assert config(result, "input_layer") == {"shape": shape}
    assert config(result, "dense") == {"units": units}


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


@pytest.mark.parametrize(
    ("script", "remarks", "last"),
    [
        ("tuner", 0, "Dense"),
        ("command_line", 0, "Dense"),
        ("data_shapes", 0, "Dense"),
        ("lambdas", 1, "Dense"),
    ],
)
def test_scripts_that_are_more_than_a_model(script: str, remarks: int, last: str) -> None:
    text = (Path(__file__).parent / "scripts" / f"{script}.py").read_text("utf-8")
    result = from_source(text)
    assert len(warnings(result)) == remarks, warnings(result)
    assert classes(result)[-1] == last
    assert not analyse(result.design).errors


@pytest.mark.parametrize(
    ("made", "name"),
    [
        ("model = keras.applications.ResNet50(weights='imagenet')", "resnet50"),
        ("base = keras.applications.MobileNet(include_top=False)\nbase.predict(x)", "mobilenet"),
    ],
)
def test_a_model_of_the_applications_alone(made: str, name: str) -> None:
    result = from_source(f"import keras\n{made}\n")
    assert result.models == (made.partition(" ")[0],)
    main = result.design.main
    assert len(main.nodes) == 2
    assert any(name in key for key in main.nodes)
    assert not analyse(result.design).errors


def test_of_functions_that_nobody_calls_every_model_can_be_chosen() -> None:
    result = from_source(f"""{HEAD}
def block(x, units):
    return layers.Dense(units)(layers.Flatten()(x))

def small_model():
    x = keras.Input((4, 4))
    return keras.Model(x, block(x, 2))

def large_model():
    base = small_model()
    return keras.Sequential([base, layers.Dense(8)])

def other_model(units):
    return keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.Dense(units)])

other_model = KerasClassifier(build_fn=other_model, epochs=100)
""")
    assert result.models == ("large_model", "other_model")
    assert [*result.design.main.nodes] == ["input_layer", "dense", "dense_1"]
    assert len(warnings(result)) == 1  # of the units
    large = from_source(
        "import keras\ndef a():\n    return keras.Sequential([keras.layers.Dense(1)])\n"
        "def b():\n    return keras.Sequential([keras.layers.Dense(2)])\n",
        "a",
    )
    assert config(large, "dense") == {"units": 1}


def test_a_class_that_only_holds_a_model_is_made() -> None:
    result = from_source(f"""{HEAD}
class GAN:
    def __init__(self, shape, latent=8):
        self.generator = self.build_generator(latent)
    def build_generator(self, latent):
        return keras.Sequential([keras.Input((latent,)), layers.Dense(16)])
""")
    assert classes(result) == ["Input", "Dense"]
    assert warnings(result) == []


@pytest.mark.parametrize(
    "noise",
    [
        "K.random_normal(shape=(K.shape(mean)[0], 2), mean=0., stddev=1.)",
        "tf.random.normal(tf.shape(mean))",
        "keras.random.normal(ops.shape(mean))",
    ],
)
def test_sampling_in_a_lambda_is_one_placeholder(noise: str) -> None:
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
    (told,) = warnings(result)
    assert "`Lambda` is code: it uses random numbers" in told


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
    ("data", "classes"),
    [
        ("from sklearn.datasets import load_iris\nX, y = load_iris(return_X_y=True)", 3),
        ("from sklearn import datasets\nd = datasets.load_digits()\nX, y = d.data, d.target", 10),
        (
            "(X, y), _ = keras.datasets.mnist.load_data()\nX = np.expand_dims(X, -1) / 255.0",
            10,
        ),
    ],
)
def test_how_many_classes_there_are_is_known_of_well_known_data(data: str, classes: int) -> None:
    for count in ("len(np.unique(y))", "np.max(y) + 1", "keras.utils.to_categorical(y).shape[1]"):
        result = from_source(f"""{HEAD}import numpy as np
{data}
model = keras.Sequential([keras.Input(X.shape[1:]), layers.Flatten(), layers.Dense({count})])
""")
        assert config(result, "dense") == {"units": classes}, count
