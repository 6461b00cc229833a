"""The order of the suite, and who does what of it."""

from __future__ import annotations

import pytest

from tests.shares import in_order, next_module

BROWSER = ["tests/e2e/test_b.py", "tests/e2e/test_a.py"]
OTHERS = ["tests/test_long.py", "tests/test_one.py"]


def test_what_takes_long_is_begun_first_and_the_others_stay_in_their_order() -> None:
    modules = [("a", 0), ("b", 5.0), ("d", 0), ("c", 0), ("e", 20.0)]
    assert in_order(modules) == ["e", "b", "a", "d", "c"]


@pytest.mark.parametrize(
    ("number", "processes", "begins"),
    [
        (0, 1, BROWSER[0]),
        (0, 2, BROWSER[0]),
        (1, 2, OTHERS[0]),
        (1, 3, BROWSER[0]),
        (2, 3, OTHERS[0]),
        (2, 5, OTHERS[0]),
    ],
)
def test_few_processes_have_a_browser(number: int, processes: int, begins: str) -> None:
    waiting = [OTHERS[0], *BROWSER, OTHERS[1]]
    assert next_module(waiting, number, processes) == begins


def test_at_the_end_each_helps_with_what_is_left() -> None:
    assert next_module(OTHERS, 0, 3) == OTHERS[0]
    assert next_module(BROWSER, 2, 3) == BROWSER[0]
