"""Python's types as functions, on values that are known."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.bounds import Budget, NotFollowed
from model_codegen.importers.source.python.conversions import TYPES, converted
from model_codegen.importers.source.values import Unknown, Value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("int", "12"), ("int", 3.9), ("float", "1.5"), ("str", [1, "a"]), ("list", "ab"),
        ("tuple", [1, 2]), ("set", (1, 1)), ("dict", [("a", 1)]), ("bool", []),
        ("list", range(3)), ("dict", {"a": 1}),
    ],
)  # fmt: skip
def test_a_known_value_is_converted_as_python_does(name: str, value: Value) -> None:
    assert converted(Budget(), name, [value], {}) == TYPES[name](value)


@pytest.mark.parametrize("name", TYPES)
def test_nothing_makes_an_empty_value(name: str) -> None:
    assert converted(Budget(), name, [], {}) == TYPES[name]()


def test_a_dict_takes_names_too() -> None:
    assert converted(Budget(), "dict", [[("a", 1)]], {"b": 2}) == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("int", Unknown("it is read"), "it is read"),
        ("bool", Unknown("it is read"), "it is read"),
        ("int", [1], "this is no number"),
        ("int", "x", "Python would say"),
        ("set", [[1]], "not hashable"),
        ("bytes", "a", "not followed"),
        ("list", 7, "no items"),
    ],
)
def test_what_is_not_known_or_wrong_is_not_followed(name: str, value: Value, reason: str) -> None:
    with pytest.raises(NotFollowed, match=reason):
        converted(Budget(), name, [value], {})
