"""A process that has imported Keras and done nothing else, and forks whenever one like it is asked.

A fork is as fresh as a new Python process in which Keras was imported, and is there at once.
What that process does stands in `fork_loop`.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from typing import Any

from app.core.tasks import process_setup
from app.core.workers import fork_loop
from app.core.workers.forked_process import ForkedProcess

_LOG = logging.getLogger(__name__)

_STARTS = 3
"""How often it is made anew within one request, if it is killed."""

_LOAD_SECONDS = 600.0
"""Longest import of Keras."""

_ANSWER_SECONDS = 30.0
"""Longest fork: it takes some hundredths of a second, unless the machine swaps."""

_LOOK_SECONDS = 0.1
"""How often it is asked whether a process is still wanted."""


class ForkServer:
    """Makes processes that have something loaded; any thread may ask.

    It is started when it is first asked, and again when it is asked after its end. What it has made
    outlives it.

    Args:
        load: A module-level function that imports whatever all need.
        prepare: A module-level function that sets the process up before that.
    """

    def __init__(
        self,
        load: Callable[[], Any],
        prepare: Callable[[], None] = process_setup.prepare_process,
    ) -> None:
        self._load = load
        self._prepare = prepare
        self._turn = threading.Lock()
        self._server: _Server | None = None
        self._refused = False
        self._closed = False

    @staticmethod
    def possible() -> bool:
        """Whether this system can do it: Linux 5.3 can, unless a container forbids `pidfd_open`."""
        if sys.platform != "linux":
            return False
        try:
            os.close(os.pidfd_open(os.getpid()))
        except OSError:
            return False
        return True

    def fork(self, given_up: Callable[[], bool]) -> tuple[Connection, ForkedProcess] | None:
        """Make a process that serves a pipe, see `job_loop.serve`.

        Args:
            given_up: Asked ten times a second while it waits.

        Returns:
            The pipe and the process; None where forking is not safe or doesn't work, and a new
            interpreter has to be started.

        Raises:
            OSError: If it was given up.
        """
        while not self._turn.acquire(timeout=_LOOK_SECONDS):
            self._check(given_up)
        try:
            for _ in range(_STARTS):
                self._check(given_up)
                server = self._running(given_up)
                if server is None:
                    return None
                with contextlib.suppress(OSError):
                    return server.fork()
                _LOG.warning("The process that others are forked from is gone.")
                self._discard()
            return None
        finally:
            if self._closed:
                self._discard()
            self._turn.release()

    def warm(self, given_up: Callable[[], bool]) -> None:
        """Wait until it has loaded, so that the first fork is there at once.

        Args:
            given_up: As for `fork`.

        Raises:
            OSError: If it was given up.
        """
        while not self._turn.acquire(timeout=_LOOK_SECONDS):
            self._check(given_up)
        try:
            self._running(given_up)
        finally:
            if self._closed:
                self._discard()
            self._turn.release()

    def close(self) -> None:
        """End it, and refuse further requests. What it has made goes on."""
        self._closed = True
        self._refused = True
        self._discard()

    def _check(self, given_up: Callable[[], bool]) -> None:
        if self._closed or given_up():
            raise OSError("it is not wanted any more")

    def _running(self, given_up: Callable[[], bool]) -> _Server | None:
        """The server, when it has loaded; None if it cannot."""
        for _ in range(_STARTS):
            if self._refused:
                return None
            server = self._server = self._server or _Server(self._load, self._prepare)
            end = time.monotonic() + _LOAD_SECONDS
            while server.alive and time.monotonic() < end:
                if server.ready(_LOOK_SECONDS):
                    if not server.refusal:
                        return server
                    break
                self._check(given_up)
            if server.refusal or server.alive:
                break
            self._discard()
        reason = server.refusal or "what is to be forked did not start"
        _LOG.warning("Each process imports Keras for itself from now on: %s.", reason)
        self._refused = True
        self._discard()
        return None

    def _discard(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.end()


class _Server:
    """One such process, as the web process sees it."""

    def __init__(self, load: Callable[[], Any], prepare: Callable[[], None]) -> None:
        self._socket, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._turn = threading.Lock()
        self._loaded = False
        self.refusal = ""
        self._process = multiprocessing.get_context("spawn").Process(
            target=fork_loop.serve,
            args=(far, load, prepare),
            name="Layerloom fork server",
            daemon=True,
        )
        try:
            self._process.start()
        finally:
            far.close()

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def ready(self, seconds: float) -> bool:
        """Wait until it has loaded; `refusal` says whether it may be forked."""
        if not self._loaded and wait([self._socket, self._process.sentinel], seconds):
            with contextlib.suppress(OSError):
                self._socket.settimeout(_ANSWER_SECONDS)
                said = self._socket.recv(fork_loop.LARGEST)
                self._loaded = bool(said)
                self.refusal = "" if said == fork_loop.READY else said.decode()
        return self._loaded

    def fork(self) -> tuple[Connection, ForkedProcess] | None:
        """Make a process; raises OSError if the server is lost.

        One that was forked by a server that could not tell any more finds its pipe closed, and
        ends: no pipe is ever offered twice.
        """
        near, far = multiprocessing.get_context("spawn").Pipe()
        try:
            said, found = self._ask(b"fork", [far.fileno()])
        except OSError:
            near.close()
            raise
        finally:
            far.close()
        if not found:
            near.close()
            _LOG.warning("No process was forked: %s", said.decode())
            return None
        return near, ForkedProcess(int(said), found[0], self._status)

    def _status(self, pid: int) -> int | None:
        try:
            said, _ = self._ask(str(pid).encode(), [])
        except OSError:
            return None
        return None if said == fork_loop.UNKNOWN else int(said)

    def _ask(self, message: bytes, handles: list[int]) -> tuple[bytes, list[int]]:
        with self._turn:
            try:
                socket.send_fds(self._socket, [message], handles)
                said, found, _, _ = socket.recv_fds(self._socket, fork_loop.LARGEST, 1)
                if not said:
                    raise ConnectionResetError
            except OSError:
                self._process.kill()  # so that no late answer is taken for that of the next one
                raise
        for handle in found:
            os.set_inheritable(handle, False)
        return said, found

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        with self._turn:
            self._socket.close()
