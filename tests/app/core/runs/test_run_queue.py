"""Runs of one owner never keep another one waiting for all of them."""

from __future__ import annotations

from collections import Counter

from app.core.runs.run_queue import RunQueue


def queue() -> RunQueue:
    made = RunQueue()
    for number in range(10):
        made.put("ada", f"a{number}")
    made.put("eve", "e0")
    made.put("eve", "e1")
    return made


def test_owners_take_turns() -> None:
    waiting = queue()
    order = [found[1] for _ in range(12) if (found := waiting.take({}))]
    assert order[:5] == ["a0", "e0", "a1", "e1", "a2"]
    assert len(order) == 12
    assert waiting.take({}) is None


def test_who_has_fewest_running_goes_first() -> None:
    waiting = queue()
    assert waiting.take(Counter(ada=1)) == ("eve", "e0")
    assert waiting.take(Counter(ada=1, eve=1)) == ("ada", "a0")
    assert waiting.take(Counter(ada=2, eve=1)) == ("eve", "e1")


def test_one_that_is_dropped_waits_no_more() -> None:
    waiting = queue()
    assert "a0" in waiting
    assert waiting.drop("a0")
    assert not waiting.drop("a0")
    assert "a0" not in waiting
    assert waiting.take({}) == ("ada", "a1")
