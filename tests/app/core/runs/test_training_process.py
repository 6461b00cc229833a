"""A process of its own for a run, where there is nothing to fork it from."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.core.runs.process_mark import ProcessMark
from app.core.runs.run_process import LOG
from app.core.runs.training_process import TrainingProcess, started


def test_a_process_is_started_marked_and_ends_by_itself(tmp_path: Path) -> None:
    """It finds no run here, and so has nothing to do."""
    process = started(tmp_path, 10**9, None, lambda: False)
    mark = ProcessMark.read(tmp_path)
    assert mark is not None
    end = time.monotonic() + 60
    while process.alive and time.monotonic() < end:
        time.sleep(0.02)
    assert not process.alive
    assert (tmp_path / LOG).read_bytes() == b""
    assert not TrainingProcess(mark).alive
    process.end(0)


@pytest.mark.skipif(not hasattr(os, "setsid"), reason="POSIX only")
def test_one_that_another_server_has_started_is_ended(tmp_path: Path) -> None:
    process = started(tmp_path, 10**9, None, lambda: False)
    mark = ProcessMark.read(tmp_path)
    assert mark is not None
    TrainingProcess(mark).end(10)
    process.end(10)
    assert not process.alive


STEPPING = """
import os, threading
from app.core.runs import run_process
threading.Thread(target=threading.Event().wait, daemon=True).start()
run_process._step_back(3)
print(*{os.getpriority(os.PRIO_PROCESS, int(tid)) for tid in os.listdir("/proc/self/task")})
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="Linux only")
def test_all_threads_step_back() -> None:
    """Those that compute were started before."""
    root = Path(__file__).parents[4]
    said = subprocess.run(
        [sys.executable, "-c", STEPPING], cwd=root, capture_output=True, text=True, check=False
    )
    wanted = min(19, os.getpriority(os.PRIO_PROCESS, 0) + 3)
    assert (said.stdout.split(), said.stderr) == ([str(wanted)], "")
