"""How fast a page may talk, by a clock that stands still."""

from __future__ import annotations

import pytest

from app.channel.allowance import BURST, RATE, Allowance


def test_many_messages_at_once_are_read_and_then_as_many_as_time_allows() -> None:
    now = [100.0]
    allowance = Allowance(lambda: now[0])
    assert [allowance.wait() for _ in range(int(BURST))] == [0.0] * int(BURST)
    assert allowance.wait() == pytest.approx(1 / RATE)
    now[0] += 1 / RATE
    assert allowance.wait() == pytest.approx(1 / RATE)
    now[0] += 2 / RATE
    assert allowance.wait() == pytest.approx(0.0)


def test_a_page_that_was_silent_may_send_no_more_than_a_burst() -> None:
    now = [0.0]
    allowance = Allowance(lambda: now[0])
    now[0] = 1e6
    waits = [allowance.wait() for _ in range(int(BURST) + 1)]
    assert [wait > 0 for wait in waits] == [False] * int(BURST) + [True]
