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
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from app.core.tasks.task_outcome import Outcome
from app.core.workers import job_loop
from app.core.workers.fork_server import ForkServer
from app.core.workers.forked_process import ForkedProcess

_PIPE_SECONDS = 20
"""How long a message may be stuck half-way before its process counts as lost."""


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
        server: Where to have it forked; a new interpreter is started without one.
        given_up: Asked now and then while the server is waited for: whether that is in vain.

    Raises:
        OSError: If the system refuses a process, or it was given up.
    """

    def __init__(
        self,
        prepare: Callable[..., None],
        *arguments: Any,
        server: ForkServer | None = None,
        given_up: Callable[[], bool] = bool,
    ) -> None:
        self._pipe, self._process = (server and server.fork(given_up)) or _spawn()
        _bound(self._pipe)
        with contextlib.suppress(OSError):  # if it is gone already, the first call tells
            self._pipe.send_bytes(pickle.dumps((prepare, arguments), job_loop.PROTOCOL))

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.is_alive()

    def memory(self) -> int:
        """Bytes that it holds, files that are mapped left out; 0 where the system doesn't tell.

        A fork has mapped few files at first, and maps what it needs of them little by little.
        """
        try:
            statm = Path(f"/proc/{self._process.pid}/statm").read_text(encoding="ascii")
        except OSError:
            return 0
        _, resident, shared, *_ = map(int, statm.split())
        return (resident - shared) * os.sysconf("SC_PAGE_SIZE")

    def call(
        self,
        function: Callable[..., Any],
        arguments: tuple[Any, ...],
        seconds: float,
        on_report: Callable[[str], None] = lambda stage: None,
    ) -> Outcome:
        """Run a module-level function in the process and wait for what comes of it.

        Args:
            function: What is run.
            arguments: What it takes; pickled.
            seconds: After this long the process is ended.
            on_report: Called with what the function says by `process_setup.report`.

        Raises:
            TimeoutError: If it took too long.
            ProcessLostError: If the process is gone. What the function itself raises is in the
                outcome, never here.
        """
        try:
            message = pickle.dumps((function, arguments), job_loop.PROTOCOL)
        except Exception as error:  # pickling runs the code of whatever is pickled
            return Outcome(failure=f"This could not be sent to a process: {error}")
        try:
            self._pipe.send_bytes(message)
            end = time.monotonic() + seconds
            answer = self._receive(end)
            while answer.startswith(job_loop.REPORT):
                on_report(answer[len(job_loop.REPORT) :].decode(errors="replace"))
                answer = self._receive(end)
        except TimeoutError:
            raise
        except (OSError, EOFError):
            self._process.join(0.2)  # one that ended of itself is to tell how
            raise ProcessLostError(self.end()) from None
        try:
            outcome: Outcome = pickle.loads(answer[len(job_loop.ANSWER) :])
        except Exception as error:  # so does unpickling
            return Outcome(failure=f"The result could not be read: {error}")
        return outcome

    def _receive(self, end: float) -> bytes:
        """The next message, if it comes before a time of the monotonic clock."""
        if not wait([self._pipe, self._process.sentinel], max(0, end - time.monotonic())):
            self.end()
            raise TimeoutError
        return self._pipe.recv_bytes()

    def kill(self) -> None:
        """End the process at once, from any thread; who called then learns that it is lost."""
        self._process.kill()

    def end(self) -> int | None:
        """End the process and give back what it held; returns its exit status."""
        self._process.kill()
        self._process.join()
        self._pipe.close()
        return self._process.exitcode


def _spawn() -> tuple[Connection, SpawnProcess | ForkedProcess]:
    """A new interpreter and the pipe that it serves."""
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe()
    process = context.Process(target=job_loop.serve, args=(far,), name="Layerloom job", daemon=True)
    try:
        process.start()
    except BaseException:
        near.close()
        raise
    finally:
        far.close()
    return near, process


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
