"""Lines of JSON become calls of the bridge, and its answers become lines."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from app.core.cluster.assignment import Assignment
from app.core.cluster.bridge_main import Desk
from app.core.cluster.job_work import JobWork
from app.core.runs.run import NewRun
from app.core.runs.run_store import RunError, RunStore


class FakeBridge:
    def __init__(self) -> None:
        self.begun: list[tuple[Assignment, str]] = []
        self.wanted: list[tuple[str, str]] = []
        self.closed = False

    def begin(self, job: Assignment, owner: str) -> None:
        self.begun.append((job, owner))

    def want(self, job: str, wanted: str) -> None:
        self.wanted.append((job, wanted))

    def forget(self, job: str, then: Any) -> None:
        then()

    def close(self) -> None:
        self.closed = True


def test_all_that_can_be_said(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    run = store.create(NewRun("o", "d", "n", "{}", ""))
    done = store.create(NewRun("o", "d", "n", "{}", ""))
    store.sink(done.id).event({"kind": "finished", "t": 1.0})
    store.control(run.id).want("stop")
    answers = io.StringIO()
    desk = Desk("tcp://127.0.0.1:1", "s", tmp_path, answers)
    bridge: Any = FakeBridge()
    desk.bridge = bridge
    job = {"do": "job", "job": "j", "name": "record", "arguments": {}, "places": {}}
    said = [
        {"do": "run", "run": run.id, "begun": 2},
        {"do": "run", "run": "0" * 32, "begun": 1},
        {"do": "run", "run": done.id, "begun": 1},
        job,
        {"do": "want", "job": run.id, "wanted": "pause"},
        {"do": "forget", "job": run.id},
    ]
    desk.read(io.StringIO("".join(json.dumps(line) + "\n" for line in said)))
    (first, owner), (second, _) = bridge.begun
    assert (first.id, first.key, first.wanted, owner) == (run.id, f"s-{run.id}-2", "stop", "o")
    assert second.urgent
    assert bridge.wanted == [(run.id, "pause")]
    assert bridge.closed
    second.work.take()
    found = [json.loads(line) for line in answers.getvalue().splitlines()]
    ended = [{"ended": "0" * 32}, {"ended": done.id}]
    assert found == [*ended, {"forgotten": run.id}, {"told": "j", "taken": True}]


def test_a_model_goes_to_its_place(tmp_path: Path) -> None:
    told: list[dict[str, Any]] = []
    work = JobWork("prove", {}, {"model.keras": str(tmp_path / "built" / "a.keras")}, told.append)
    news: dict[str, Any] = {"stage": "Saving the model", "end": None}
    work.keep(news, {"model.keras": b"PK"})
    work.keep({"stage": "", "end": {"value": 1}}, {})
    assert (tmp_path / "built" / "a.keras").read_bytes() == b"PK"
    assert told == [{"stage": "Saving the model"}, {"end": {"value": 1}}]
    with pytest.raises(RunError, match="which nobody asked for"):
        work.keep(news, {"../x": b""})
