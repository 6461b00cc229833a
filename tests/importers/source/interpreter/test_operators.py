"""Operators and indices: of plain values here, of tensors in texts with models."""

from __future__ import annotations

import ast

import pytest

from model_codegen.design.graph import TensorSpec
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.interpreter.operators import add, binary, power, subscript
from model_codegen.importers.source.python_values import Builtin
from model_codegen.importers.source.values import Array, Unknown
from tests.importers.source.interpreter.held_to_python import follow

CONSTANT = Array(TensorSpec((3, 4), "float32"))


def test_plain_values_are_worked_out() -> None:
    reading = follow("")
    assert add(reading, "a", "b", 1) == "ab"
    assert power(reading, 2, 5, 1) == 32
    assert subscript(reading, {"a": 1}, "a", 1) == 1


def test_what_is_not_known_stays_unknown() -> None:
    unknown, reading = Unknown("so it is", 3), follow("")
    assert binary(reading, ast.Mult, 2, unknown, 1) is unknown
    assert binary(reading, ast.Sub, "a", 1, 7) == Unknown(
        "Python would say: unsupported operand type(s) for -: 'str' and 'int'", 7
    )
    assert subscript(reading, Builtin("len"), 0, 7) == Unknown("it has no items that are known", 7)
    with pytest.raises(NotFollowed, match="so it is"):
        subscript(reading, unknown, 0, 7)


@pytest.mark.keras
def test_of_constants_the_shape_is_worked_out() -> None:
    found = add(follow(""), CONSTANT, 1.0, 1)
    assert isinstance(found, Array)
    assert found.spec.shape == (3, 4)
    part = subscript(follow(""), CONSTANT, 0, 1)
    assert isinstance(part, Array)
    assert part.spec.shape == (4,)
