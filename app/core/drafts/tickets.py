"""`Tickets`: who has asked a page for something may fetch it by an address for a while."""

from __future__ import annotations

import secrets
import threading
import time

SECONDS = 600.0
"""A ticket is good for so long."""

MOST = 1000
"""So many are remembered; beyond that the oldest go."""


class Tickets:
    """Tickets of this server. All methods may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._given: dict[str, tuple[str, float]] = {}
        self._of: dict[str, str] = {}

    def give(self, owner: str) -> str:
        """A ticket of an owner's: the one before, unless half of its time is over."""
        now = time.monotonic()
        with self._lock:
            before = self._of.get(owner, "")
            if before in self._given and self._given[before][1] > now + SECONDS / 2:
                return before
            ticket = secrets.token_urlsafe(24)
            self._given[ticket], self._of[owner] = (owner, now + SECONDS), ticket
            while len(self._given) > MOST:
                gone, _ = self._given.pop(next(iter(self._given)))
                if self._of.get(gone) not in self._given:
                    self._of.pop(gone, None)
            return ticket

    def owner(self, ticket: str) -> str:
        """Whose a ticket is; empty if it is none, or too old."""
        with self._lock:
            owner, until = self._given.get(ticket, ("", 0.0))
            return owner if until > time.monotonic() else ""
