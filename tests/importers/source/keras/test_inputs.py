"""Inputs: what they are made with, and how a function takes them apart."""

from __future__ import annotations

import ast

import pytest

from model_codegen.design.graph import TensorSpec
from model_codegen.importers.source.keras.inputs import input_config, input_like, parts_of
from model_codegen.importers.source.values import LayerMade, Tensor, Value
from tests.importers.source.interpreter.held_to_python import follow, value_of


@pytest.mark.parametrize(
    ("shape", "dtype", "config"),
    [
        ((None, 3), "float32", {"shape": (3,)}),
        ((8, 3), "float32", {"shape": (3,), "batch_size": 8}),
        ([None], "int32", {"shape": (), "dtype": "int32"}),
        ((), "float32", {}),
    ],
)
def test_the_arguments_of_an_input_for_a_tensor(
    shape: list[Value], dtype: str, config: dict[str, Value]
) -> None:
    assert input_config(shape, dtype) == config


@pytest.mark.parametrize("nameless", [True, False])
def test_an_input_like_a_tensor_is_recorded(nameless: bool) -> None:
    reading = follow("")
    tensor = input_like(reading, "x", TensorSpec((None, 3), "int32"), 7, nameless=nameless)
    assert reading.recording.inputs == [tensor]
    made = tensor.call.operation
    assert isinstance(made, LayerMade)
    assert (made.name, made.config, made.dtype) == ("x", {"shape": (3,)}, "int32")
    assert (made.line, made.nameless) == (7, nameless)


@pytest.mark.keras
@pytest.mark.parametrize(
    ("text", "config"),
    [
        ("keras.Input(3)", {"shape": (3,)}),
        ("keras.Input((3,), batch_size=2, name='a')", {"shape": (3,), "batch_size": 2}),
        ("keras.layers.InputLayer(input_shape=(3,))", {"shape": (3,)}),
        ("keras.Input(batch_shape=(None, 3))", {"batch_shape": (None, 3)}),
    ],
)
def test_an_input_keeps_what_it_is_given(text: str, config: dict[str, Value]) -> None:
    found = value_of(text)
    assert isinstance(found, Tensor)
    assert isinstance(found.call.operation, LayerMade)
    assert found.call.operation.config == config


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a, b = x", 2), ("[a, b, c] = x", 3), ("a = x['k'] + x['l']", ["k", "l"]), ("a = x", None),
        ("a, *b = x", None), ("a, b = y", None), ("a = x[0]", None),
    ],
)  # fmt: skip
def test_how_a_function_takes_an_argument_apart(text: str, parts: int | list[str] | None) -> None:
    assert parts_of(ast.parse(text), "x") == parts
