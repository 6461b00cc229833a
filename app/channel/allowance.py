"""How fast a page may talk."""

from __future__ import annotations

import time
from collections.abc import Callable

RATE = 50.0
"""Messages a second for long: dragging and typing send fewer than thirty."""

BURST = 200.0
"""Messages at once, such as the edits of a page that was offline for a while."""


class Allowance:
    """What a page may still send; it grows with time.

    Args:
        now: The time in seconds.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._left = BURST
        self._at = now()

    def wait(self) -> float:
        """Count one message; returns for how many seconds nothing more is to be read."""
        at = self._now()
        self._left = min(BURST, self._left + (at - self._at) * RATE) - 1
        self._at = at
        return max(0.0, -self._left / RATE)
