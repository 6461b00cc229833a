"""What the process does that others are forked from: it loads, and forks whenever it is asked.

A process may be forked only while no thread runs in it that the fork would miss: see `_threads`.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import sys
import traceback
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.core.workers import job_loop

READY = b"ready"
"""It has loaded, and may be forked."""

UNKNOWN = b"?"
"""Nobody knows how a fork has ended."""

LARGEST = 4096
"""Bytes of the largest message."""


def serve(requests: socket.socket, load: Callable[[], Any], prepare: Callable[[], None]) -> None:
    """Load, and fork until nobody asks.

    Args:
        requests: Each message is `b"fork"` with the handle of a pipe, or the number of a fork whose
            exit status is asked for. The first answer is `READY`, or why it can't be forked; those
            to come are a number and the fork's `pidfd`, and a status or `UNKNOWN`.
        load: Imports whatever all forks need.
        prepare: Sets the process up before that.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # An import makes next to no garbage, and collections take a good part of its time.
    gc.disable()
    try:
        prepare()
        import numpy  # noqa: F401 - for its threads
        import scipy.linalg  # noqa: F401 - for those that are its own

        usual = len(_threads())
        load()
    except Exception as error:
        _tell(requests, f"{type(error).__name__}: {error}".encode()[:LARGEST])
        return
    gc.freeze()  # collections in a fork don't walk over it, and so leave it shared
    gc.enable()
    refusal = _refusal(usual)
    if not _tell(requests, refusal or READY):
        return
    # Python 3.12 warns of any second thread, also of those that mind a fork.
    warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
    while not refusal:
        message, handles, _, _ = socket.recv_fds(requests, LARGEST, 1)
        if not message:
            return
        if handles:
            _fork(requests, handles[0], _refusal(usual))
        else:
            requests.send(_wait(int(message)))


def _tell(requests: socket.socket, message: bytes) -> bool:
    """Answer; whoever asked may have ended while this was loading, which returns False."""
    try:
        requests.send(message)
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True


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
        return UNKNOWN
    return str(os.waitstatus_to_exitcode(status)).encode()


def _refusal(usual: int) -> bytes:
    """Why this process must not be forked; empty if it may."""
    found = _threads()
    if len(found) <= usual:
        return b""
    return f"{len(found)} threads run where {usual} are known: {', '.join(found)}".encode()


def _threads() -> list[str]:
    """Names of this process' threads, but for those that are known to mind a fork.

    Some libraries have threads as soon as they are imported, and stop and start them around a fork
    (`pthread_atfork`): OpenBLAS, of which NumPy and SciPy have one each (Keras imports scikit-learn
    where there is one, and that SciPy), counted before anything else is imported; and jemalloc.
    TensorFlow has none before its first tensor; its pools would be missing in a fork.
    """
    names = []
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):
            names.append((task / "comm").read_text(encoding="utf-8", errors="replace").strip())
    return sorted(name for name in names if name != "jemalloc_bg_thd")
