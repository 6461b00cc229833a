"""What a fork shares with others, and which process is never forked."""

from __future__ import annotations

import os
import random
import stat
import subprocess
import sys
import threading
import time

import pytest

from app.core.workers.fork_server import ForkServer
from tests.app.core.workers.forks import forked, server_pid, value

pytestmark = pytest.mark.skipif(not ForkServer.possible(), reason="Linux only")


def test_forks_are_processes_of_their_own_with_nothing_in_common(server: ForkServer) -> None:
    one, other = forked(server), forked(server)
    pids = {value(one, os.getpid), value(other, os.getpid), server_pid(server), os.getpid()}
    assert len(pids) == 4
    assert value(one, os.getppid) == value(other, os.getppid) == server_pid(server)
    assert value(one, _random) != value(other, _random)
    assert value(one, _numpy_random) != value(other, _numpy_random)
    one.end()
    assert value(other, os.getpid) in pids
    other.end()


def _random() -> float:
    return random.random()


def _numpy_random() -> float:
    import numpy as np

    return float(np.random.random())


def test_a_fork_holds_its_own_pipe_and_no_way_to_the_server(server: ForkServer) -> None:
    first, second = forked(server), forked(server)
    for process in first, second:
        assert value(process, _sockets) == 1
        process.end()


def _sockets() -> int:
    handles = [int(name) for name in os.listdir("/proc/self/fd")]  # noqa: PTH208
    return sum(_is_socket(handle) for handle in handles if handle > 2)


def _is_socket(handle: int) -> bool:
    try:
        return stat.S_ISSOCK(os.fstat(handle).st_mode)
    except OSError:
        return False


def test_who_ends_while_it_loads_leaves_no_traceback() -> None:
    program = (
        "import socket; from app.core.workers.fork_loop import serve\n"
        "here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)\n"
        "serve(there, here.close, lambda: None)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_threads_of_scipy_mind_a_fork() -> None:
    server = ForkServer(_import_scipy)
    process = forked(server)
    assert value(process, os.getppid) == server_pid(server)
    assert value(process, _solve) == 2
    process.end()
    server.close()


def _import_scipy() -> None:
    import scipy.linalg  # noqa: F401


def _solve() -> float:
    from scipy import linalg

    return float(linalg.solve([[2.0]], [4.0])[0])


def test_a_process_with_other_threads_is_not_forked() -> None:
    server = ForkServer(_start_thread)
    process = forked(server)
    assert value(process, os.getppid) == os.getpid()
    assert server._server is None
    process.end()
    server.close()


def _start_thread() -> None:
    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
