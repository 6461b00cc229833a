"""One model is one design: live, from `.keras`, from JSON and from text, with Keras' own figures.

Each text is run by Keras, which says what is right, and read four ways.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import keras
import pytest

from model_codegen.analysis import analyse
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import Design
from model_codegen.emitters import emit
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.importers import from_file, from_model, from_source
from model_codegen.verify.prove import prove

pytestmark = [
    pytest.mark.keras,
    # Of Keras, when it saves under NumPy 2.
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword"),
]

STATEFUL = {
    "stateful_lstm": (
        "model = keras.Sequential([\n"
        "    keras.Input(batch_shape=(1, 1, 7)),\n"
        "    layers.LSTM(4, stateful=True), layers.Dense(1)])\n",
        197,
    ),
    "stateful_gru": (
        "model = keras.Sequential([\n"
        "    keras.Input(batch_shape=(1, 1, 7)), layers.GRU(4, stateful=True), layers.Dense(1)])\n",
        161,
    ),
    "stateful_bidirectional": (
        "model = keras.Sequential([\n"
        "    keras.Input(batch_shape=(1, 3, 2)),\n"
        "    layers.Bidirectional(layers.LSTM(1, stateful=True)),\n"
        "    layers.Dense(1, use_bias=False),\n"
        "    layers.Dense(1, use_bias=False)])\n",
        35,
    ),
    "stateful_stack": (
        "i = keras.Input(batch_shape=(2, 5, 8))\n"
        "cells = [layers.LSTMCell(4), layers.GRUCell(4)]\n"
        "model = keras.Model(i, layers.RNN(cells, stateful=True)(i))\n",
        328,
    ),
    "stateful_convolution": (
        "i = keras.Input(batch_shape=(1, 3, 6, 6, 3))\n"
        "model = keras.Model(i, layers.ConvLSTM2D(4, 3, stateful=True)(i))\n",
        1024,
    ),
    "stateful_mixed": (
        'keras.config.set_dtype_policy("mixed_float16")\n'
        "i = keras.Input(batch_shape=(2, 5, 8))\n"
        "model = keras.Model(i, layers.SimpleRNN(3, stateful=True, return_state=True)(i))\n",
        36,
    ),
}

QUANTIZED = {
    "quantized_layers": (
        "i = keras.Input((16,))\n"
        'x = layers.Dense(16, dtype="int8_from_float32")(i)\n'
        'x = layers.Dense(8, dtype="int8_from_float32")(x)\n'
        "model = keras.Model(i, layers.LayerNormalization()(x))\n",
        448,
    ),
    "quantized_float8": (
        "model = keras.Sequential([\n"
        "    keras.Input((7,), dtype='int32'),\n"
        '    layers.Embedding(5, 4, dtype="int8_from_float32"),\n'
        "    layers.TimeDistributed(\n"
        '        layers.Dense(3, dtype="float8_from_float32"), dtype="float32")])\n',
        3_115,
    ),
}

TREES = {
    "states_in_lists": (
        "i = keras.Input((5, 10))\n"
        "cells = [layers.LSTMCell(10), layers.LSTMCell(10)]\n"
        "out, s1, s2 = layers.RNN(cells, return_state=True)(i)\n"
        "model = keras.Model(i, layers.Concatenate()([out, s1[0], s2[1]]))\n",
        1_680,
    ),
    "states_in_lists_and_bare": (
        "i = keras.Input((5, 10))\n"
        "cells = [layers.LSTMCell(10), layers.GRUCell(6)]\n"
        "out, (h, c), g = layers.RNN(cells, return_state=True)(i)\n"
        "again = [layers.LSTMCell(10), layers.GRUCell(6)]\n"
        "y = layers.RNN(again)(i, initial_state=[[h, c], g])\n"
        "model = keras.Model(i, [out, [h, g], y])\n",
        2_328,
    ),
    "one_cell_in_a_list": (
        "i = keras.Input((5, 10))\n"
        "out, s = layers.RNN([layers.LSTMCell(10)], return_state=True)(i)\n"
        "model = keras.Model(i, layers.Concatenate()([out, s[1]]))\n",
        840,
    ),
    "returns_a_dict": (
        "i = keras.Input((8, 8, 3))\n"
        'x = layers.RandomFlip()({"images": i})\n'
        'model = keras.Model(i, layers.Conv2D(2, 3)(x["images"]))\n',
        56,
    ),
}

NESTED = {
    "model_of_a_list_called_bare": (
        "a = keras.Input((10,))\n"
        "sub = keras.Model([a], layers.Dense(10)(a))\n"
        "x = keras.Input((10,))\n"
        "model = keras.Model(x, sub(layers.Dense(10)(x)))\n",
        220,
    ),
    "model_called_with_a_list": (
        "a = keras.Input((10,))\n"
        "sub = keras.Model(a, layers.Dense(10)(a))\n"
        "x = keras.Input((10,))\n"
        "model = keras.Model(x, sub([layers.Dense(10)(x)]))\n",
        220,
    ),
    "model_called_by_names": (
        'a, b = keras.Input((3,), name="one"), keras.Input((4,), name="two")\n'
        "both = layers.Concatenate()([layers.Dense(2)(a), layers.Dense(3)(b)])\n"
        "sub = keras.Model([b, a], both)\n"
        "x, y = keras.Input((3,)), keras.Input((4,))\n"
        'model = keras.Model([x, y], sub({"one": x, "two": y}))\n',
        23,
    ),
}

HOLDING = {
    "steps_of_a_model": (
        "a = keras.Input((2, 3), name='a')\n"
        "one = keras.Model(a, layers.Bidirectional(layers.LSTM(16))(a), name='one')\n"
        "b = keras.Input((2, 3), name='b')\n"
        "two = keras.Model(b, layers.Bidirectional(layers.LSTM(16))(b), name='two')\n"
        "x, y = keras.Input((5, 2, 3)), keras.Input((5, 2, 3))\n"
        "each = [layers.TimeDistributed(one)(x), layers.TimeDistributed(two)(y)]\n"
        "out = layers.LSTM(16)(layers.concatenate(each))\n"
        "model = keras.Model([x, y], layers.Dense(5)(out))\n",
        10_389,
    ),
    "steps_of_a_list_of_layers": (
        'cnn = keras.Sequential([layers.Conv2D(4, 3), layers.Flatten()], name="cnn")\n'
        "i = keras.Input((5, 8, 8, 3))\n"
        "x = layers.LSTM(7)(layers.TimeDistributed(cnn)(i))\n"
        "model = keras.Model(i, layers.Dense(1)(x))\n",
        4_376,
    ),
}

SHARING = {
    "one_model_in_two_layers": (
        "a = keras.Input((3,), name='a')\n"
        "encoder = keras.Model(a, layers.Dense(4)(a), name='encoder')\n"
        "x, y = keras.Input((5, 3)), keras.Input((5, 3))\n"
        "each = [layers.TimeDistributed(encoder)(x), layers.TimeDistributed(encoder)(y)]\n"
        "model = keras.Model([x, y], layers.Dense(1)(layers.Add()(each)))\n",
        21,
    ),
    "a_model_in_a_layer_and_called": (
        "a = keras.Input((3,), name='a')\n"
        "encoder = keras.Model(a, layers.Dense(4)(a), name='encoder')\n"
        "x, y = keras.Input((5, 3)), keras.Input((3,))\n"
        "each = layers.TimeDistributed(encoder)(x)\n"
        "model = keras.Model([x, y], [layers.Dense(1)(each), encoder(y)])\n",
        21,
    ),
}
"""Which the JSON of a model does not tell: it has copies."""

MODELS = STATEFUL | QUANTIZED | TREES | NESTED | HOLDING | SHARING


@dataclass(frozen=True)
class Read:
    """A model of Keras', and what was read of it.

    Attributes:
        params: How many parameters Keras counts.
        designs: By way in.
    """

    params: int
    designs: Mapping[str, Design]


@pytest.fixture(scope="module", params=sorted(MODELS))
def name(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture(scope="module")
def read(name: str, tmp_path_factory: pytest.TempPathFactory) -> Read:
    """One model, read four ways."""
    model = run(name)
    folder = tmp_path_factory.mktemp(name)
    (folder / "m.json").write_text(model.to_json(), encoding="utf-8")
    model.save(folder / "m.keras")
    ways: dict[str, Callable[[], Any]] = {
        "live": lambda: from_model(model),
        ".keras": lambda: from_file(folder / "m.keras"),
        "JSON": lambda: from_file(folder / "m.json"),
        "text": lambda: from_source(source(name)),
    }
    found = {}
    if name in SHARING:
        del ways["JSON"]
    for way, reader in ways.items():
        result = reader()
        assert result.diagnostics == (), way
        found[way] = result.design
    return Read(model.count_params(), found)


def run(name: str) -> Any:
    """The model that Keras makes of a text."""
    keras.utils.clear_session(free_memory=False)  # its names are counted from the beginning
    names: dict[str, Any] = {}
    policy = keras.config.dtype_policy()
    try:
        exec(source(name), names)
    finally:
        keras.config.set_dtype_policy(policy)
    return names["model"]


def source(name: str) -> str:
    return f"import keras\nfrom keras import layers\n\n{MODELS[name][0]}"


def test_every_way_in_has_the_figures_of_keras(name: str, read: Read) -> None:
    assert read.params == MODELS[name][1]
    for way, design in read.designs.items():
        analysis = analyse(design)
        assert (analysis.errors, analysis.total_params) == ((), read.params), way


def test_a_quantized_policy_is_never_the_global_one(name: str, read: Read) -> None:
    for design in read.designs.values():
        policy = "mixed_float16" if name == "stateful_mixed" else "float32"
        assert design.dtype_policy == policy
        assert ("set_dtype_policy" in emit(design, "functional").text) == (policy != "float32")


def test_every_way_in_gives_the_same_design(read: Read) -> None:
    wanted = dumps(normal_form(read.designs["text"]))
    for way, design in read.designs.items():
        assert dumps(normal_form(design)) == wanted, way


def test_its_styles_agree(read: Read) -> None:
    report = prove(read.designs["text"])
    assert report.agrees
    built = [style for style in report.styles if style.values]
    assert built
    assert all(style.params == read.params for style in built)
