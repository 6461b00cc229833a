"""`ChildProcess`: a `child` as the worker sees it. Dask's workers may not use `multiprocessing`."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Any

from app.core.cluster.child import Pipe


class ChildProcess:
    """Started at once; it waits for its job.

    Args:
        kind: What it imports ahead: one of `child.KINDS`.
    """

    def __init__(self, kind: str) -> None:
        near, far = socket.socketpair()
        with far:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "app.core.cluster.child", str(far.fileno()), kind],
                pass_fds=[far.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # so that what it starts ends with it
            )
        self.kind = kind
        self.pipe = Pipe(Connection(near.detach()))

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def give(self, content: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
        """Give it its job.

        Args:
            content: `function` (`"module:name"`), `arguments`, `wanted`, `folder`.
            files: Written into the directory that the function gets.

        Raises:
            OSError: If it is gone.
        """
        self.pipe.send("take", content, files)

    def want(self, wanted: str) -> None:
        """Say what is wanted of the run; one that is gone is no error."""
        with contextlib.suppress(OSError):
            self.pipe.send("wanted", wanted)

    def kill(self) -> None:
        """End it and what it has started at once; whoever reads its pipe learns that it is gone."""
        if self._process.returncode is None:
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def how_ended(self) -> str:
        """` (ended by SIGKILL)`, as far as its exit status tells; it has to be about to end."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        status = self._process.poll()
        if status is None or status >= 0:
            return "" if not status else f" (status {status})"
        with contextlib.suppress(ValueError):
            return f" (ended by {signal.Signals(-status).name})"
        return f" (ended by signal {-status})"

    def close(self) -> None:
        """End it, if it has not, and give back what it held; nobody may read its pipe any more."""
        self.kill()
        self._process.wait()
        self.pipe.close()
