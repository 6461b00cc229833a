"""Real processes and real kills; jobs are functions of the standard library."""

from __future__ import annotations

import functools
import operator
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError

import pytest

from app.core.tasks.task_outcome import TaskError
from app.core.workers.job import WorkerLostError
from app.core.workers.worker import Worker


@pytest.fixture(scope="module")
def shared() -> Iterator[Worker]:
    worker = Worker("adds numbers", os.getpid)
    yield worker
    worker.close()


@pytest.fixture
def worker(shared: Worker) -> Worker:
    """The module's worker, ready: replaced processes have been warmed up again."""
    shared.submit(os.getpid, seconds=60).result(60)
    return shared


def pid(worker: Worker) -> int:
    found: int = worker.submit(os.getpid, seconds=60).result(60)
    return found


def test_a_job_runs_in_another_process(worker: Worker) -> None:
    assert pid(worker) not in (os.getpid(), os.getppid())
    assert worker.submit(operator.add, 2, 3, seconds=60).result(60) == 5
    assert worker.state.status == "ready"


def test_one_process_serves_all_jobs(worker: Worker) -> None:
    assert pid(worker) == pid(worker)


def test_what_a_job_raises_comes_back_as_a_sentence(worker: Worker) -> None:
    job = worker.submit(operator.truediv, 1, 0, seconds=60)
    with pytest.raises(TaskError, match="ZeroDivisionError: division by zero"):
        job.result(60)
    assert pid(worker)


def test_a_job_whose_process_is_killed_is_done_again(worker: Worker) -> None:
    victim = pid(worker)
    before = worker.state.incidents
    job = worker.submit(time.sleep, 1.5, seconds=60)
    while not job.running():
        time.sleep(0.01)
    time.sleep(0.3)
    os.kill(victim, signal.SIGKILL)
    assert job.result(60) is None
    assert worker.state.incidents == before + 1
    assert "SIGKILL" in worker.state.incident
    assert pid(worker) != victim


def test_a_job_that_kills_its_process_each_time_is_given_up(worker: Worker) -> None:
    job = worker.submit(signal.raise_signal, signal.SIGKILL, seconds=60)
    with pytest.raises(WorkerLostError, match="stopped again"):
        job.result(60)
    assert worker.submit(operator.add, 1, 1, seconds=60).result(60) == 2


def test_an_idle_process_that_dies_is_replaced_without_a_job(worker: Worker) -> None:
    victim = pid(worker)
    before = worker.state.incidents
    os.kill(victim, signal.SIGKILL)
    while worker.state.incidents == before or worker.state.status != "ready":
        time.sleep(0.02)
    assert pid(worker) != victim


def test_a_job_that_hangs_is_stopped_and_the_next_one_runs(worker: Worker) -> None:
    victim = pid(worker)
    job = worker.submit(time.sleep, 600, seconds=0.3)
    following = worker.submit(os.getpid, seconds=60)
    with pytest.raises(WorkerLostError, match="took over"):
        job.result(60)
    assert following.result(60) != victim


def test_a_newer_request_takes_the_place_of_one_that_waits(worker: Worker) -> None:
    blocker = worker.submit(time.sleep, 0.5, seconds=60)
    old, other, new = (
        worker.submit(operator.add, value, 0, seconds=60, slot=slot)
        for value, slot in ((1, "mine"), (2, "yours"), (3, "mine"))
    )
    assert new.result(60) == 3
    assert other.result(60) == 2
    assert blocker.done()
    with pytest.raises(CancelledError):
        old.result(60)


def test_a_session_that_asks_much_keeps_no_other_waiting(worker: Worker) -> None:
    order: list[str] = []
    worker.submit(time.sleep, 0.2, seconds=60)
    jobs = []
    for owner in ("greedy", "greedy", "greedy", "modest"):
        job = worker.submit(os.getpid, seconds=60, slot=(owner, len(jobs)))
        job.add_done_callback(lambda _, owner=owner: order.append(owner))
        jobs.append(job)
    for job in jobs:
        job.result(60)
    assert order == ["greedy", "modest", "greedy", "greedy"]


def test_who_listens_hears_that_a_process_was_lost_and_replaced(worker: Worker) -> None:
    heard: list[str] = []
    stop = worker.on_change(lambda state: heard.append(state.status))
    os.kill(pid(worker), signal.SIGKILL)
    pid(worker)
    stop()
    assert heard == ["restarted", "ready"]


def test_a_worker_that_cannot_start_says_why_and_tries_again_when_asked() -> None:
    worker = Worker("divides by zero", _never_warm)
    try:
        assert worker.wait_started(60)
        assert worker.state.status == "failed"
        assert "divides by zero could not be started" in worker.state.message
        job = worker.submit(os.getpid, seconds=60)
        with pytest.raises(WorkerLostError, match="could not be started"):
            job.result(60)
    finally:
        worker.close()


def test_closing_ends_the_process_and_cancels_what_waits() -> None:
    worker = Worker("sleeps", os.getpid)
    running_pid = pid(worker)
    running = worker.submit(time.sleep, 600, seconds=900)
    waiting = worker.submit(os.getpid, seconds=60)
    while not running.running():
        time.sleep(0.01)
    worker.close()
    with pytest.raises(WorkerLostError):
        running.result(1)
    assert waiting.cancelled()
    assert worker.submit(os.getpid, seconds=60).cancelled()
    with pytest.raises(ProcessLookupError):
        os.kill(running_pid, 0)


_never_warm = operator.itemgetter("nothing").__call__


def test_closing_ends_a_process_that_is_only_starting() -> None:
    worker = Worker("starts slowly", _slow_start)
    time.sleep(0.3)
    worker.close()
    assert worker.submit(os.getpid, seconds=60).cancelled()


_slow_start = functools.partial(time.sleep, 600)
