"""So much at once, and so much with time, by a clock that stands still."""

from __future__ import annotations

import pytest

from app.core.limits.token_bucket import TokenBucket

RATE, BURST = 50.0, 200


def test_many_at_once_are_let_through_and_then_as_many_as_time_allows() -> None:
    now = [100.0]
    bucket = TokenBucket(RATE, BURST, lambda: now[0])
    assert [bucket.wait() for _ in range(BURST)] == [0.0] * BURST
    assert bucket.wait() == pytest.approx(1 / RATE)
    now[0] += 1 / RATE
    assert bucket.wait() == pytest.approx(1 / RATE)
    now[0] += 2 / RATE
    assert bucket.wait() == pytest.approx(0.0)


def test_who_was_silent_may_do_no_more_than_a_burst() -> None:
    now = [0.0]
    bucket = TokenBucket(RATE, BURST, lambda: now[0])
    now[0] = 1e6
    waits = [bucket.wait() for _ in range(BURST + 1)]
    assert [wait > 0 for wait in waits] == [False] * BURST + [True]


def test_what_is_refused_does_not_count() -> None:
    now = [0.0]
    bucket = TokenBucket(1.0, 2, lambda: now[0])
    assert [bucket.take(), bucket.take()] == [0.0, 0.0]
    assert [bucket.take() for _ in range(10)] == [pytest.approx(1.0)] * 10
    now[0] += 1.0
    assert bucket.take() == 0.0
    assert bucket.take() > 0
