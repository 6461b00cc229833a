"""When something was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.core.store import database
from app.ui import clock


def test_times_are_those_of_the_user() -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    assert clock.ago(now) == "just now"
    assert clock.ago(now - timedelta(minutes=5)) == "5 minutes ago"
    assert clock.ago(now - timedelta(hours=3)) == "3 hours ago"
    assert clock.ago(now - timedelta(hours=30)) == "yesterday"
    then = datetime(2026, 3, 12, 22, 30)
    assert clock.clock(then, "Asia/Tokyo") == "13 March 07:30"
    assert clock.clock(then, "no zone") == "12 March 22:30"
    assert clock.clock(database.now(), None) == f"{database.now():%H:%M}"
