"""Forks of a process that has loaded nothing but NumPy."""

from __future__ import annotations

import functools
import os
import signal
import time
from concurrent.futures import CancelledError
from multiprocessing.connection import wait

import pytest

from app.core.workers.fork_server import ForkServer
from app.core.workers.forked_process import ForkedProcess
from app.core.workers.job_process import ProcessLostError
from app.core.workers.one_job_process import Run
from app.core.workers.worker import Worker
from tests.app.core.workers.forks import forked, server_pid, value

pytestmark = pytest.mark.skipif(not ForkServer.possible(), reason="Linux only")


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
