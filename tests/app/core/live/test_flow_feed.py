"""Values travel as far as they are new, and only while a page looks at them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.core.cluster import lone_jobs
from app.core.limits.limits import Limits
from app.core.live import flow_feed
from app.core.live.flow_feed import FlowFeed
from app.core.session import consent
from app.core.session.session import Session
from app.core.tasks import flow_tasks
from app.core.tasks.task_outcome import TaskError
from app.core.workspace.analysed import Analysed
from components.flow_protocol import FlowSettings
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.training import Data, Training
from tests.app.canvas_messages import draw
from tests.app.idle_services import IdleWorker, worker_of
from tests.custom import SAMPLED, sampler

SETTINGS: FlowSettings = {
    "inputs": {},
    "batch": 1,
    "training": False,
    "seed": 0,
    "draw": 0,
    "sample": 0,
    "rate": None,
    "trained": False,
}
FIRST = {"graph": "main", "node": "x", "number": 0}
SECOND = {"graph": "main", "node": "y", "number": 1}


def answer(batch: int = 1) -> dict[str, Any]:
    details: list[dict[str, Any]] = [
        {"place": place, "outputs": [], "layer": None} for place in (FIRST, SECOND)
    ]
    return {"whole": {"calls": [], "batch": batch}, "details": details}


@pytest.fixture
def answers(session: Session) -> Iterator[list[Any]]:
    """What is answered next."""
    coming: list[Any] = []

    def values(*_: Any) -> Any:
        found = coming.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    worker_of(session.services).answers[flow_tasks.values] = values
    yield coming
    assert not coming


@pytest.fixture
def feed(session: Session) -> FlowFeed:
    draw(session)
    return FlowFeed(session, lambda: None)


def _jobs(session: Session) -> int:
    worker = worker_of(session.services)
    assert isinstance(worker, IdleWorker)
    return sum(job.function is flow_tasks.values for job in worker.jobs)


def test_nobody_who_does_not_look_has_values_worked_out(session: Session, feed: FlowFeed) -> None:
    assert feed.news() is None
    assert _jobs(session) == 0


def test_the_whole_comes_once_and_the_call_that_is_looked_at_on_demand(
    session: Session, feed: FlowFeed, answers: list[Any]
) -> None:
    answers += [answer(1), answer(2)]
    feed.look(SETTINGS, None)
    first = feed.news()
    assert first is not None
    assert (first["whole"]["batch"], first["detail"], first["busy"]) == (1, None, False)
    assert feed.news() is None
    feed.look(SETTINGS, {"graph": "main", "node": "y", "number": 1})
    step = feed.news()
    assert step is not None
    assert "whole" not in step
    assert step["detail"] is not None
    assert step["detail"]["place"] == SECOND
    assert _jobs(session) == 1
    feed.look({**SETTINGS, "batch": 2}, {"graph": "main", "node": "x", "number": 77})
    second = feed.news()
    assert second is not None
    assert second["detail"] is not None
    assert (second["whole"]["batch"], second["detail"]["place"]) == (2, FIRST)
    feed.look(None, None)
    assert feed.news() is None


def test_a_page_hears_that_values_are_being_worked_out(session: Session, feed: FlowFeed) -> None:
    feed.look(SETTINGS, None)
    assert feed.news() == {"busy": True}
    assert feed.news() is None
    feed.look({**SETTINGS, "seed": 1}, None)
    assert feed.news() == {"busy": True}
    assert _jobs(session) == 2
    feed.look(SETTINGS, None)
    feed.news()
    assert _jobs(session) == 3


def test_moving_a_node_or_renaming_the_design_works_nothing_out_anew(
    session: Session, feed: FlowFeed, answers: list[Any]
) -> None:
    answers += [answer(), answer()]
    feed.look(SETTINGS, None)
    feed.news()
    place = {"op": "add", "path": "/positions/main", "value": {}}
    draw(session, patch=[place])
    moved = feed.news()
    assert moved is not None
    assert "whole" not in moved
    assert moved["rev"] == session.workspace.document.rev
    assert _jobs(session) == 1
    feed.look({**SETTINGS, "rate": 0.1}, None)
    feed.news()
    assert _jobs(session) == 2


def test_what_cannot_be_worked_out_is_said_and_the_whole_comes_after(
    feed: FlowFeed, answers: list[Any]
) -> None:
    answers += [answer(), TaskError("It is too large."), answer()]
    feed.look(SETTINGS, None)
    feed.news()
    feed.look({**SETTINGS, "seed": 3}, None)
    failed = feed.news()
    assert failed is not None
    assert failed["problem"] == "It is too large."
    feed.look(SETTINGS, None)
    after = feed.news()
    assert after is not None
    assert "whole" in after


def test_an_unfinished_model_is_told_of_in_a_sentence(session: Session) -> None:
    feed = FlowFeed(session, lambda: None)
    feed.look(SETTINGS, None)
    empty = feed.news()
    assert empty is not None
    assert empty["problem"].startswith("The canvas is empty")
    assert feed.news() is None
    draw(session)
    analysed = session.analysed
    assert analysed is not None
    errors = [{"severity": "error", "message": text} for text in ("No input.", "No output.")]
    broken = {**analysed.result, "diagnostics": errors}
    session.workspace.analysed = replace(analysed, result=broken)
    told = feed.news()
    assert told is not None
    assert told["problem"] == (
        "The model is not finished: No input. There is 1 more, under Problems."
    )


def test_a_page_that_forgot_gets_the_whole(feed: FlowFeed, answers: list[Any]) -> None:
    answers += [answer()]
    feed.look(SETTINGS, None)
    feed.news()
    feed.forget()
    again = feed.news()
    assert again is not None
    assert "whole" in again


def test_code_of_a_design_runs_by_itself_once_its_user_has_said_so(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Any] = []

    class Run:
        stage = ""

        def __init__(self, function: Any, *_: object) -> None:
            self.function = function
            self.future: Future[Any] = Future()
            started.append(self)

        def cancel(self) -> None:
            self.future.cancel()

    monkeypatch.setattr(lone_jobs, "Run", Run)
    drawn = sampler(SAMPLED)
    result: dict[str, Any] = {"graphs": {}, "diagnostics": []}
    session.workspace.analysed = Analysed(1, drawn, to_json(drawn), result)
    feed = FlowFeed(session, lambda: None)
    feed.look(SETTINGS, None)
    asked = feed.news()
    assert asked is not None
    assert "Allow their code to run" in asked["problem"]
    assert started == []
    consent.give(session, session.services, drawn)
    assert feed.news() == {"busy": True}
    assert [run.function for run in started] == [flow_tasks.values_alone]
    feed.look(None, None)
    assert started[0].future.cancelled()


def test_who_only_looks_has_the_values_of_built_in_layers_and_no_code_runs(
    session: Session,
    feed: FlowFeed,
    answers: list[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers += [answer()]
    monkeypatch.setattr(Session, "readonly", True)
    feed.look(SETTINGS, None)
    told = feed.news()
    assert told is not None
    assert "whole" in told
    drawn = sampler(SAMPLED)
    consent.give(session, session.services, drawn)
    result: dict[str, Any] = {"graphs": {}, "diagnostics": []}
    session.workspace.analysed = Analysed(2, drawn, to_json(drawn), result)
    asked = feed.news()
    assert asked is not None
    assert "code of others does not run" in asked["problem"]


def test_the_file_that_a_shared_design_is_trained_with_is_not_read_for_who_only_looks(
    session: Session, feed: FlowFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    analysed = session.analysed
    assert analysed is not None
    training = Training(data=Data("csv", "mine.csv", {"sha256": "0" * 64}))
    session.workspace.analysed = replace(
        analysed, design=replace(analysed.design, training=training)
    )
    monkeypatch.setattr(flow_feed, "path_of", lambda _: Path("mine.csv"))
    worker = worker_of(session.services)
    assert isinstance(worker, IdleWorker)
    given = []
    for looks in (False, True):
        monkeypatch.setattr(Session, "readonly", looks)
        feed.look({**SETTINGS, "seed": int(looks)}, None)
        feed.news()
        job = [job for job in worker.jobs if job.function is flow_tasks.values][-1]
        design, _, _, path = job.arguments
        given.append((design.training.data is not None, path))
    assert given == [(True, Path("mine.csv")), (False, None)]


def test_models_are_built_for_who_only_looks_as_often_as_for_one_person(
    session: Session, feed: FlowFeed, answers: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "readonly", True)
    monkeypatch.setattr(session.services, "limits", Limits(lambda _: 2))
    answers += [answer(), answer(2), answer()]
    told = []
    for changes in ({}, {"batch": 2}, {"seed": 1}, {"seed": 2}):
        feed.look({**SETTINGS, **changes}, None)  # type: ignore[typeddict-item]
        told.append(feed.news() or {})
    assert ["whole" in one for one in told] == [True, True, True, False]
    assert "within a minute" in told[-1]["problem"]
