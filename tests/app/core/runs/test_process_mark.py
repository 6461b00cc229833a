"""A process is known by its number and its start."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from app.core.runs.process_mark import NAME, ProcessMark


def test_a_process_is_found_again_by_its_mark(tmp_path: Path) -> None:
    ProcessMark.of(os.getpid()).write(tmp_path)
    found = ProcessMark.read(tmp_path)
    assert found is not None
    assert found.alive
    assert not replace(found, started="12").alive or sys.platform != "linux"


def test_one_that_has_ended_is_not_alive_and_not_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        mark = ProcessMark.of(process.pid)
        process.wait()
    assert not mark.alive
    mark.kill()


def test_one_that_nobody_waits_for_has_ended_all_the_same() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        mark = ProcessMark.of(process.pid)
        mark.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert not mark.alive


def test_a_mark_that_is_none_is_none(tmp_path: Path) -> None:
    assert ProcessMark.read(tmp_path) is None
    (tmp_path / NAME).write_text('{"pid": "x"}', encoding="utf-8")
    assert ProcessMark.read(tmp_path) is None
