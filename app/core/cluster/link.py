"""`Link`: the web process' end of the bridge. It starts the bridge's process and talks to it."""

from __future__ import annotations

import contextlib
import json
import logging
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.core.runs import atomic_file

_LOG = logging.getLogger(__name__)

BRIDGE = "app.core.cluster.bridge_main"
"""The module that is the bridge's process."""

QUICK_SECONDS = 5.0
"""A bridge that ends sooner than this could not begin."""

QUICK_ENDS = 3
"""How often that may happen in a row before nothing more is tried."""


class Link:
    """Started with the first thing that is said; a bridge that ends is replaced.

    Its methods may be called from any thread, and do not wait.

    Args:
        address: Of the scheduler.
        state: The directory of state. The name of this server in the cluster is kept there.
        *extra: Further arguments of `bridge_main.main`.
    """

    def __init__(self, address: str, state: Path, *extra: str) -> None:
        self.address = address
        self.runs = state / "runs"
        self._state = state
        self._extra = extra
        self._turn = threading.RLock()
        self._process: subprocess.Popen[str] | None = None
        self._listeners: list[Callable[[dict[str, Any]], None]] = []
        self._restart_listeners: list[Callable[[bool], None]] = []
        self._ends = 0
        self._closed = False

    def on_answer(self, callback: Callable[[dict[str, Any]], None]) -> Callable[[], None]:
        """Have a function called with each answer; returns how to end that."""
        self._listeners = [*self._listeners, callback]

        def remove() -> None:
            with self._turn:
                self._listeners = [one for one in self._listeners if one is not callback]

        return remove

    def on_restart(self, callback: Callable[[bool], None]) -> None:
        """Have a function called after the bridge was lost: with whether there is a new one."""
        self._restart_listeners.append(callback)

    def start(self) -> None:
        """Start the bridge, if it has not been started."""
        with self._turn:
            if not self._closed:
                self._process = self._process or self._started()

    def say(self, line: dict[str, Any]) -> None:
        """Tell the bridge something. What a bridge that ends just now does not hear is lost."""
        with self._turn:
            if self._closed:
                return
            process = self._process = self._process or self._started()
            with contextlib.suppress(OSError, ValueError):
                assert process.stdin is not None
                process.stdin.write(json.dumps(line) + "\n")
                process.stdin.flush()

    def close(self) -> None:
        """End the bridge. What the cluster has goes on."""
        with self._turn:
            self._closed = True
            process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            assert process.stdin is not None
            process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(3)
        process.kill()
        process.wait()

    def _started(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", BRIDGE),
                *(self.address, self._server(), str(self.runs), *self._extra),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl+C is the server's
        )
        threading.Thread(target=self._read, args=(process,), daemon=True).start()
        return process

    def _server(self) -> str:
        """The name of this server, which outlives its processes."""
        path = self._state / "cluster-name"
        with contextlib.suppress(OSError):
            return path.read_text(encoding="ascii")
        name = f"layerloom-{secrets.token_hex(8)}"
        self._state.mkdir(parents=True, exist_ok=True)
        atomic_file.write(path, name.encode("ascii"))
        return name

    def _read(self, process: subprocess.Popen[str]) -> None:
        """Hand on what a bridge says, to its end; replace it then."""
        began = time.monotonic()
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                for listener in self._listeners:
                    try:
                        listener(json.loads(line))
                    except Exception:
                        _LOG.exception("An answer of the bridge to the cluster failed")
        process.wait()
        with self._turn:
            if self._closed or self._process is not process:
                return
            self._process = None
            with contextlib.suppress(OSError):
                assert process.stdin is not None
                process.stdin.close()
            self._ends = self._ends + 1 if time.monotonic() - began < QUICK_SECONDS else 0
            again = self._ends < QUICK_ENDS
        _LOG.warning("The bridge to the cluster has ended (status %s).", process.returncode)
        for tell in self._restart_listeners:
            tell(again)
