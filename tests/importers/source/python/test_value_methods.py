"""Methods of plain values."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.bounds import MOST_ITEMS, Budget, NotFollowed
from model_codegen.importers.source.python.value_methods import call_method
from model_codegen.importers.source.values import Unknown, Value

FULL = [0] * MOST_ITEMS


@pytest.mark.parametrize(
    ("owner", "name", "args", "result"),
    [
        ("-", "join", [["a", "b"]], "a-b"), ("{}.{}", "format", ["a", 1], "a.1"),
        ("aa", "replace", ["a", "b"], "bb"), ("a", "zfill", [3], "00a"), ([1, 2], "index", [2], 1),
        ((1, None), "as_list", [], [1, None]), ({"a": 1}, "get", ["b", 2], 2),
        ({"a": 1}, "items", [], [("a", 1)]), ({1}, "union", [[2]], {1, 2}), (3, "item", [], 3),
        (5, "bit_length", [], 3), (2.0, "is_integer", [], True),
    ],
)  # fmt: skip
def test_a_method_returns_what_it_does_in_python(
    owner: Value, name: str, args: list[Value], result: Value
) -> None:
    assert call_method(Budget(), owner, name, args, {}) == result


@pytest.mark.parametrize(
    ("owner", "name", "args", "left"),
    [
        ([1], "append", [2], [1, 2]), ([1], "extend", [(2, 3)], [1, 2, 3]),
        ({"a": 1}, "update", [{"b": 2}], {"a": 1, "b": 2}),
        ({"a": 1}, "update", [[("b", 2)]], {"a": 1, "b": 2}), ({1}, "add", [2], {1, 2}),
    ],
)  # fmt: skip
def test_a_method_changes_its_owner(
    owner: Value, name: str, args: list[Value], left: Value
) -> None:
    assert call_method(Budget(), owner, name, args, {}) is None
    assert owner == left


def test_a_list_is_sorted_in_place() -> None:
    numbers: list[Value] = [2, 3, 1]
    call_method(Budget(), numbers, "sort", [], {"reverse": True})
    assert numbers == [3, 2, 1]


@pytest.mark.parametrize(
    ("owner", "name", "args", "reason"),
    [
        ("-", "join", [["a", 1]], "not all parts"), ("-", "join", [7], "no items"),
        ("a" * 1000, "replace", ["a", "b" * 1000], "too long"), ("a", "ljust", [10**6], "too long"),
        ("{0.a}", "format", [1], "not followed"), (FULL, "append", [1], "value is too large"),
        ([1, "a"], "sort", [], "Python would say"), ([[1]], "sort", [], "the order is not known"),
        ([1], "index", [2], "Python would say"), ({}, "pop", ["a"], "there is no 'a'"),
        ({}, "get", [Unknown("it is read")], "it is read"), ({}, "update", [[1]], "would say"),
    ],
)  # fmt: skip
def test_what_python_refuses_or_grows_too_large_is_not_followed(
    owner: Value, name: str, args: list[Value], reason: str
) -> None:
    with pytest.raises(NotFollowed, match=reason):
        call_method(Budget(), owner, name, args, {})
