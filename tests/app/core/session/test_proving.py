"""A live build is started for what is on the canvas, and few of its files are kept."""

from __future__ import annotations

import os
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.core.cluster import lone_jobs
from app.core.cluster.lone_jobs import LoneJobs
from app.core.limits.limits import Limits
from app.core.result_cache import Results
from app.core.session import proving
from app.core.tasks import proof_task
from app.core.workspace.analysed import Analysed
from app.core.workspace.workspaces import empty_design


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What would be run, with a server's state in a folder of its own."""
    found: list[Any] = []

    class Run:
        def __init__(self, function: Any, arguments: Any, *_limits: object) -> None:
            found.append((function, arguments))
            self.future: Future[Any] = Future()

    monkeypatch.setattr(lone_jobs, "Run", Run)
    monkeypatch.setenv("LAYERLOOM_STATE", str(tmp_path))
    return found


def analysed() -> Analysed:
    return Analysed(1, empty_design(), {}, {"graphs": {}})


def test_a_build_is_started_again_where_there_was_one(started: list[Any]) -> None:
    session: Any = SimpleNamespace(proof=None, owner="me")
    services: Any = SimpleNamespace(
        results=Results(), lone_jobs=LoneJobs(None, None), limits=Limits()
    )
    design = analysed()
    for _ in range(2):
        proving.start(session, services, design)
        assert services.results.get(proving.key(design), Future) is session.proof.future
    assert [function for function, _ in started] == [proof_task.prove] * 2


def test_the_oldest_files_go(started: list[Any], tmp_path: Path) -> None:
    folder = tmp_path / "built"
    folder.mkdir()
    for number in range(proving.MAX_FILES + 3):
        (folder / f"{number}.keras").touch()
        os.utime(folder / f"{number}.keras", (number, number))
    session: Any = SimpleNamespace(proof=None, owner="me")
    services: Any = SimpleNamespace(
        results=Results(), lone_jobs=LoneJobs(None, None), limits=Limits()
    )
    proving.start(session, services, analysed())
    kept = sorted(int(path.stem) for path in folder.glob("*.keras"))
    assert kept == list(range(4, proving.MAX_FILES + 3))
