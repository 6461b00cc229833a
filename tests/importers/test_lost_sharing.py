"""What is one object for Keras and copies in a design is told, with Keras' own figure."""

from __future__ import annotations

from typing import Any

import keras
import pytest

from model_codegen.analysis import analyse
from model_codegen.importers import from_model, from_source
from model_codegen.importers.import_result import ImportResult

pytestmark = pytest.mark.keras

SHARED = {
    "inside_and_outside": (
        'shared = layers.Dense(4, name="shared")\n'
        "a = keras.Input((4,))\n"
        'block = keras.Model(a, shared(a), name="block")\n'
        "i = keras.Input((4,))\n"
        "model = keras.Model(i, layers.Add()([block(i), shared(i)]))\n",
        (20, 40),
        "`shared` is one layer in the model itself and in `block`.",
        ("shared",),
    ),
    "outside_first": (
        'shared = layers.Dense(4, name="shared")\n'
        "i = keras.Input((4,))\n"
        "y = shared(i)\n"
        'block = keras.Sequential([keras.Input((4,)), shared], name="block")\n'
        "model = keras.Model(i, layers.Add()([block(i), y]))\n",
        (20, 40),
        "`shared` is one layer in the model itself and in `block`.",
        ("shared",),
    ),
    "three_levels": (
        "a = keras.Input((8,))\n"
        'block = keras.Model(a, layers.Dense(4)(a), name="block")\n'
        "b = keras.Input((8,))\n"
        'outer = keras.Model(b, layers.Dense(4)(block(b)), name="outer")\n'
        "i = keras.Input((8,))\n"
        "model = keras.Model(i, layers.Add()([outer(i), block(i)]))\n",
        (56, 92),
        "`block` is one layer in the model itself and in `outer`.",
        ("block",),
    ),
    "a_part_of_itself": (
        "i = keras.Input((10,))\n"
        'h = layers.Dense(10, name="h")(i)\n'
        'part = keras.Model(i, h, name="part")\n'
        "model = keras.Model(i, layers.Add()([part(i), h]))\n",
        (110, 220),
        "`h` is one layer in the model itself and in `part`.",
        ("h",),
    ),
    "several_layers": (
        "i = keras.Input((10,))\n"
        'h = layers.Dense(10, name="a")(i)\n'
        'h = layers.Dense(10, name="b")(layers.ReLU(name="r")(h))\n'
        'part = keras.Model(i, h, name="part")\n'
        "model = keras.Model(i, layers.Add()([part(i), h]))\n",
        (220, 440),
        "`a` and `b` are the same layers in the model itself and in `part`.",
        ("a", "b"),
    ),
    "two_blocks_of_one_function": (
        'shared = layers.Dense(4, name="shared")\n'
        "def make(name):\n"
        "    a = keras.Input((4,), name='a')\n"
        "    return keras.Model(a, shared(a), name=name)\n"
        "i = keras.Input((4,))\n"
        'model = keras.Model(i, layers.Add()([make("left")(i), make("right")(i)]))\n',
        (20, 40),
        "`shared` is one layer in",
        ("shared",),
    ),
    "inside_a_wrapper_and_bare": (
        'shared = layers.Dense(4, name="shared")\n'
        "i = keras.Input((3, 4))\n"
        'x = layers.TimeDistributed(shared, name="each")(i)\n'
        "model = keras.Model(i, shared(x))\n",
        (20, 40),
        "One layer is used as `each` in the model itself and as `shared` in the model itself.",
        ("each", "shared"),
    ),
    "one_cell_twice": (
        'cell = layers.LSTMCell(6, dropout=0.5, name="cell")\n'
        "i = keras.Input((5, 6))\n"
        'model = keras.Model(i, layers.RNN([cell] * 2, name="rnn")(i))\n',
        (312, 624),
        "`rnn` stacks the cell `cell` 2 times, as one object.",
        ("rnn",),
    ),
    "one_cell_twice_in_a_block": (
        'cell = layers.LSTMCell(6, name="cell")\n'
        "a = keras.Input((5, 6))\n"
        'block = keras.Model(a, layers.RNN([cell, cell], name="rnn")(a), name="block")\n'
        "i = keras.Input((5, 6))\n"
        "model = keras.Model(i, block(i))\n",
        (312, 624),
        "`rnn` stacks the cell `cell` 2 times, as one object.",
        ("rnn",),
    ),
    "one_cell_around_another": (
        'cell = layers.LSTMCell(6, name="cell")\n'
        "stack = layers.StackedRNNCells([cell, layers.GRUCell(6), cell])\n"
        "i = keras.Input((5, 6))\n"
        'model = keras.Model(i, layers.RNN(stack, name="rnn")(i))\n',
        (564, 876),
        "`rnn` stacks the cell `cell` 2 times, as one object.",
        ("rnn",),
    ),
}

