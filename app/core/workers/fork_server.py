"""A process that has imported Keras and done nothing else, and forks whenever one like it is asked.

A fork is as fresh as a new Python process in which Keras was imported, and is there at once.
A process may be forked only while no thread runs in it that the fork would miss: see `_threads`.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from app.core.tasks import process_setup
from app.core.workers import job_loop
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

_READY = b"ready"
_UNKNOWN = b"?"
_LARGEST = 4096


class ForkServer:
    """Makes processes that have something loaded; any thread may ask.

    It is started when it is first asked, and again when it is asked after its end. What it has made
    outlives it.

    Args:
        load: A module-level function that imports whatever all need.
    """

    def __init__(self, load: Callable[[], Any]) -> None:
        self._load = load
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
            server = self._server = self._server or _Server(self._load)
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

    def __init__(self, load: Callable[[], Any]) -> None:
        self._socket, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._turn = threading.Lock()
        self._loaded = False
        self.refusal = ""
        self._process = multiprocessing.get_context("spawn").Process(
            target=_serve, args=(far, load), name="Layerloom fork server", daemon=True
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
                said = self._socket.recv(_LARGEST)
                self._loaded = bool(said)
                self.refusal = "" if said == _READY else said.decode()
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
        return None if said == _UNKNOWN else int(said)

    def _ask(self, message: bytes, handles: list[int]) -> tuple[bytes, list[int]]:
        with self._turn:
            try:
                socket.send_fds(self._socket, [message], handles)
                said, found, _, _ = socket.recv_fds(self._socket, _LARGEST, 1)
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


def _serve(requests: socket.socket, load: Callable[[], Any]) -> None:
    """What the server does: load, and fork until nobody asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # An import makes next to no garbage, and collections take a good part of its time.
    gc.disable()
    try:
        process_setup.prepare_process()
        import numpy  # noqa: F401 - for its threads

        usual = len(_threads())
        load()
    except Exception as error:
        requests.send(f"{type(error).__name__}: {error}".encode()[:_LARGEST])
        return
    gc.freeze()  # collections in a fork don't walk over it, and so leave it shared
    gc.enable()
    refusal = _refusal(usual)
    requests.send(refusal or _READY)
    # Python 3.12 warns of any second thread, also of those that mind a fork.
    warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
    while not refusal:
        message, handles, _, _ = socket.recv_fds(requests, _LARGEST, 1)
        if not message:
            return
        if handles:
            _fork(requests, handles[0], _refusal(usual))
        else:
            requests.send(_wait(int(message)))


def _fork(requests: socket.socket, handle: int, refusal: bytes) -> None:
    try:
        if refusal:
            requests.send(refusal)
            return
        pid = os.fork()
        if pid == 0:
            _be_forked(requests, handle)
        sentinel = os.pidfd_open(pid)
        socket.send_fds(requests, [str(pid).encode()], [sentinel])
        os.close(sentinel)
    except OSError as error:
        requests.send(str(error).encode())
    finally:
        os.close(handle)


def _be_forked(requests: socket.socket, handle: int) -> None:
    """What a fork does; ends it."""
    status = 1
    try:
        requests.close()
        os.set_inheritable(handle, False)
        import numpy as np

        # Python's own generator is seeded anew by the fork; the others are made when they are used.
        np.random.seed()
        job_loop.serve(Connection(handle))
        status = 0
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        # Nothing that the server registered to be done at its own end is done here.
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def _wait(pid: int) -> bytes:
    """The exit status of a process that has ended."""
    try:
        _, status = os.waitpid(pid, 0)
    except ChildProcessError:
        return _UNKNOWN
    return str(os.waitstatus_to_exitcode(status)).encode()


def _refusal(usual: int) -> bytes:
    """Why this process must not be forked; empty if it may."""
    found = _threads()
    if len(found) <= usual:
        return b""
    return f"{len(found)} threads run where {usual} are known: {', '.join(found)}".encode()


def _threads() -> list[str]:
    """Names of this process' threads, but for those that are known to mind a fork.

    Two libraries have threads as soon as they are imported, and stop and start them around a fork
    (`pthread_atfork`): NumPy's OpenBLAS, which is counted before anything else is imported, and
    jemalloc. TensorFlow has none before its first tensor; its pools would be missing in a fork.
    """
    names = []
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):
            names.append((task / "comm").read_text(encoding="utf-8", errors="replace").strip())
    return sorted(name for name in names if name != "jemalloc_bg_thd")
