"""The order of the suite."""

from __future__ import annotations

import pytest

from tests.shares import Group, arranged

BROWSER = [Group(["b1", "b2"], 6), Group(["c1"], 3), Group(["d1"], 3)]
LONG = [Group(["m1"], 5), Group(["l1", "l2"], 20), Group(["n1"], 9)]
OTHERS = [f"o{number}" for number in range(10)]


def test_each_process_begins_with_what_takes_long() -> None:
    found = arranged(BROWSER, LONG, OTHERS, 3)
    assert found[:6] == ["b1", "b2", "n1", *OTHERS[:3]]
    assert found[6:12] == ["c1", "d1", "m1", *OTHERS[3:6]]
    assert found[12:] == ["l1", "l2", *OTHERS[6:]]


def test_two_processes_share_one_browser() -> None:
    found = arranged(BROWSER, LONG, OTHERS, 2)
    assert found[:5] == ["b1", "b2", "c1", "d1", "n1"]
    assert found[9:12] == ["l1", "l2", "m1"]


@pytest.mark.parametrize("processes", [1, 2, 3, 4, 7, 30])
@pytest.mark.parametrize("others", [[], OTHERS])
def test_no_test_is_lost(processes: int, others: list[str]) -> None:
    found = arranged(BROWSER, LONG, others, processes)
    everything = [*(one for group in (*BROWSER, *LONG) for one in group.tests), *others]
    assert sorted(found) == sorted(everything)
