"""Functions of `math`, `numpy` and `keras.ops` on numbers."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.bounds import Budget, NotFollowed
from model_codegen.importers.source.python.numeric_functions import (
    is_number_module,
    number,
    of_op,
)
from model_codegen.importers.source.values import Unknown, Value


@pytest.mark.parametrize(
    ("name", "args", "result"),
    [
        ("sqrt", [16], 4.0), ("floor", [2.5], 2), ("gcd", [8, 12], 4), ("prod", [[2, 3]], 6),
        ("sum", [(1, 2)], 3), ("max", [[1, 5]], 5), ("min", [[1, 5]], 1), ("int32", [2.5], 2),
        ("linspace", [0, 1, 3], [0.0, 0.5, 1.0]),
    ],
)  # fmt: skip
def test_a_function_of_numbers_is_worked_out(name: str, args: list[Value], result: Value) -> None:
    assert number(Budget(), name, args, {}) == result


@pytest.mark.parametrize(
    ("name", "args", "reason"),
    [
        ("sqrt", [-1], "Python would say"), ("sqrt", [Unknown("it is read")], "it is read"),
        ("sum", [["a"]], "no numbers"), ("prod", [[2**60] * 50], "too large"),
        ("linspace", ["a", 1], "between which"), ("linspace", [0, 1, -1], "how many"),
        ("load", ["a"], "`load` is not run"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_not_followed(name: str, args: list[Value], reason: str) -> None:
    with pytest.raises(NotFollowed, match=reason):
        number(Budget(), name, args, {})


@pytest.mark.parametrize(
    ("name", "arguments", "result"),
    [
        ("sqrt", {"x": 64}, 8.0), ("cast", {"x": 2, "dtype": "float32"}, 2.0),
        ("cast", {"x": 2, "dtype": "bool"}, True), ("maximum", {"x1": 1, "x2": 2}, 2),
        ("convert_to_tensor", {"x": 3}, 3), ("sum", {"x": [1, 2]}, 3), ("rsqrt", {"x": 4}, 0.5),
    ],
)  # fmt: skip
def test_an_operation_on_numbers_is_worked_out(
    name: str, arguments: dict[str, Value], result: Value
) -> None:
    assert of_op(Budget(), name, arguments) == result


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("sqrt", {}), ("sqrt", {"x": "a"}), ("power", {"x1": 2, "x2": 10**6}), ("matmul", {"x": 1})],
)
def test_an_operation_on_anything_else_is_not_followed(
    name: str, arguments: dict[str, Value]
) -> None:
    with pytest.raises(NotFollowed):
        of_op(Budget(), name, arguments)


def test_only_functions_right_in_math_and_numpy_are_of_numbers() -> None:
    assert is_number_module("numpy.sqrt")
    assert not is_number_module("numpy.linalg.norm")
    assert not is_number_module("pandas.sum")
