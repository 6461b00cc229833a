from __future__ import annotations

import os
import signal
import time
from concurrent.futures import CancelledError

import pytest

from app.core.tasks import process_setup
from app.core.workers.job import WorkerLostError
from app.core.workers.one_job_process import Run

MEMORY = 256 * 1024**2


def test_a_run_has_a_process_of_its_own_that_ends_with_it() -> None:
    pid = Run(os.getpid, (), 60, MEMORY).future.result(60)
    assert pid != os.getpid()
    while os.path.exists(f"/proc/{pid}"):  # noqa: PTH110
        time.sleep(0.01)


def test_two_runs_take_turns_and_the_second_says_that_it_waits() -> None:
    first = Run(time.sleep, (0.8,), 60, MEMORY)
    while first.stage != "Starting a fresh Python process":
        time.sleep(0.01)
    second = Run(os.getpid, (), 60, MEMORY)
    assert second.stage == "Waiting for another build to finish"
    assert second.future.result(60)
    assert first.future.done()


def test_the_stage_is_what_the_job_reports() -> None:
    run = Run(process_setup.report, ("Comparing outputs",), 60, MEMORY)
    run.future.result(60)
    assert run.stage == "Comparing outputs"


def test_a_run_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(WorkerLostError, match="took over"):
        Run(time.sleep, (600,), 0.5, MEMORY).future.result(60)


def test_a_run_whose_process_dies_says_what_is_likely() -> None:
    with pytest.raises(WorkerLostError, match=r"more than the 0\.3 GB of memory"):
        Run(signal.raise_signal, (signal.SIGKILL,), 60, MEMORY).future.result(60)


def test_a_run_that_ends_its_process_is_told_so() -> None:
    with pytest.raises(WorkerLostError, match=r"ended itself while it was at .* \(status 3\)"):
        Run(os._exit, (3,), 60, MEMORY).future.result(60)


def test_a_run_can_be_cancelled() -> None:
    run = Run(time.sleep, (600,), 900, MEMORY)
    while run._process is None:
        time.sleep(0.01)
    run.cancel()
    with pytest.raises(CancelledError):
        run.future.result(60)
    assert Run(os.getpid, (), 60, MEMORY).future.result(60)
