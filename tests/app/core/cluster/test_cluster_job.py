"""A build that no worker takes, or whose worker is lost, is done on this machine."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from app.core.cluster import cluster_job
from app.core.cluster.cluster_job import ClusterJob
from app.core.tasks.task_outcome import TaskError
from app.core.workers.job import WorkerLostError
from app.core.workers.lone_job import LoneJob
from app.core.workspace.workspaces import empty_design
from tests.app.core.cluster.clusters import until


class FakeLink:
    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []
        self.listeners: list[Any] = []

    def say(self, line: dict[str, Any]) -> None:
        self.said.append(line)

    def on_answer(self, callback: Any) -> Any:
        self.listeners.append(callback)
        return lambda: self.listeners.remove(callback)

    def answer(self, **told: Any) -> None:
        for listener in [*self.listeners]:
            listener({"told": self.said[0]["job"], **told})


class Local:
    def __init__(self) -> None:
        self.future: Future[Any] = Future()
        self.stage = "Building"
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True
        self.future.cancel()


@pytest.fixture
def link() -> FakeLink:
    return FakeLink()


def begin(link: Any, local: Local, seconds: float = 60) -> LoneJob:
    arguments = (empty_design(), "")
    return ClusterJob(link, "record", arguments, seconds, lambda: local)


ANSWER = {"value": {"recorded": {}, "failures": []}, "failure": "", "details": ""}


def test_a_worker_does_it(link: FakeLink) -> None:
    job = begin(link, Local())
    assert job.stage == "Waiting for a worker of the cluster"
    link.answer(taken=True)
    link.answer(stage="Importing Keras")
    assert job.stage == "Importing Keras"
    link.answer(end=ANSWER)
    assert job.future.result(0).failures == ()
    assert not link.listeners


def test_one_that_fails_there_has_failed(link: FakeLink) -> None:
    job = begin(link, Local())
    link.answer(end={**ANSWER, "failure": "No memory."})
    with pytest.raises(TaskError, match="No memory"):
        job.future.result(0)


def test_what_is_no_answer_is_told_of(link: FakeLink) -> None:
    job = begin(link, Local())
    link.answer(end={**ANSWER, "value": {"recorded": 5}})
    with pytest.raises(TaskError, match="no answer"):
        job.future.result(0)


def test_no_free_worker(link: FakeLink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_job, "PATIENCE", 0.01)
    local = Local()
    job = begin(link, local)
    until(lambda: job.stage == "Building")
    until(lambda: link.said[-1]["do"] == "forget")
    local.future.set_result(5)
    assert job.future.result(1) == 5


def test_a_lost_worker(link: FakeLink) -> None:
    local = Local()
    job = begin(link, local)
    link.answer(taken=True)
    link.answer(lost="It is gone.")
    local.future.set_exception(TaskError("No."))
    with pytest.raises(TaskError, match=r"No\."):
        job.future.result(1)


def test_cancelled_there_and_here(link: FakeLink) -> None:
    job = begin(link, Local())
    job.cancel()
    assert link.said[-1]["do"] == "forget"
    local = Local()
    job = begin(other := FakeLink(), local)
    other.answer(lost="It is gone.")
    job.cancel()
    assert local.cancelled


def test_it_takes_too_long(link: FakeLink) -> None:
    job = begin(link, Local(), seconds=0.01)
    link.answer(taken=True)
    with pytest.raises(WorkerLostError, match="This took over"):
        job.future.result(5)
    assert link.said[-1]["do"] == "forget"


def test_files_have_their_places(link: Any, tmp_path: Path) -> None:
    ClusterJob(link, "prove", (empty_design(), tmp_path / "a", ""), 1, Local).cancel()
    assert link.said[0]["places"] == {"model.keras": str(tmp_path / "a")}
