"""Custom layers are built once their code may run; what was found becomes a silent change."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import pytest

from app.core.cluster import lone_jobs
from app.core.custom import template
from app.core.session import building, consent
from app.core.session.session import Session
from app.core.tasks import custom_layers_task, followed_layers_task
from app.core.workers.job import WorkerLostError
from app.core.workspace.analysed import Analysed
from app.core.workspace.workspace import Workspace
from app.core.workspace.workspaces import Workspaces
from model_codegen.design.custom_code import digest
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.graph import (
    Design,
    Layer,
    ModelGraph,
    Node,
    Recorded,
    TensorRef,
    TensorSpec,
)
from model_codegen.execution.recorded_layers import LayerFailure, RecordedLayers
from tests.app.canvas_messages import draw
from tests.app.idle_services import worker_of

CODE = f"{template.IMPORT}\n\n{template.TEMPLATE}"
SPEC = TensorSpec((None, 3), "float32")
FOUND = Recorded((SPEC,), 3, inputs=(SPEC,))


def design(recorded: Recorded | None = None) -> Design:
    operations = {
        "in": Layer("keras.Input", "in", {"shape": [3]}),
        "scale": Layer(template.NAME, "scale", {}, recorded=recorded or Recorded(())),
    }
    nodes = {"in": Node("in"), "scale": Node("scale", (TensorRef("in"),))}
    return Design("d", ModelGraph("m", operations, nodes, ["in"]), code=CODE)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The builds that would run."""
    found: list[Any] = []

    class Run:
        stage = "Building your layers"

        def __init__(self, function: Any, arguments: Any, *_limits: object) -> None:
            self.function, self.arguments = function, arguments
            self.future: Future[Any] = Future()
            found.append(self)

        def cancel(self) -> None:
            self.future.cancel()

    monkeypatch.setattr(lone_jobs, "Run", Run)
    return found


@pytest.fixture
def found(idle: Workspaces) -> dict[str, Any]:
    """What reading the code of layers tells: nothing, unless a test puts something in."""
    told: dict[str, Any] = {}
    worker_of(idle.services).answers[followed_layers_task.follow] = lambda *_: told
    return told


def analysed(what: Design, shape: tuple[int | None, ...] | None = (None, 3)) -> Analysed:
    spec = [{"shape": list(shape), "dtype": "float32"}] if shape else None
    result = {
        "graphs": {
            "main": {
                "nodes": {"in": {"outputs": spec}, "scale": {"outputs": None}},
                "operations": {"scale": {"calls": ["scale"]}},
            }
        }
    }
    return Analysed(1, what, to_json(what), result)


def shown(idle: Workspaces, what: Design, **more: Any) -> Session:
    """A page that shows a design whose analysis is known."""
    workspace = Workspace("draft", "me", what)
    workspace.analysed = analysed(what, **more)
    return Session("me", idle, workspace)


def agreed(idle: Workspaces, what: Design, **more: Any) -> Session:
    """The same, and its code may run."""
    session = shown(idle, what, **more)
    consent.give(session, idle.services, what)
    return session


pytestmark = pytest.mark.usefixtures("found")


def test_what_reading_the_code_tells_needs_no_run(
    idle: Workspaces, found: dict[str, Any], started: list[Any]
) -> None:
    found["main"] = {"scale": FOUND}
    session = agreed(idle, design())
    assert not building.needs_run(session, idle.services)
    building.update(session, idle.services)
    assert session.design == design(FOUND)
    assert not started
    assert not building.needs_run(session, idle.services)


def test_nothing_is_built_while_the_code_is_being_read(
    idle: Workspaces, started: list[Any]
) -> None:
    worker_of(idle.services).answers.clear()
    session = agreed(idle, design())
    building.update(session, idle.services)
    assert not started
    assert building.stage(session) == "Reading the code of your layers"
    assert building.pending(session) is session.workspace.following


def test_whoever_looks_hears_that_the_code_was_read(idle: Workspaces) -> None:
    worker_of(idle.services).answers.clear()
    session = shown(idle, design())
    session.watch(lambda: building.update(session, idle.services))
    session.changed()
    [job] = worker_of(idle.services).waiting(followed_layers_task.follow)
    job.future.set_result({"main": {"scale": FOUND}})
    assert session.design == design(FOUND)


