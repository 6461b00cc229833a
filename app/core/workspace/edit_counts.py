"""How far the edits of each page have come, so that none is made twice and none is missed."""

from __future__ import annotations

import threading

from cachetools import LRUCache

MAX_CLIENTS = 4096
"""How many pages are remembered; the least recently heard of is forgotten first."""


class EditCounts:
    """By page: the number of its last edit that was dealt with, whatever became of it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: LRUCache[str, int] = LRUCache(MAX_CLIENTS)

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
