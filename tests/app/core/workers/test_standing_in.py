"""Two workers with real processes, of which one stands in when the other is lost."""

from __future__ import annotations

import functools
import operator
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core.workers.job import Urgency, WorkerLostError
from app.core.workers.worker import Worker
from app.core.workers.worker_state import WorkerState

SHAPES = Urgency.SHAPES
Pair = tuple[Worker, Worker]


@pytest.fixture(scope="module")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file; while it exists no process gets warm."""
    return tmp_path_factory.mktemp("gate") / "closed"


@pytest.fixture(scope="module")
def both(gate: Path) -> Iterator[Pair]:
    waits = ["sh", "-c", f"while [ -e {gate} ]; do sleep 0.02; done"]
    warm: Callable[[], Any] = functools.partial(subprocess.run, waits)
    shapes = Worker("computes shapes", warm, growth=10**8)
    pictures = Worker("draws", warm, beside=shapes, growth=10**8)
    yield shapes, pictures
    gate.unlink(missing_ok=True)
    pictures.close()
    shapes.close()


@pytest.fixture
def pair(both: Pair, gate: Path) -> Iterator[Pair]:
    """Both workers, warm."""
    for worker in both:
        worker.submit(os.getpid, seconds=60).result(20)
    yield both
    gate.unlink(missing_ok=True)


def pid(worker: Worker) -> int:
    """The process of a worker; nobody stands in for what isn't urgent."""
    found: int = worker.submit(os.getpid, seconds=60).result(20)
    return found


def started(worker: Worker) -> int | None:
    """The process of a worker, warm or not."""
    process = worker._process
    return process._process.pid if process else None


def kill(*pids: int | None) -> None:
    for victim in pids:
        assert victim
        os.kill(victim, signal.SIGKILL)


@pytest.mark.parametrize("lost", [0, 1])
def test_a_gesture_is_served_at_once_when_its_process_is_killed(
    pair: Pair, gate: Path, lost: int
) -> None:
    worker, other = pair[lost], pair[1 - lost]
    victim, survivor, before = pid(worker), pid(other), worker.state.incidents
    heard: list[WorkerState] = []
    stop = pair[0].on_change(heard.append)
    running = worker.submit(time.sleep, 0.3, seconds=60, urgency=SHAPES)
    waiting = worker.submit(os.getpid, seconds=60, urgency=SHAPES)
    while not running.running():
        time.sleep(0.01)
    gate.touch()
    kill(victim)
    assert running.result(20) is None
    assert waiting.result(20) == survivor
    assert worker.submit(os.getpid, seconds=60, urgency=Urgency.SOURCE).result(20) == survivor
    assert pair[0].state.status == "ready"
    gate.unlink()
    assert pid(worker) not in (victim, survivor)
    stop()
    assert heard == []
    assert worker.state.incidents == before


def test_a_gesture_is_served_at_once_when_its_process_hangs(pair: Pair, gate: Path) -> None:
    shapes, pictures = pair
    survivor = pid(pictures)
    hung = shapes.submit(time.sleep, 600, seconds=0.3, urgency=SHAPES, slot=("ann", "a"))
    while not hung.running():
        time.sleep(0.01)
    newer = shapes.submit(os.getpid, seconds=60, urgency=SHAPES, slot=("ann", "a"))
    gate.touch()
    with pytest.raises(WorkerLostError, match="took over"):
        hung.result(20)
    assert newer.result(20) == survivor


def test_when_both_are_gone_all_is_told_and_done_later(pair: Pair, gate: Path) -> None:
    shapes, pictures = pair
    before = shapes.state.incidents + pictures.state.incidents
    processes = [worker._process for worker in pair]
    gate.touch()
    kill(pid(pictures), pid(shapes))
    # A job that both still took, before the signal got there, would have been tried twice.
    while any(process and process.alive for process in processes):
        time.sleep(0.001)
    job = shapes.submit(operator.add, 1, 2, seconds=60, urgency=SHAPES)
    while shapes.state.status == "ready":
        time.sleep(0.01)
    assert "A new one takes its place" in shapes.state.message
    assert not job.done()
    gate.unlink()
    assert job.result(20) == 3
    assert shapes.state.status == "ready"
    assert shapes.state.incidents + pictures.state.incidents > before


def test_a_process_that_is_killed_while_it_starts_is_made_anew(pair: Pair, gate: Path) -> None:
    shapes, pictures = pair
    killed: list[int | None] = [None, pid(shapes)]
    gate.touch()
    kill(killed[-1])
    for _ in range(2):
        while (starting := started(shapes)) in killed:
            time.sleep(0.01)
        killed.append(starting)
        kill(killed[-1])
    gate.unlink()
    assert pid(shapes) not in killed
    assert shapes.state.status == pictures.state.status == "ready"


def test_a_job_that_ends_its_process_costs_nobody_the_other_one(pair: Pair) -> None:
    shapes, pictures = pair
    survivor = pid(pictures)
    job = shapes.submit(os._exit, 1, seconds=60, urgency=SHAPES)
    with pytest.raises(WorkerLostError, match="stopped again"):
        job.result(20)
    assert pid(pictures) == survivor


def test_a_job_that_gets_its_process_killed_is_tried_twice_and_no_more(pair: Pair) -> None:
    shapes, pictures = pair
    first, second = pid(shapes), pid(pictures)
    job = shapes.submit(signal.raise_signal, signal.SIGKILL, seconds=60, urgency=SHAPES)
    with pytest.raises(WorkerLostError, match="stopped again"):
        job.result(20)
    assert pid(shapes) != first
    assert pid(pictures) != second
    assert shapes.submit(operator.add, 1, 1, seconds=60, urgency=SHAPES).result(20) == 2


def test_a_busy_worker_is_helped(pair: Pair) -> None:
    shapes, pictures = pair
    helper = pid(pictures)
    long = shapes.submit(time.sleep, 0.5, seconds=60, urgency=SHAPES, slot=("ann", "a"))
    while not long.running():
        time.sleep(0.01)
    short = shapes.submit(os.getpid, seconds=60, urgency=SHAPES, slot=("ben", "a"))
    assert short.result(20) == helper
    assert not long.done()


def test_no_answer_is_lost_or_crossed_while_processes_are_killed(pair: Pair) -> None:
    shapes, _ = pair
    jobs = {}
    for turn in range(40):
        for session in range(12):
            jobs[turn, session] = shapes.submit(
                operator.add, turn * 100, session, seconds=60, urgency=SHAPES, owner=session
            )
        if turn % 13 == 5:
            kill(shapes.submit(os.getpid, seconds=60, urgency=SHAPES).result(20))
        time.sleep(0.002)
    superseded = 0
    for (turn, session), job in jobs.items():
        if job.cancelled():
            superseded += 1
        else:
            assert job.result(20) == turn * 100 + session
    assert superseded < len(jobs) / 2


def test_a_process_that_has_grown_is_replaced_while_another_stands_in(pair: Pair) -> None:
    shapes, pictures = pair
    grown, before = pid(shapes), shapes.state.incidents
    heard: list[WorkerState] = []
    stop = shapes.on_change(heard.append)
    shapes.submit(exec, "import sys; sys.leak = b'x' * 200_000_000", seconds=60).result(20)
    while pid(shapes) == grown:
        time.sleep(0.02)
    stop()
    assert heard == []
    assert shapes.state.incidents == before
    assert pictures.state.status == "ready"
