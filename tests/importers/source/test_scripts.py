"""What a script leaves to others: data, options of the command line, hyperparameters."""

from __future__ import annotations

from pathlib import Path

import pytest

from model_codegen.analysis import analyse
from model_codegen.importers import from_source
from tests.importers.source.readings import HEAD, MODEL, classes, config, warnings

pytestmark = pytest.mark.keras


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


@pytest.mark.parametrize(
    ("script", "remarks", "last"),
    [
        ("tuner", 0, "Dense"),
        ("command_line", 0, "Dense"),
        ("data_shapes", 0, "Dense"),
        ("lambdas", 0, "Dense"),
    ],
)
def test_scripts_that_are_more_than_a_model(script: str, remarks: int, last: str) -> None:
    text = (Path(__file__).parent / "scripts" / f"{script}.py").read_text("utf-8")
    result = from_source(text)
    assert len(warnings(result)) == remarks, warnings(result)
    assert classes(result)[-1] == last
    assert not analyse(result.design).errors
