"""`TokenBucket`: so much at once, and so much with time."""

from __future__ import annotations

import time
from collections.abc import Callable


class TokenBucket:
    """What may still be done; it grows with time. Not safe in threads.

    Args:
        rate: How many things a second for long.
        burst: How many at once.
        now: The time in seconds.
    """

    def __init__(
        self, rate: float, burst: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._burst = burst
        self._now = now
        self._left = burst
        self._at = now()

    def take(self) -> float:
        """Count one thing if there is room for it.

        Returns:
            0 if there is, else for how many seconds there is none.
        """
        self._grow()
        if self._left < 1:
            return (1 - self._left) / self._rate
        self._left -= 1
        return 0.0

    def wait(self) -> float:
        """Count one thing that is done anyway; returns for how many seconds no other is to be."""
        self._grow()
        self._left -= 1
        return max(0.0, -self._left / self._rate)

    def _grow(self) -> None:
        at = self._now()
        self._left = min(self._burst, self._left + (at - self._at) * self._rate)
        self._at = at