def test_code_that_changes_while_it_is_read_is_read_again(idle: Workspaces) -> None:
    worker_of(idle.services).answers.clear()
    session = shown(idle, design())
    session.watch(lambda: building.update(session, idle.services))

    def change() -> None:
        session.changed()
        other = replace(design(), code=CODE.replace("inputs *", "inputs +"))
        session.workspace.analysed = analysed(other)
        session.changed()

    changing = threading.Thread(target=change, daemon=True)
    changing.start()
    changing.join(10)
    assert not changing.is_alive()
    [job] = worker_of(idle.services).waiting(followed_layers_task.follow)
    assert "inputs +" in job.arguments[0].code
    assert building.pending(session) is job.future


def test_nothing_is_built_before_the_user_agrees(idle: Workspaces, started: list[Any]) -> None:
    session = shown(idle, design())
    building.update(session, idle.services)
    assert not started
    assert building.needs_run(session, idle.services)
    consent.give(session, idle.services, session.design)
    building.update(session, idle.services)
    building.update(session, idle.services)
    [run] = started
    assert run.function is custom_layers_task.record
    assert run.arguments == (session.design, digest(CODE))
    assert building.is_running(session)
    assert building.stage(session) == "Building your layers"


def test_what_was_found_is_a_silent_change(idle: Workspaces, started: list[Any]) -> None:
    session = agreed(idle, design())
    building.update(session, idle.services)
    started[0].future.set_result(RecordedLayers({"main": {"scale": FOUND}}, ()))
    building.update(session, idle.services)
    [revision] = session.workspace.document.since(1) or []
    assert revision.silent
    assert session.design == design(FOUND)


def test_what_was_found_leaves_alone_layers_that_have_changed_since(
    idle: Workspaces, started: list[Any]
) -> None:
    session = agreed(idle, design())
    building.update(session, idle.services)
    other = replace(design(), code=CODE.replace("inputs *", "inputs +"))
    draw(session, other)
    # As if its analysis were not known to be out of date yet.
    session.workspace.analysed = replace(analysed(design()), rev=session.workspace.document.rev)
    started[0].future.set_result(RecordedLayers({"main": {"scale": FOUND}}, ()))
    building.update(session, idle.services)
    assert session.design == other


def test_what_is_recorded_is_not_built_again(idle: Workspaces, started: list[Any]) -> None:
    session = agreed(idle, design(FOUND))
    building.update(session, idle.services)
    assert not started
    # What goes into it has changed.
    session.workspace.analysed = analysed(design(FOUND), shape=(None, 5))
    building.update(session, idle.services)
    assert len(started) == 1


def test_a_layer_whose_inputs_are_unknown_waits(idle: Workspaces, started: list[Any]) -> None:
    session = agreed(idle, design(), shape=None)
    building.update(session, idle.services)
    assert not started


def test_a_failure_is_told_at_its_node_and_not_tried_again(
    idle: Workspaces, started: list[Any]
) -> None:
    session = agreed(idle, design())
    building.update(session, idle.services)
    failure = LayerFailure("main", "scale", "It fails (line 24)", 24, "It fails")
    started[0].future.set_result(RecordedLayers({}, (failure,)))
    building.update(session, idle.services)
    [told] = building.failures(session, idle.services)
    assert (told.nodes, told.line) == (("scale",), 24)
    assert (told.message, told.reason) == ("It fails (line 24)", "It fails")
    assert session.workspace.document.rev == 1
    assert len(started) == 1
    building.again(session, idle.services)
    assert len(started) == 2
    assert building.failures(session, idle.services) == []


def test_a_process_that_is_lost_is_told_at_every_layer(
    idle: Workspaces, started: list[Any]
) -> None:
    session = agreed(idle, design())
    building.update(session, idle.services)
    started[0].future.set_exception(WorkerLostError("This took over 120 seconds and was stopped."))
    [told] = building.failures(session, idle.services)
    assert told.nodes == ("scale",)
    assert "120 seconds" in told.message


def test_a_build_that_is_out_of_date_is_stopped(idle: Workspaces, started: list[Any]) -> None:
    session = agreed(idle, design())
    building.update(session, idle.services)
    session.workspace.analysed = analysed(replace(design(), dtype_policy="float16"))
    building.update(session, idle.services)
    assert [run.future.cancelled() for run in started] == [True, False]


def test_two_windows_on_a_draft_build_it_once(idle: Workspaces, started: list[Any]) -> None:
    session = agreed(idle, design())
    other = Session("me", idle, session.workspace)
    for one in (session, other, session):
        building.update(one, idle.services)
    assert len(started) == 1
