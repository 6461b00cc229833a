"""Serialized arguments of a call, as a design has them."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.design.graph import Slice, TensorRef, TensorSpec
from model_codegen.importers.import_result import Unrepresentable
from model_codegen.importers.saved.argument_trees import MOST_NUMBERS, read_argument, read_spec


def wrapped(class_name: str, **config: Any) -> dict[str, Any]:
    return {"class_name": class_name, "config": config}


def tensor(name: str) -> dict[str, Any]:
    history = [name, 0, 1]
    return wrapped("__keras_tensor__", shape=[None, 2], dtype="int32", keras_history=history)


def find(history: Any, spec: TensorSpec | None) -> TensorRef:
    assert spec == TensorSpec((None, 2), "int32")
    name, _, index = history
    return TensorRef(name, index)


@pytest.mark.parametrize(
    ("value", "argument"),
    [
        (3, 3),
        (None, None),
        ("relu", "relu"),
        ([tensor("a"), [tensor("b")]], [TensorRef("a", 1), [TensorRef("b", 1)]]),
        ({"x": tensor("a"), "y": 1}, {"x": TensorRef("a", 1), "y": 1}),
        (wrapped("__slice__", start=1, stop=None, step=None), Slice(1)),
        (wrapped("__slice__", stop=tensor("n"), step=2), Slice(None, TensorRef("n", 1), 2)),
        (wrapped("__ellipsis__"), ...),
        (wrapped("__numpy__", value=[[1.0, 2.0]], dtype="float32"), [[1.0, 2.0]]),
        (wrapped("__tensor__", value=True, dtype="bool"), True),
        (wrapped("DTypePolicy", name="mixed_float16"), "mixed_float16"),
    ],
)
def test_a_serialized_argument_is_read(value: Any, argument: Any) -> None:
    assert read_argument(value, find) == argument


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (wrapped("Dense", units=3), "with an object that a drawing cannot hold"),
        (wrapped("__numpy__", value=["a"]), "a constant that is no number"),
        (wrapped("__numpy__", value=[0] * MOST_NUMBERS), "a large constant"),
        ([[[1]]], "nested too deeply"),
    ],
)
def test_what_a_design_cannot_hold_is_refused(value: Any, reason: str) -> None:
    with pytest.raises(Unrepresentable, match=reason):
        read_argument(value, find, depth=3)


def test_as_many_numbers_as_are_allowed_are_read() -> None:
    numbers = [0] * (MOST_NUMBERS - 1)
    assert read_argument(wrapped("__numpy__", value=numbers), find) == numbers


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"shape": [2], "dtype": None},
        {"shape": (2,), "dtype": "float32"},
        {"shape": [-1], "dtype": "float32"},
        {"shape": [True], "dtype": "float32"},
        {"shape": ["2"], "dtype": "float32"},
    ],
)
def test_a_spec_that_makes_no_sense_is_none(config: dict[str, Any]) -> None:
    assert read_spec(config) is None


def test_a_spec_is_read() -> None:
    assert read_spec({"shape": [None, 0, 3], "dtype": "bool"}) == TensorSpec((None, 0, 3), "bool")
