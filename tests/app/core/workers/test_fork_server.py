"""Forks of a process that has loaded nothing but NumPy."""

from __future__ import annotations

import functools
import os
import random
import signal
import stat
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from multiprocessing.connection import wait

import pytest

from app.core.tasks import process_setup
from app.core.workers.fork_server import ForkServer
from app.core.workers.forked_process import ForkedProcess
from app.core.workers.job_process import JobProcess, ProcessLostError
from app.core.workers.one_job_process import Run
from app.core.workers.worker import Worker

pytestmark = pytest.mark.skipif(not ForkServer.possible(), reason="Linux only")


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    made = ForkServer(os.getpid)
    yield made
    made.close()


def forked(server: ForkServer) -> JobProcess:
    return JobProcess(process_setup.prepare_process, server=server)


def value(process: JobProcess, function: object, *arguments: object) -> object:
    assert callable(function)
    return process.call(function, arguments, 60).value


def server_pid(server: ForkServer) -> int:
    assert server._server is not None
    pid = server._server._process.pid
    assert pid
    return pid


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


def test_a_fork_outlives_the_server_and_the_next_one_has_a_new_server(server: ForkServer) -> None:
    survivor = forked(server)
    before = server_pid(server)
    os.kill(before, signal.SIGKILL)
    follower = forked(server)
    assert value(survivor, os.getpid) != value(follower, os.getpid)
    assert value(follower, os.getppid) == server_pid(server) != before
    with pytest.raises(ProcessLostError) as caught:
        survivor.call(os._exit, (3,), 60)
    assert caught.value.status is None  # who could tell is gone
    follower.end()


def test_a_server_that_hangs_is_replaced(server: ForkServer) -> None:
    forked(server).end()
    hung = server_pid(server)
    assert server._server is not None
    server._server._socket.settimeout(0.2)
    os.kill(hung, signal.SIGSTOP)
    process = forked(server)
    assert value(process, os.getppid) == server_pid(server) != hung
    process.end()


def test_a_process_with_other_threads_is_not_forked() -> None:
    server = ForkServer(_start_thread)
    process = forked(server)
    assert value(process, os.getppid) == os.getpid()
    assert server._server is None
    process.end()
    server.close()


def _start_thread() -> None:
    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()


def test_what_cannot_be_loaded_is_not_forked() -> None:
    server = ForkServer(functools.partial(int, "x"))
    process = forked(server)
    assert value(process, os.getppid) == os.getpid()
    process.end()
    server.close()


def test_who_waits_for_a_server_that_loads_can_be_stopped() -> None:
    server = ForkServer(functools.partial(time.sleep, 600))
    worker = Worker("sleeps", os.getpid, server=server)
    while server._server is None:
        time.sleep(0.01)
    run = Run(os.getpid, (), 60, 2**30, server)
    run.cancel()
    worker.close()
    with pytest.raises(CancelledError):
        run.future.result(60)
    pid = server_pid(server)
    server.close()
    assert not os.path.exists(f"/proc/{pid}")  # noqa: PTH110
    with pytest.raises(OSError, match="not wanted"):
        forked(server)


def test_a_process_ends_with_the_object_that_holds_it(server: ForkServer) -> None:
    process = forked(server)
    assert isinstance(process._process, ForkedProcess)
    watch = os.dup(process._process.sentinel)
    del process
    assert wait([watch], 60)
    os.close(watch)
