"""One object in several places is one: from the live model, a `.keras` file and a text."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import keras
import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import Layer
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.importers import from_config, from_file, from_model, from_source
from model_codegen.importers.saved.shared_marks import shared_layers

pytestmark = [
    pytest.mark.keras,
    # Of Keras, when it saves under NumPy 2.
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword"),
]

SHARED = {
    "inside_and_outside": (
        'shared = layers.Dense(4, name="shared")\n'
        "a = keras.Input((4,))\n"
        'block = keras.Model(a, shared(a), name="block")\n'
        "i = keras.Input((4,))\n"
        "model = keras.Model(i, layers.Add()([block(i), shared(i)]))\n",
        20,
    ),
    "outside_first": (
        'shared = layers.Dense(4, name="shared")\n'
        "i = keras.Input((4,))\n"
        "y = shared(i)\n"
        'block = keras.Sequential([keras.Input((4,)), shared], name="block")\n'
        "model = keras.Model(i, layers.Add()([block(i), y]))\n",
        20,
    ),
    "three_levels": (
        "a = keras.Input((8,))\n"
        'block = keras.Model(a, layers.Dense(4)(a), name="block")\n'
        "b = keras.Input((8,))\n"
        'outer = keras.Model(b, layers.Dense(4)(block(b)), name="outer")\n'
        "i = keras.Input((8,))\n"
        "model = keras.Model(i, layers.Add()([outer(i), block(i)]))\n",
        56,
    ),
    "a_part_of_itself": (
        "i = keras.Input((10,))\n"
        'h = layers.Dense(10, name="h")(i)\n'
        'part = keras.Model(i, h, name="part")\n'
        "model = keras.Model(i, layers.Add()([part(i), h]))\n",
        110,
    ),
    "several_layers": (
        "i = keras.Input((10,))\n"
        'h = layers.Dense(10, name="a")(i)\n'
        'h = layers.Dense(10, name="b")(layers.ReLU(name="r")(h))\n'
        'part = keras.Model(i, h, name="part")\n'
        "model = keras.Model(i, layers.Add()([part(i), h]))\n",
        220,
    ),
    "two_blocks_of_one_function": (
        'shared = layers.Dense(4, name="shared")\n'
        "def make(name):\n"
        "    a = keras.Input((4,), name='a')\n"
        "    return keras.Model(a, shared(a), name=name)\n"
        "i = keras.Input((4,))\n"
        'model = keras.Model(i, layers.Add()([make("left")(i), make("right")(i)]))\n',
        20,
    ),
    "inside_a_wrapper_and_bare": (
        'shared = layers.Dense(4, name="shared")\n'
        "i = keras.Input((3, 4))\n"
        'x = layers.TimeDistributed(shared, name="each")(i)\n'
        "model = keras.Model(i, shared(x))\n",
        20,
    ),
    "one_cell_twice": (
        'cell = layers.LSTMCell(6, dropout=0.5, name="cell")\n'
        "i = keras.Input((5, 6))\n"
        'model = keras.Model(i, layers.RNN([cell] * 2, name="rnn")(i))\n',
        312,
    ),
    "one_cell_twice_in_a_block": (
        'cell = layers.LSTMCell(6, name="cell")\n'
        "a = keras.Input((5, 6))\n"
        'block = keras.Model(a, layers.RNN([cell, cell], name="rnn")(a), name="block")\n'
        "i = keras.Input((5, 6))\n"
        "model = keras.Model(i, block(i))\n",
        312,
    ),
    "one_cell_around_another": (
        'cell = layers.LSTMCell(6, name="cell")\n'
        "stack = layers.StackedRNNCells([cell, layers.GRUCell(6), cell])\n"
        "i = keras.Input((5, 6))\n"
        'model = keras.Model(i, layers.RNN(stack, name="rnn")(i))\n',
        564,
    ),
}

APART = {
    "one graph": (
        "d = layers.Dense(4)\ni = keras.Input((4,))\n"
        "model = keras.Model(i, d(layers.ReLU()(d(i))))\n"
    ),
    "nothing with weights": (
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


def live(body: str) -> tuple[Any, str]:
    text = f"import keras\nfrom keras import layers\n\n{body}"
    names: dict[str, Any] = {}
    exec(text, names)
    return names["model"], text


@pytest.mark.parametrize("name", [*SHARED, *APART])
def test_one_object_is_one_from_live_model_file_and_text(name: str, tmp_path: Path) -> None:
    body = SHARED[name][0] if name in SHARED else APART[name]
    model, text = live(body)
    if name in SHARED:
        assert model.count_params() == SHARED[name][1]
    path = tmp_path / "model.keras"
    model.save(path)
    found = {
        "live": from_model(model),
        "file": from_file(path),
        "text": from_source(text),
    }
    wanted = normal_form(found["live"].design)
    for way, result in found.items():
        analysis = analyse(result.design)
        assert (analysis.errors, result.diagnostics) == ((), ()), way
        assert analysis.total_params == model.count_params(), way
        has = any("ReLU" not in repr(o) for o in result.design.operations.values())
        assert has == (name in SHARED), way
        if way == "file":
            assert normal_form(result.design) == wanted


def test_a_mark_without_a_partner_means_the_like_before_it(tmp_path: Path) -> None:
    model, _ = live(SHARED["inside_and_outside"][0])
    model.save(tmp_path / "model.keras")
    value = json.loads(zipfile.ZipFile(tmp_path / "model.keras").read("config.json"))
    assert [*shared_layers(value).values] == ["shared"]
    assert len(shared_layers(value).ids) == 2
    marked = value["config"]["layers"][2]
    assert "shared_object_id" in marked
    # One that is not alike is another layer, and so is one that bears no mark.
    marked["config"]["units"] = 5
    assert shared_layers(value).ids == {}
    marked["config"]["units"] = 4
    del marked["shared_object_id"]
    assert shared_layers(value).ids == {}


def test_a_file_whose_models_contain_each_other_is_a_sentence() -> None:
    """No program writes this; whoever does gets a finding, and never a hang."""

    def model(inner: dict[str, Any]) -> dict[str, Any]:
        layers = [
            {"class_name": "InputLayer", "config": {"batch_shape": [None, 4], "name": "i"}},
            inner,
        ]
        config = {"name": "m", "layers": layers}
        return {"module": "keras", "class_name": "Sequential", "config": config, "object": 7}

    dense = {"module": "keras.layers", "class_name": "Dense", "config": {"name": "d", "units": 4}}
    read = from_config(model(model(model(dense))))
    codes = {found.code for found in analyse(read.design).errors}
    assert "recursive-model" in codes or "broken-block" in codes


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

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "stack": keras.saving.serialize_keras_object(self.stack)}


def test_a_placeholder_has_the_weights_of_what_it_stands_for() -> None:
    i = keras.Input((5, 6))
    model = keras.Model(i, OwnStack(name="own")(i))
    found = from_model(model)
    assert [note.code for note in found.diagnostics] == ["placeholder"]
    assert analyse(found.design).total_params == model.count_params()
    own = found.design.main.operations["own"]
    assert isinstance(own, Layer)
    assert "object" not in repr(own.config)
