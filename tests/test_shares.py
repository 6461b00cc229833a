"""The order of the suite, and who does what of it."""

from __future__ import annotations

import pytest

from tests.shares import as_listed, in_order, next_module, turned

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


def test_each_process_begins_to_collect_elsewhere() -> None:
    entries, sizes = ["a", "b", "c", "d.py"], [20, 5, 14, 1]
    begun = [turned(entries, sizes, number, 3) for number in range(3)]
    assert begun == [[*"abc", "d.py"], [*"bc", "d.py", "a"], ["d.py", *"abc"]]
    assert turned([], [], 1, 2) == []


def test_modules_are_listed_as_one_process_finds_them() -> None:
    found = ["tests/test_a.py", "tests/a/test_z.py", "tests/a-b/test_b.py", "tests/a/b/test_a.py"]
    assert sorted(found, key=as_listed) == [found[3], found[1], found[2], found[0]]
