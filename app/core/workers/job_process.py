"""One process that does what it is asked, one thing at a time, over a pipe."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import socket
import struct
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from app.core.tasks.task_outcome import Outcome, run

_PIPE_SECONDS = 20
"""How long a message may be stuck half-way before its process counts as lost."""

_PROTOCOL = pickle.HIGHEST_PROTOCOL


class ProcessLostError(Exception):
    """A process that is gone.

    Attributes:
        status: Its exit status, negative for a signal; None if that is not known.
    """

    def __init__(self, status: int | None) -> None:
        super().__init__(f"The process is gone{_cause(status)}.")
        self.status = status

    @property
    def cause(self) -> str:
        """` (ended by SIGKILL)`, as far as the exit status tells."""
        return _cause(self.status)

    @property
    def killed(self) -> bool:
        """Whether somebody else ended it: the system or a person, not what ran in it."""
        return self.status in (-signal.SIGKILL, -signal.SIGTERM)


class JobProcess:
    """A fresh Python process, from its start to its end.

    One thread calls; any thread may `kill`.

    Args:
        prepare: Module-level function that runs in it before all else.
        *arguments: What it takes; pickled.
    """

    def __init__(self, prepare: Callable[..., None], *arguments: Any) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, far = context.Pipe()
        _bound(self._pipe)
        self._process = context.Process(
            target=_serve, args=(far, prepare, arguments), name="Layerloom job", daemon=True
        )
        try:
            self._process.start()
        finally:
            far.close()

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.is_alive()

    def memory(self) -> int:
        """Bytes that it holds; 0 where the system doesn't tell."""
        try:
            pages = Path(f"/proc/{self._process.pid}/statm").read_text(encoding="ascii").split()[1]
        except OSError:
            return 0
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def call(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float
    ) -> Outcome:
        """Run a module-level function in the process and wait for what comes of it.

        Args:
            function: What is run.
            arguments: What it takes; pickled.
            seconds: After this long the process is ended.

        Raises:
            TimeoutError: If it took too long.
            ProcessLostError: If the process is gone. What the function itself raises is in the
                outcome, never here.
        """
        try:
            message = pickle.dumps((function, arguments), _PROTOCOL)
        except Exception as error:  # pickling runs the code of whatever is pickled
            return Outcome(failure=f"This could not be sent to a process: {error}")
        try:
            self._pipe.send_bytes(message)
            if not wait([self._pipe, self._process.sentinel], seconds):
                self.end()
                raise TimeoutError
            answer = self._pipe.recv_bytes()
        except TimeoutError:
            raise
        except (OSError, EOFError):
            self._process.join(0.2)  # one that ended of itself is to tell how
            raise ProcessLostError(self.end()) from None
        try:
            outcome: Outcome = pickle.loads(answer)
        except Exception as error:  # so does unpickling
            return Outcome(failure=f"The result could not be read: {error}")
        return outcome

    def kill(self) -> None:
        """End the process at once, from any thread; who called then learns that it is lost."""
        self._process.kill()

    def end(self) -> int | None:
        """End the process and give back what it held; returns its exit status."""
        self._process.kill()
        self._process.join()
        self._pipe.close()
        return self._process.exitcode


def _serve(pipe: Connection, prepare: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    """What the process does: answer until nobody asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the server's, which ends its processes
    prepare(*arguments)
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send_bytes(_answer(pipe.recv_bytes()))


def _answer(message: bytes) -> bytes:
    outcome = run(_do, message)
    try:
        return pickle.dumps(outcome, _PROTOCOL)
    except Exception as error:  # pickling runs the code of whatever is pickled
        return pickle.dumps(Outcome(failure=f"The result could not be sent: {error}"), _PROTOCOL)


def _do(message: bytes) -> Any:
    function, arguments = pickle.loads(message)
    return function(*arguments)


def _bound(pipe: Connection, seconds: int = _PIPE_SECONDS) -> None:
    """Let no process that was stopped half-way through a message block this one for ever."""
    if sys.platform == "win32":
        return
    with socket.socket(fileno=os.dup(pipe.fileno())) as both:
        for option in (socket.SO_SNDTIMEO, socket.SO_RCVTIMEO):
            both.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", seconds, 0))


def _cause(status: int | None) -> str:
    if status is None or status >= 0:
        return ""
    try:
        return f" (ended by {signal.Signals(-status).name})"
    except ValueError:
        return f" (ended by signal {-status})"
