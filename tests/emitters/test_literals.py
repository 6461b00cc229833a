"""Values come back from the source as they were, and nothing of a document becomes code."""

from __future__ import annotations

import ast
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_codegen.design.errors import LayerloomError
from model_codegen.design.graph import Layer
from model_codegen.emitters.literals import (
    argument_name,
    call_text,
    config_value,
    literal,
    nested_layers,
    object_arguments,
    public_path,
)

HOSTILE = (
    '"); import os #',
    "'''",
    '"""',
    "\\",
    "\\'",
    "a\nb",
    "a\r\nb",
    "\x00",
    "\u2028",
    "\u202eabc",
    "\ud800",
    "{x}",
    "%s",
    "é",
    "q" * 10_000,
)

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(...)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=8,
)


def same(one: Any, other: Any) -> bool:
    """Equal, of the same types, with NaN like itself."""
    if type(one) is not type(other):
        return False
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    return bool(one == other) or (one != one and other != other)


@given(VALUES)
def test_a_literal_is_the_value(value: Any) -> None:
    text = literal(value)
    assert "\n" not in text
    assert same(eval(text, {"__builtins__": {"float": float}}), value)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_string_is_one_constant_and_nothing_else(text: str) -> None:
    tree = ast.parse(f"f({literal(text)})", mode="eval")
    assert isinstance(tree.body, ast.Call)
    (argument,) = tree.body.args
    assert isinstance(argument, ast.Constant)
    assert argument.value == text
    assert literal(text).isprintable()


def test_floats_that_have_no_literal() -> None:
    assert [literal(value) for value in (math.nan, math.inf, -math.inf, 1e30, -0.0)] == [
        'float("nan")',
        'float("inf")',
        'float("-inf")',
        "1e+30",
        "-0.0",
    ]


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", 1j, lambda: 0])
def test_what_no_document_holds_is_refused(value: Any) -> None:
    with pytest.raises(LayerloomError, match="cannot be written as Python source"):
        literal(value)


@pytest.mark.keras
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([3, 3], "(3, 3)"),
        ([784], "(784,)"),
        ([], "()"),
        ([None, None, 3], "(None, None, 3)"),
        ([[1, 0], [2, 1]], "((1, 0), (2, 1))"),
        ([-0.1, 0.1], "(-0.1, 0.1)"),
        ([-0.1, 0.1, 0.2], "[-0.1, 0.1, 0.2]"),
        (["red", "green"], "['red', 'green']"),
        ([True, False], "[True, False]"),
        ({"units": [3, 3]}, "{'units': (3, 3)}"),
        (
            {"class_name": "keras.initializers.HeNormal", "config": {"seed": 1}},
            "keras.initializers.HeNormal(seed=1)",
        ),
        ({"class_name": "keras.initializers.HeNormal"}, "keras.initializers.HeNormal()"),
        (
            {"class_name": "keras.regularizers.L2", "config": {"l2": 0.001}},
            "keras.regularizers.L2(0.001)",
        ),
        (
            {"class_name": "keras.regularizers.L1L2", "config": {"l1": 0.0, "l2": 0.1}},
            "keras.regularizers.L1L2(l2=0.1)",
        ),
        (
            {
                "class_name": "keras.layers.Bidirectional",
                "config": {
                    "merge_mode": "concat",
                    "layer": {"class_name": "keras.layers.LSTM", "config": {"units": 64}},
                },
            },
            "layers.Bidirectional(layers.LSTM(64))",
        ),
        (
            [
                {"class_name": "keras.layers.GRUCell", "config": {"units": 2, "name": "a'b"}},
                {"class_name": "keras.layers.LSTMCell", "config": {"units": 3, "dtype": "float16"}},
            ],
            "[layers.GRUCell(2, name=\"a'b\"), layers.LSTMCell(3, dtype='float16')]",
        ),
    ],
)
def test_an_argument_is_written_as_in_the_guides(value: Any, expected: str) -> None:
    assert config_value(value) == expected


@pytest.mark.keras
@pytest.mark.parametrize(
    ("path", "config", "expected"),
    [
        ("keras.layers.Dense", {"activation": "relu", "units": 64}, '(64, activation="relu")'),
        ("keras.layers.Dense", {"units": 64, "use_bias": True, "activation": None}, "(64)"),
        (
            "keras.layers.Conv2D",
            {"padding": "same", "kernel_size": 3, "filters": 32, "strides": [1, 1]},
            '(32, 3, padding="same")',
        ),
        ("keras.layers.MaxPooling2D", {"pool_size": [2, 2]}, "()"),
        ("keras.layers.MaxPooling2D", {"pool_size": 3, "strides": 2}, "(3, strides=2)"),
        (
            "keras.layers.MultiHeadAttention",
            {"key_dim": 16, "num_heads": 4},
            "(num_heads=4, key_dim=16)",
        ),
        ("keras.layers.Dropout", {"rate": 0.5, "seed": 7}, "(0.5, seed=7)"),
        ("keras.layers.LSTM", {"units": 4, "return_state": True}, "(4, return_state=True)"),
        ("keras.layers.BatchNormalization", {"momentum": 0.99, "axis": 1}, "(axis=1)"),
        # 1 is not True and 0 is not 0.0: what differs in type is kept.
        ("keras.layers.Dense", {"units": 1, "use_bias": 1}, "(1, use_bias=1)"),
        ("keras.Input", {"dtype": "int32", "shape": [4]}, '(shape=(4,), dtype="int32")'),
    ],
)
def test_defaults_are_left_out_and_leading_arguments_are_positional(
    path: str, config: dict[str, Any], expected: str
) -> None:
    assert call_text(object_arguments(path, config)).replace("'", '"') == expected


@pytest.mark.parametrize(
    "path",
    ["os.system", "keras", "keras.layers.Dense()", "keras.layers.", "keras..x", "kerasx.y", ""],
)
def test_only_public_names_of_keras_are_written(path: str) -> None:
    with pytest.raises(LayerloomError, match="no public name of Keras"):
        public_path(path)


@pytest.mark.parametrize("name", ["", "a b", "a=1, b", "*x", "é", "1"])
def test_only_identifiers_are_written_as_keywords(name: str) -> None:
    with pytest.raises(LayerloomError, match="cannot be the name of an argument"):
        argument_name(name)


def test_layers_are_found_at_any_depth() -> None:
    dense = {"class_name": "keras.layers.Dense", "config": {"units": 1}}
    config = {"layer": {"class_name": "keras.layers.TimeDistributed", "config": {"layer": dense}}}
    found = nested_layers(Layer("keras.layers.Bidirectional", "b", config))
    assert [path for path, _ in found] == ["keras.layers.TimeDistributed", "keras.layers.Dense"]
