"""What became of the edits of each page, so that none is made twice and none is missed."""

from __future__ import annotations

import threading
from collections import deque

from cachetools import LRUCache

MAX_CLIENTS = 4096
"""How many pages are remembered; the least recently heard of is forgotten first."""


MAX_REASONS = 20
"""How many refused edits of a page are remembered; older ones lose their reason."""


class EditCounts:
    """By page: the number of its last edit that was dealt with, and the last that were refused."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: LRUCache[str, int] = LRUCache(MAX_CLIENTS)
        self._refused: LRUCache[str, deque[tuple[int, str]]] = LRUCache(MAX_CLIENTS)

    def greet(self, client: str, seq: int) -> None:
        """Note what number a page is at, unless it is known."""
        with self._lock:
            self._last.setdefault(client, seq)

    def last(self, client: str) -> int:
        """The number of a page's last edit that was dealt with."""
        with self._lock:
            return self._last.get(client, 0)

    def count(self, client: str, seq: int) -> None:
        """Note that an edit of a page has been dealt with."""
        with self._lock:
            self._last[client] = seq

    def refuse(self, client: str, seq: int, reason: str) -> None:
        """Note why an edit of a page was not made; the page may be away when it is."""
        with self._lock:
            self._refused.setdefault(client, deque(maxlen=MAX_REASONS)).append((seq, reason))

    def refused(self, client: str, after: int) -> list[tuple[int, str]]:
        """The edits of a page that were not made, and why, behind the one that it has heard of."""
        with self._lock:
            return [one for one in self._refused.get(client, ()) if one[0] > after]
