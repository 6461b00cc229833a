"""`Turns`: in which order jobs of several owners go, as priorities that are given once.

Start-time fair queueing: a job's turn is one after the last turn of its owner, but never before
what has begun by now. Fifteen jobs of one owner and one of another, asked for later: the other's
is next. Who has waited through a long queue is not overtaken by all jobs of a newcomer.
"""

from __future__ import annotations


class Turns:
    """Gives turns; the lower goes first."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}
        self._now = 0

    def give(self, owner: str) -> int:
        """The turn of one more job of an owner."""
        turn = self._last[owner] = max(self._now, self._last.get(owner, 0)) + 1
        return turn

    def begun(self, turn: int) -> None:
        """Note that a job has begun."""
        self._now = max(self._now, turn)
        self._last = {owner: last for owner, last in self._last.items() if last > self._now}
