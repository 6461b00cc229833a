"""One slot at every place, its values side by side."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.emitters.folding.search.columns import Column, agree, equal, together
from model_codegen.emitters.folding.slot_values import ABSENT

SLOT = ("config", "units")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1, 1, True),
        (1, 1.0, False),
        (1, True, False),
        ((1, 2), [1, 2], True),
        ([1, (2, 3)], (1, [2, 3]), True),
        ([1], [1, 2], False),
        ([1], 1, False),
        (None, None, True),
    ],
)
def test_values_are_the_same_argument_or_not(one: Any, other: Any, same: bool) -> None:
    assert equal(one, other) is equal(other, one) is same


def test_columns_agree_where_both_say_something() -> None:
    assert agree([1, ABSENT, 3], [1, 2, ABSENT])
    assert not agree([1, ABSENT, 3], [1, 2, 4])
    assert together([1, ABSENT, 3], [1, 2, ABSENT]) == [1, 2, 3]


def test_a_slot_is_said_anew_as_a_whole_or_in_one_element() -> None:
    found: list[dict[Any, Any]] = [{}, {SLOT: 8}]
    Column(1, SLOT, "units", [8, 9]).say(found, "p0")
    assert found == [{}, {SLOT: "p0"}]
    found = [{SLOT: (1, 2, 3)}]
    Column(0, SLOT, "units", [2, 5], element=1).say(found, "p0")
    assert found == [{SLOT: [1, "p0", 3]}]
