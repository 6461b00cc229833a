"""How a worker is, as a value for the page, and who wants to know when that changes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

_LOG = logging.getLogger(__name__)

Status = Literal["warming", "ready", "restarted", "failed"]


@dataclass(frozen=True)
class WorkerState:
    """How a worker is.

    Attributes:
        status: `restarted` means that a process was lost and its successor is starting. A worker
            whose work another does meanwhile is `ready`.
        message: One sentence for the page; empty when all is well.
        incidents: How many processes were lost so far while no other could do their work. Those
            that nobody has waited for longer are not counted: there is nothing to tell.
        incident: What happened to the last of them, in one sentence.
    """

    status: Status
    message: str
    incidents: int = 0
    incident: str = ""


class Listeners:
    """Who is told of a new state. Safe in any thread."""

    def __init__(self, state: WorkerState) -> None:
        self._told = state
        self._callbacks: list[Callable[[WorkerState], None]] = []
        self._lock = threading.RLock()

    def add(self, callback: Callable[[WorkerState], None]) -> Callable[[], None]:
        """Tell somebody from now on; returns how to stop that."""
        with self._lock:
            self._callbacks = [*self._callbacks, callback]

        def remove() -> None:
            with self._lock:
                self._callbacks = [other for other in self._callbacks if other is not callback]

        return remove

    def tell(self, read: Callable[[], WorkerState]) -> None:
        """Tell all of the state as it is read, unless they know it."""
        with self._lock:
            state = read()
            if state == self._told:
                return
            self._told = state
            for callback in self._callbacks:
                try:
                    callback(state)
                except Exception:
                    _LOG.exception("Somebody who was told of a worker's state failed")