APART = {
    "one graph": (
        "d = layers.Dense(4)\ni = keras.Input((4,))\n"
        "model = keras.Model(i, d(layers.ReLU()(d(i))))\n"
    ),
    "nothing to share": (
        "r = layers.ReLU()\na = keras.Input((4,))\nblock = keras.Model(a, r(layers.Dense(4)(a)))\n"
        "i = keras.Input((4,))\nmodel = keras.Model(i, layers.Add()([block(i), r(i), block(i)]))\n"
    ),
    "copies": (
        "def make(name):\n"
        '    a = keras.Input((4,), name="a")\n'
        '    return keras.Model(a, layers.Dense(4, name="d")(a), name=name)\n'
        "i = keras.Input((4,))\n"
        'model = keras.Model(i, layers.Add()([make("left")(i), make("right")(i)]))\n'
    ),
    "cells": (
        "i = keras.Input((5, 6))\n"
        "cells = [layers.GRUCell(6), layers.GRUCell(6)]\n"
        "model = keras.Model(i, layers.RNN(cells)(i))\n"
    ),
    "cells copied by a wrapper": (
        "cell = layers.GRUCell(6)\ni = keras.Input((5, 6))\n"
        "model = keras.Model(i, layers.Bidirectional(layers.RNN([cell, cell]))(i))\n"
    ),
    "copied by a wrapper": (
        "f = layers.LSTM(3)\ni = keras.Input((5, 6))\n"
        "model = keras.Model(i, layers.Add()([layers.Bidirectional(f, 'sum')(i), f(i)]))\n"
    ),
}


def read(body: str, way: str) -> tuple[ImportResult, int]:
    """What is read of a text, and how many parameters Keras counts."""
    names: dict[str, Any] = {}
    text = f"import keras\nfrom keras import layers\n\n{body}"
    exec(text, names)
    model = names["model"]
    found = from_model(model) if way == "live" else from_source(text)
    return found, model.count_params()


@pytest.mark.parametrize("way", ["live", "text"])
@pytest.mark.parametrize("name", sorted(SHARED))
def test_what_is_shared_across_borders_is_told_with_both_figures(name: str, way: str) -> None:
    body, (right, copied), said, nodes = SHARED[name]
    found, params = read(body, way)
    assert params == right
    (told,) = found.diagnostics
    assert (told.code, told.severity, told.nodes) == ("sharing-lost", "warning", nodes)
    assert said in told.message
    assert told.message.endswith(f": {copied} parameters, where Keras has {right}.")
    analysis = analyse(found.design)
    assert (analysis.errors, analysis.total_params) == ((), copied)


class OwnStack(keras.layers.Layer):  # type: ignore[misc]
    """A layer with a loop of its own, which is kept as a placeholder."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        cell = keras.layers.GRUCell(6)
        self.stack = keras.layers.StackedRNNCells([cell, cell])
        self.scale = self.add_weight(shape=())

    def call(self, x: Any) -> Any:
        state = self.stack.get_initial_state(1)
        return x * self.scale + self.stack(keras.ops.zeros((1, 6)), state)[0][:, None]


def test_a_placeholder_has_the_weights_of_what_it_stands_for() -> None:
    i = keras.Input((5, 6))
    model = keras.Model(i, OwnStack(name="own")(i))
    found = from_model(model)
    assert [note.code for note in found.diagnostics] == ["placeholder"]
    assert analyse(found.design).total_params == model.count_params()


@pytest.mark.parametrize("way", ["live", "text"])
@pytest.mark.parametrize("name", sorted(APART))
def test_nothing_is_told_where_nothing_is_lost(name: str, way: str) -> None:
    found, params = read(APART[name], way)
    assert found.diagnostics == ()
    assert analyse(found.design).total_params == params
