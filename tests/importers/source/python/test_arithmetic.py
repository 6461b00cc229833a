"""Operators, comparisons and indices on values that are known."""

from __future__ import annotations

import ast

import pytest

from model_codegen.design.graph import TensorSpec
from model_codegen.importers.source.bounds import MOST_ITEMS, Budget, NotFollowed
from model_codegen.importers.source.python import arithmetic
from model_codegen.importers.source.values import Array, Dim, Unknown, Value

HALF = [0] * (MOST_ITEMS // 2 + 1)


@pytest.mark.parametrize(
    ("kind", "left", "right", "result"),
    [
        (ast.Add, [1], [2], [1, 2]), (ast.Add, (1,), (2,), (1, 2)), (ast.Add, "a", "b", "ab"),
        (ast.Mult, "ab", 2, "abab"), (ast.Mult, 2, [1], [1, 1]), (ast.Mod, "%s", "a", "a"),
        (ast.Pow, 2, 10, 1024), (ast.Pow, 4, 0.5, 2.0), (ast.LShift, 1, 4, 16),
        (ast.Add, [Unknown("it is read")], [], [Unknown("it is read")]),
    ],
)  # fmt: skip
def test_an_operator_gives_what_python_gives(
    kind: type[ast.operator], left: Value, right: Value, result: Value
) -> None:
    assert arithmetic.binary(Budget(), kind, left, right) == result


@pytest.mark.parametrize(
    ("kind", "left", "right", "reason"),
    [
        (ast.Add, [1], (2,), "Python would say"), (ast.Div, 1, 0, "Python would say"),
        (ast.Add, Unknown("it is read"), 1, "it is read"), (ast.Mult, 2, Dim(0), "size of a batch"),
        (ast.Add, HALF, HALF, "list is too long"), (ast.Mult, HALF, 2, "value is too large"),
        (ast.Mult, 2, HALF, "value is too large"), (ast.Pow, 2, 5000, "number is too large"),
        (ast.LShift, 1, 5000, "the number is too large"), (ast.Mod, b"%s", b"a", "too long"),
        (ast.Mod, "%5000d", 1, "the text is too long"), (ast.Pow, -1, 0.5, "complex"),
        (ast.Add, Array(TensorSpec((2,), "float32"), "data"), 1, "worked out from data"),
    ],
)  # fmt: skip
def test_what_python_refuses_or_grows_too_large_is_not_followed(
    kind: type[ast.operator], left: Value, right: Value, reason: str
) -> None:
    with pytest.raises(NotFollowed, match=reason):
        arithmetic.binary(Budget(), kind, left, right)


@pytest.mark.parametrize(
    ("kind", "left", "right", "result"),
    [
        (ast.Lt, 1, 2, True), (ast.In, 1, [1, 2], True), (ast.NotIn, 1, {2: 1}, True),
        (ast.Is, None, None, True), (ast.Is, "a", "a", True), (ast.IsNot, 1, None, True),
        (ast.Eq, 1, object(), False), (ast.NotEq, 1, object(), True),
    ],
)  # fmt: skip
def test_a_comparison_holds_as_in_python(
    kind: type[ast.cmpop], left: Value, right: Value, result: bool
) -> None:
    assert arithmetic.compare(Budget(), kind, left, right) is result


@pytest.mark.parametrize(
    ("value", "key", "result"),
    [
        ([1, 2], 1, 2), ((1, 2), -1, 2), ("ab", 0, "a"), (range(3), 2, 2), ({"a": 1}, "a", 1),
        ([1, 2, 3], slice(1, None), [2, 3]), ([1, 2], True, 2),
    ],
)  # fmt: skip
def test_an_item_stands_under_its_index_or_key(value: Value, key: Value, result: Value) -> None:
    assert arithmetic.item(Budget(), value, key) == result


@pytest.mark.parametrize(
    ("value", "key", "reason"),
    [
        ([1], 5, "there is no item 5"), ([1], "a", "there is no item 'a'"),
        ({}, "a", "there is no item 'a'"), ({}, [], "there is no item"), (7, 0, "no items"),
        ([1], Unknown("it is read"), "it is read"), (Unknown("it is read"), 0, "it is read"),
        ([1], slice("a"), "there is no item"),
    ],
)  # fmt: skip
def test_an_item_that_is_not_there_or_not_known_is_not_followed(
    value: Value, key: Value, reason: str
) -> None:
    with pytest.raises(NotFollowed, match=reason):
        arithmetic.item(Budget(), value, key)
