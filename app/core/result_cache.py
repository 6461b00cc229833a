"""Results shared by all sessions: what was computed for a design is computed once.

A result is known by what it depends on: the design's content, what was asked for, and the options.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any

from cachetools import LRUCache

MAX_RESULTS = 64
"""How many results are kept; a plot of a large model has about a megabyte."""


class Results:
    """Futures by key, the least recently asked for forgotten first. Safe in any thread."""

    def __init__(self, size: int = MAX_RESULTS) -> None:
        self._lock = threading.Lock()
        self._futures: LRUCache[Hashable, Future[Any]] = LRUCache(size)

    def get(self, key: Hashable, make: Callable[[], Future[Any]]) -> Future[Any]:
        """Return the result of this key, asking for it if it isn't there or was superseded.

        Asking may supersede another question, and whoever hears of that may ask here in turn: so it
        is done without the lock. Of two answers that are asked for at the same time one is kept.
        """
        found = self.find(key)
        if found is not None:
            return found
        made = make()
        with self._lock:
            future = self._futures.get(key)
            if future is None or future.cancelled():
                future = self._futures[key] = made
            return future

    def find(self, key: Hashable) -> Future[Any] | None:
        """Return the result of this key if it was asked for and not superseded."""
        with self._lock:
            future = self._futures.get(key)
            return None if future is None or future.cancelled() else future

    def forget(self, key: Hashable) -> None:
        """Drop a result, so that it is asked for again."""
        with self._lock:
            self._futures.pop(key, None)
