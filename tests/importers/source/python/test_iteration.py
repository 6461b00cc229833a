"""What a loop goes over."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.bounds import MOST_ITEMS, Budget, NotFollowed
from model_codegen.importers.source.python.iteration import items
from model_codegen.importers.source.python_values import Cursor
from model_codegen.importers.source.values import Call, OpMade, Tensor, Unknown, Value


@pytest.mark.parametrize("value", [range(3), [1, 2], (1,), {"a": 1}, "ab", frozenset({4})])
def test_the_items_are_those_of_python(value: range | list[int]) -> None:
    assert items(Budget(), value) == list(value)


def test_an_iterator_gives_the_rest_once() -> None:
    cursor = Cursor([1, 2, 3], 1)
    assert items(Budget(), cursor) == [2, 3]
    assert items(Budget(), cursor) == []


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (range(MOST_ITEMS + 1), "50,001 rounds"),
        (range(0, -(10**20), -1), "100,000,000,000,000,000,000 rounds"),
        (Tensor(Call(OpMade("keras.ops.relu"), (), {}, 1, 0)), "cannot be taken apart"),
        (Unknown("it is read"), "it is read"),
        (3, "no items"),
    ],
)
def test_what_has_no_items_that_are_known_is_not_followed(value: Value, reason: str) -> None:
    with pytest.raises(NotFollowed, match=reason):
        items(Budget(), value)
