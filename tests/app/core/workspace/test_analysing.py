"""Every revision is analysed, and whoever looks is told."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest

from app.core.tasks import analysis_tasks
from app.core.tasks.task_outcome import TaskError
from app.core.workers.job import Urgency, WorkerLostError
from app.core.workspace import analysing
from app.core.workspace.workspace import Workspace
from app.core.workspace.workspaces import Workspaces
from tests.app.idle_services import Asked, worker_of

NAME = {"op": "replace", "path": "/name", "value": "other"}
PLACE = {"op": "add", "path": "/positions/main", "value": {"a": [1, 2]}}


class Page:
    """Whoever looks."""

    pages = 1

    def __init__(self) -> None:
        self.told: list[str] = []

    def changed(self) -> None:
        self.told.append("changed")

    def notify(self, severity: str, text: str) -> None:
        self.told.append(f"{severity}: {text}")


def waiting(idle: Workspaces) -> list[Asked]:
    return worker_of(idle.services).waiting(analysis_tasks.analyse)


@pytest.fixture
def open_one(idle: Workspaces) -> Workspace:
    return idle.begin("me")


def test_the_newest_revision_is_asked_for_and_the_one_before_superseded(
    idle: Workspaces, open_one: Workspace
) -> None:
    page = Page()
    open_one.look(page)
    idle.edit(open_one, [NAME])
    [job] = waiting(idle)
    assert job.arguments[0] == open_one.design
    assert job.how["urgency"] is Urgency.SHAPES
    page.told.clear()
    job.future.set_result({"graphs": {}})
    assert page.told == ["changed"]
    assert open_one.analysed is not None
    assert (open_one.analysed.rev, open_one.analysed.result) == (2, {"graphs": {}})
    assert not open_one.stale
    assert open_one.request is None


def test_an_answer_that_was_overtaken_changes_nothing(
    idle: Workspaces, open_one: Workspace
) -> None:
    [running] = waiting(idle)
    assert running.future.set_running_or_notify_cancel()
    idle.edit(open_one, [NAME])
    running.future.set_result({"old": 1})
    assert open_one.analysed is None
    [newest] = waiting(idle)
    newest.future.set_result({"new": 1})
    assert open_one.analysed is not None
    assert open_one.analysed.result == {"new": 1}


@pytest.mark.parametrize("error", [TaskError("Too large."), WorkerLostError("It stopped.")])
def test_a_failure_is_said_to_everybody_who_looks(
    idle: Workspaces, open_one: Workspace, error: Exception
) -> None:
    pages = Page(), Page()
    for page in pages:
        open_one.look(page)
    waiting(idle)[0].future.set_exception(error)
    sentence = f"error: The shapes could not be computed. {error}"
    assert [page.told for page in pages] == [[sentence, "changed"]] * 2
    assert open_one.stale
    assert open_one.request is None


def test_moving_things_on_the_canvas_asks_for_nothing(
    idle: Workspaces, open_one: Workspace
) -> None:
    waiting(idle)[0].future.set_result({"graphs": {}})
    idle.edit(open_one, [PLACE])
    assert waiting(idle) == []
    assert open_one.analysed is not None
    assert open_one.analysed.value == open_one.document.value
    assert not open_one.stale


def test_moving_things_before_there_is_an_analysis_asks_for_one(
    idle: Workspaces, open_one: Workspace
) -> None:
    idle.edit(open_one, [PLACE])
    [job] = waiting(idle)
    job.future.set_result({"graphs": {}})
    assert not open_one.stale


@pytest.mark.parametrize(
    ("operation", "moves"),
    [
        (PLACE, True),
        ({"op": "move", "from": "/positions/main/a", "path": "/positions/main/b"}, True),
        ({"op": "copy", "from": "/name", "path": "/positions/main"}, False),
        ({"op": "test", "path": "/name", "value": "model"}, False),
        ({"op": "replace", "path": "/positions", "value": {}}, True),
        ({"op": "add", "path": "/frames/main/f", "value": {"title": "stem"}}, True),
        ({"op": "add", "path": "/comments", "value": {}}, True),
        ({"op": "replace", "path": "", "value": {}}, False),
        (NAME, False),
    ],
)
def test_what_moves_things_only(operation: dict[str, Any], moves: bool) -> None:
    assert analysing.is_of_places([PLACE, operation]) is moves


def test_a_draft_lives_until_its_analysis_is_there_and_no_longer(idle: Workspaces) -> None:
    workspace = idle.begin("me")
    gone = weakref.ref(workspace)
    del workspace
    gc.collect()
    assert gone() is not None
    worker = worker_of(idle.services)
    worker.jobs.pop().future.set_result({})
    gc.collect()
    assert gone() is None


UNTRIED = {"graphs": {}, "diagnostics": [{"code": "a"}], "untried": True}

FIXED = [
    {"op": "add", "path": "/diagnostics/0/fix", "value": "this"},
    {"op": "remove", "path": "/untried"},
]


def test_a_worker_gets_what_was_changed_and_tells_what_is_new(
    idle: Workspaces, open_one: Workspace
) -> None:
    worker = worker_of(idle.services)
    [first] = waiting(idle)
    first.future.set_result({"graphs": {}, "diagnostics": []})
    worker.answers[analysis_tasks.follow] = [{"op": "add", "path": "/graphs/main", "value": 1}]
    idle.edit(open_one, [NAME])
    base, _, patch = worker.jobs[-1].arguments
    assert (base, patch) == (first.arguments[1], [NAME])
    assert open_one.analysed is not None
    assert open_one.analysed.rev == 2
    assert open_one.analysed.result == {"graphs": {"main": 1}, "diagnostics": []}


def test_what_was_only_moved_is_told_to_the_worker_with_the_next_edit(
    idle: Workspaces, open_one: Workspace
) -> None:
    worker = worker_of(idle.services)
    [first] = waiting(idle)
    first.future.set_result({"graphs": {}, "diagnostics": []})
    worker.answers[analysis_tasks.follow] = []
    idle.edit(open_one, [PLACE])
    idle.edit(open_one, [NAME])
    base, _, patch = worker.jobs[-1].arguments
    assert (base, patch) == (first.arguments[1], [PLACE, NAME])
    assert not open_one.stale


def test_a_worker_that_remembers_nothing_gets_the_whole(
    idle: Workspaces, open_one: Workspace
) -> None:
    [first] = waiting(idle)
    first.future.set_result({"graphs": {}})
    idle.edit(open_one, [NAME])
    [job] = waiting(idle)
    assert job.arguments[0] == open_one.design


def mending(idle: Workspaces) -> list[Asked]:
    return worker_of(idle.services).waiting(analysis_tasks.mended)


def test_shapes_come_first_and_fixes_once_they_are_tried(
    idle: Workspaces, open_one: Workspace
) -> None:
    page = Page()
    open_one.look(page)
    [first] = waiting(idle)
    first.future.set_result(UNTRIED)
    assert (open_one.stale, page.told) == (False, ["changed"])
    [some] = mending(idle)
    assert some.how["urgency"] is Urgency.SOURCE
    some.future.set_result([])  # They are not through yet.
    assert page.told == ["changed"]
    idle.edit(open_one, [PLACE])
    [rest] = mending(idle)
    assert some.arguments[0] == rest.arguments[0] == first.arguments[1]
    page.told.clear()
    rest.future.set_result(FIXED)
    assert page.told == ["changed"]
    assert open_one.analysed is not None
    assert open_one.analysed.result == {
        "graphs": {},
        "diagnostics": [{"code": "a", "fix": "this"}],
    }
    assert not open_one.stale
    assert mending(idle) == []
    worker_of(idle.services).answers[analysis_tasks.follow] = []
    idle.edit(open_one, [NAME])
    assert worker_of(idle.services).jobs[-1].arguments[0] == rest.arguments[1]


def test_an_edit_supersedes_the_trying_of_fixes(idle: Workspaces, open_one: Workspace) -> None:
    waiting(idle)[0].future.set_result(UNTRIED)
    [running] = mending(idle)
    assert running.future.set_running_or_notify_cancel()
    idle.edit(open_one, [NAME])
    running.future.set_result(FIXED)
    assert open_one.analysed is not None
    assert open_one.analysed.untried
    waiting(idle)[0].future.set_result(UNTRIED)
    assert len(mending(idle)) == 1


@pytest.mark.parametrize("answer", [None, TaskError("Too large."), WorkerLostError("It stopped.")])
def test_without_an_answer_there_are_no_fixes_and_nothing_is_said(
    idle: Workspaces, open_one: Workspace, answer: Exception | None
) -> None:
    waiting(idle)[0].future.set_result(UNTRIED)
    page = Page()
    open_one.look(page)
    future = mending(idle)[0].future
    if answer is None:
        future.set_result(None)
    else:
        future.set_exception(answer)
    assert (page.told, mending(idle), open_one.request) == ([], [], None)
