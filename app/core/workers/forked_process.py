"""A process that another one has forked, with the face of a `multiprocessing` process."""

from __future__ import annotations

import contextlib
import os
import signal
import weakref
from collections.abc import Callable
from multiprocessing.connection import wait


class ForkedProcess:
    """A process that is no child of this one. It is held by its handle, never by its number.

    When the object is gone, or this interpreter ends, the process is ended, unless it was released.

    Args:
        pid: Its number.
        sentinel: What `os.pidfd_open` returned for it; taken over.
        status: Finds its exit status, once it has ended; None if nobody knows.
    """

    def __init__(self, pid: int, sentinel: int, status: Callable[[int], int | None]) -> None:
        self.pid = pid
        self.sentinel = sentinel
        self.exitcode: int | None = None
        self._status: Callable[[int], int | None] | None = status
        self._end = weakref.finalize(self, _put_away, sentinel)

    def is_alive(self) -> bool:
        """Whether it runs."""
        return not wait([self.sentinel], 0)

    def kill(self) -> None:
        """End it at once."""
        _kill(self.sentinel)

    def release(self) -> None:
        """Let it go on when this object is gone, or this interpreter ends."""
        if self._end.detach():
            self._end = weakref.finalize(self, _close, self.sentinel)

    def join(self, timeout: float | None = None) -> None:
        """Wait for its end, at most so many seconds; then `exitcode` is set, if it is known."""
        if wait([self.sentinel], timeout) and self._status is not None:
            status, self._status = self._status, None
            self.exitcode = status(self.pid)


def _close(sentinel: int) -> None:
    os.close(sentinel)


def _kill(sentinel: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(sentinel, signal.SIGKILL)


def _put_away(sentinel: int) -> None:
    _kill(sentinel)
    os.close(sentinel)
