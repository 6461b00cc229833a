"""`TrainingProcess`: the process of a run as the server sees it, with which it does not end."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from multiprocessing.connection import wait
from pathlib import Path

from app.core.runs import run_process
from app.core.runs.process_mark import NAME, ProcessMark
from app.core.workers import job_loop
from app.core.workers.fork_server import ForkServer
from app.core.workers.forked_process import ForkedProcess

ROOT = Path(__file__).resolve().parents[3]


class TrainingProcess:
    """A process that has a run.

    Args:
        mark: Which it is.
        forked: The process if it was forked by this server.
        spawned: The process if it was started by this server.
    """

    def __init__(
        self,
        mark: ProcessMark,
        forked: ForkedProcess | None = None,
        spawned: subprocess.Popen[bytes] | None = None,
    ) -> None:
        self._mark = mark
        self._forked = forked
        self._spawned = spawned
        self.sentinel = forked.sentinel if forked is not None else None

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        if self._forked is not None:
            return self._forked.is_alive()
        if self._spawned is not None:
            return self._spawned.poll() is None
        return self._mark.alive

    def kill(self) -> None:
        """End it at once."""
        if self._forked is not None:
            self._forked.kill()
        else:
            self._mark.kill()

    def end(self, seconds: float) -> None:
        """End it, and wait for so long until it is gone."""
        self.kill()
        if self._forked is not None:
            self._forked.join(seconds)  # also takes its exit status, so that nothing is left of it
        elif self._spawned is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._spawned.wait(seconds)
        else:
            handle = _handle(self._mark)
            if handle is not None:
                wait([handle], seconds)
                os.close(handle)


def started(
    directory: Path,
    memory: int,
    server: ForkServer | None,
    given_up: Callable[[], bool],
    patience: int = run_process.PATIENT,
) -> TrainingProcess:
    """Start the process of a run.

    Args:
        directory: Of the run.
        memory: Bytes that it may use.
        server: Where to have it forked; a new interpreter is started without one.
        given_up: Asked now and then while the server is waited for.
        patience: See `run_process.PATIENT`.

    Raises:
        OSError: If the system refuses a process, or it was given up.
    """
    (directory / NAME).unlink(missing_ok=True)
    forked = server.fork(given_up) if server is not None else None
    if forked is None:
        return _spawned(directory, memory, patience)
    pipe, process = forked
    mark = ProcessMark.of(process.pid)
    mark.write(directory)
    process.release()
    with contextlib.suppress(OSError):  # if it is gone already, it is seen to be
        for function, arguments in (
            (run_process.prepare, (str(directory), memory)),
            (run_process.train, (str(directory), patience)),
        ):
            pipe.send_bytes(pickle.dumps((function, arguments), job_loop.PROTOCOL))
    pipe.close()  # it has all that it needs, and finds nobody who would take an answer
    return TrainingProcess(mark, forked=process)


def _spawned(directory: Path, memory: int, patience: int) -> TrainingProcess:
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    process = subprocess.Popen(
        [sys.executable, "-m", run_process.__name__, str(directory), str(memory), str(patience)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
    )
    mark = ProcessMark.of(process.pid)
    mark.write(directory)
    return TrainingProcess(mark, spawned=process)


def _handle(mark: ProcessMark) -> int | None:
    """What tells of the end of a process that is not this one's child."""
    if not mark.alive or not hasattr(os, "pidfd_open"):
        return None
    with contextlib.suppress(OSError):
        return os.pidfd_open(mark.pid)
    return None
