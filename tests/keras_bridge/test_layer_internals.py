"""What is read from Keras' code is what Keras does."""

from __future__ import annotations

from typing import Any

import keras
import pytest
from keras.src.backend.common import global_state
from keras.src.utils.naming import to_snake_case

from fidelity.canvas import Canvas
from model_codegen import catalogue
from model_codegen.analysis.call_evaluation import invoke
from model_codegen.analysis.symbol import Symbol
from model_codegen.design.graph import INPUT_CLASS, Layer, Op
from model_codegen.emitters.literals import nested_layers
from model_codegen.emitters.naming.automatic_names import taken_aside
from model_codegen.keras_bridge.automatic_names import auto_name
from model_codegen.keras_bridge.layer_internals import (
    converts_inputs,
    layer_stems,
    mask_stems,
    model_attributes,
    op_stems,
    quantizes,
    uses_training,
)
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope
from tests.emitters.test_every_entry import entries

pytestmark = pytest.mark.keras

ASIDE = {"keras_tensor", "scratch_graph", "seed_generator", "variable"}
"""Stems of things that are neither layers nor ops."""


def taken(entry: catalogue.Entry, *, masked: bool = False) -> dict[str, int]:
    """The automatic names that Keras gives while an entry is made and called twice.

    Args:
        entry: The entry.
        masked: Whether its inputs carry masks.
    """
    canvas = Canvas()
    canvas.drop(entry)
    symbols: dict[str, Any] = {}
    for node_id in canvas.inputs:
        layer = canvas.operations[node_id]
        shape = layer.config.get("batch_shape") or [None, *layer.config["shape"]]
        mask = Symbol(tuple(shape[:2]), "bool") if masked and len(shape) > 2 else None
        symbols[node_id] = (Symbol(tuple(shape), layer.dtype, mask=mask),)
    operation = canvas.operations[canvas.ends[0]]
    with symbolic_scope("float32"):
        if isinstance(operation, Layer):
            made = catalogue.construct(operation, "float32")
        else:
            made = catalogue.resolve(operation.function)
        calls = 2 if isinstance(operation, Layer) else 1
        for _ in range(calls):
            invoke(made, canvas.nodes[canvas.ends[0]], symbols)
        counted = dict(global_state.get_global_attribute("object_name_uids"))
    return {name: count for name, count in counted.items() if name not in ASIDE}


@pytest.mark.parametrize("masked", [False, True])
def test_no_layer_names_more_inside_than_its_code_tells(masked: bool) -> None:
    for entry in entries():
        if entry.kind == "layer":
            canvas = Canvas()
            canvas.drop(entry)
            layer = canvas.operations[canvas.ends[0]]
            paths = [layer.class_name, *(path for path, _ in nested_layers(layer))]
            expected = {*taken_aside(layer)}.union(
                *(layer_stems(catalogue.resolve(path)) for path in paths)
            )
            if masked or entry.name == "Masking":
                expected = expected.union(*(mask_stems(catalogue.resolve(path)) for path in paths))
            assert taken(entry, masked=masked).keys() <= expected, entry.path


def test_an_op_takes_one_name_or_its_code_tells_several() -> None:
    for entry in entries():
        if entry.kind == "op":
            stems = op_stems(catalogue.resolve(entry.path))
            found = taken(entry)
            assert found.keys() <= stems, entry.path
            assert len(stems) != 1 or found == dict.fromkeys(stems, 1), entry.path


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("keras.layers.Dense", set()),
        ("keras.layers.MultiHeadAttention", {"softmax", "dropout", "einsum_dense"}),
        ("keras.layers.LSTM", {"lstm_cell", "stacked_rnn_cells"}),
    ],
)
def test_layers_inside(path: str, expected: set[str]) -> None:
    assert layer_stems(catalogue.resolve(path)) == expected


@pytest.mark.parametrize("name", ["Conv2D", "ReLU", "LSTM", "RNN", "InputLayer", "A1B", "X_Y", "x"])
def test_stems_are_those_of_keras(name: str) -> None:
    assert auto_name(name) == to_snake_case(name)


def test_the_catalogue_gives_the_same_stems() -> None:
    for entry in entries():
        if entry.kind == "layer":
            assert entry.auto_name == auto_name(catalogue.resolve(entry.path).__name__)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dropout", True),
        ("BatchNormalization", True),
        ("LSTM", True),
        ("MultiHeadAttention", True),
        ("TimeDistributed", True),
        ("Dense", False),
        ("Flatten", False),
        ("RandomFlip", True),
    ],
)
def test_layers_that_depend_on_training(name: str, expected: bool) -> None:
    assert uses_training(catalogue.resolve(f"keras.layers.{name}")) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dense", True),
        ("Add", True),
        ("LSTM", True),
        ("BatchNormalization", True),
        ("Embedding", False),
        ("LayerNormalization", False),
        ("Rescaling", False),
        ("Hashing", False),
    ],
)
def test_layers_that_convert_their_inputs_first(name: str, expected: bool) -> None:
    assert converts_inputs(catalogue.resolve(f"keras.layers.{name}")) is expected


def test_attributes_that_a_model_has() -> None:
    model = keras.Model()
    assert {"output", "layers", "build", "call", "optimizer", "loss", "name"} <= model_attributes()
    assert {name for name in dir(model) if not name.startswith("__")} <= model_attributes()
    assert "dense" not in model_attributes()


def test_inputs_make_nothing() -> None:
    assert taken_aside(Layer(INPUT_CLASS, "x", {"shape": [1]})) == {}
    assert taken_aside(Op("keras.ops.add")) == {"add": 1}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Dense", True), ("Embedding", True), ("LSTM", False), ("MultiHeadAttention", False)],
)
def test_layers_that_can_be_quantized(name: str, expected: bool) -> None:
    assert quantizes(getattr(keras.layers, name)) is expected
