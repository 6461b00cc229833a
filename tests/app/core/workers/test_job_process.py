from __future__ import annotations

import operator
import os
import signal
import threading
from collections.abc import Iterator

import pytest

from app.core.tasks import process_setup
from app.core.workers import job_process
from app.core.workers.fork_server import ForkServer
from app.core.workers.job_process import JobProcess, ProcessLostError


@pytest.fixture(scope="module")
def fork_server() -> Iterator[ForkServer]:
    server = ForkServer(os.getpid)
    yield server
    server.close()


@pytest.fixture(params=["started", "forked"])
def process(request: pytest.FixtureRequest, fork_server: ForkServer) -> Iterator[JobProcess]:
    if request.param == "forked" and not ForkServer.possible():
        pytest.skip("nothing is forked on this system")
    server = fork_server if request.param == "forked" else None
    made = JobProcess(process_setup.prepare_process, server=server)
    yield made
    made.end()


def pid(process: JobProcess) -> int:
    found: int = process.call(os.getpid, (), 60).value
    return found


def test_what_cannot_travel_fails_alone(process: JobProcess) -> None:
    first = pid(process)
    assert "could not be sent" in process.call(operator.not_, (threading.Lock(),), 60).failure
    assert "could not be sent" in process.call(threading.Lock, (), 60).failure
    assert "could not be read" in process.call(_Unreadable, (), 60).failure
    assert pid(process) == first


class _Unreadable:
    def __reduce__(self) -> tuple[object, ...]:
        return _refuse, (os.getpid(),)


def _refuse(maker: int) -> int:
    if maker != os.getpid():
        raise ValueError("no")
    return maker


def test_a_process_tells_how_it_ended(process: JobProcess) -> None:
    with pytest.raises(ProcessLostError) as caught:
        process.call(signal.raise_signal, (signal.SIGKILL,), 60)
    assert caught.value.killed
    assert caught.value.cause == " (ended by SIGKILL)"
    assert not process.alive
    assert process.memory() == 0


def test_what_a_process_does_to_itself_is_told_from_what_others_do(process: JobProcess) -> None:
    with pytest.raises(ProcessLostError) as caught:
        process.call(os._exit, (3,), 60)
    assert caught.value.status == 3
    assert not caught.value.killed
    assert caught.value.cause == ""


def test_a_process_that_was_stopped_blocks_nobody(process: JobProcess) -> None:
    job_process._bound(process._pipe, 1)
    os.kill(pid(process), signal.SIGSTOP)
    with pytest.raises(ProcessLostError):
        process.call(operator.not_, (b"x" * 10_000_000,), 600)


def test_ctrl_c_is_the_servers_affair(process: JobProcess) -> None:
    os.kill(pid(process), signal.SIGINT)
    assert process.call(operator.add, (1, 1), 60).value == 2
    assert process.memory() > 1_000_000


def test_what_a_function_reports_comes_before_its_answer(process: JobProcess) -> None:
    heard: list[str] = []
    assert process.call(process_setup.report, ("Größer",), 60, heard.append).value is None
    assert heard == ["Größer"]
