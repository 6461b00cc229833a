"""Custom layers are built once their code may run; what was found becomes a silent change."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonpatch
import pytest

from app.core.custom import template
from app.core.services import Services
from app.core.session import building, consent, documents
from app.core.session.session import Session
from app.core.tasks import custom_layers_task
from app.core.workers.job import WorkerLostError
from app.core.workspace.analysed import Analysed
from model_codegen.design.custom_code import digest
from model_codegen.design.fileformat.serialization import from_json, to_json
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
from tests.app.idle_services import idle_services

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

        def __init__(self, function: Any, arguments: Any, seconds: float, memory: int) -> None:
            self.function, self.arguments = function, arguments
            self.future: Future[Any] = Future()
            found.append(self)

        def cancel(self) -> None:
            self.future.cancel()

    monkeypatch.setattr(building, "Run", Run)
    return found


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return idle_services(tmp_path, *[{}] * 9)


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
    return Analysed(1, 0, what, documents.compact(to_json(what)), result)


def shown(what: Design, **more: Any) -> Session:
    session = Session("me", "draft", what, documents.compact(to_json(what)))
    session.analysed = analysed(what, **more)
    return session


def test_what_reading_the_code_tells_needs_no_run(tmp_path: Path, started: list[Any]) -> None:
    session = shown(design())
    services = idle_services(tmp_path, {"main": {"scale": FOUND}})
    consent.give(session, services, session.design)
    assert not building.needs_run(session, services)
    building.update(session, services)
    assert session.change is not None
    changed = jsonpatch.apply_patch(to_json(design()), session.change.patch)
    assert from_json(changed) == design(FOUND)
    assert not started
    assert not building.needs_run(session, services)


def test_nothing_is_built_while_the_code_is_being_read(tmp_path: Path, started: list[Any]) -> None:
    session = shown(design())
    services = idle_services(tmp_path)
    consent.give(session, services, session.design)
    building.update(session, services)
    assert not started
    assert building.stage(session) == "Reading the code of your layers"
    assert building.pending(session) is session.following


def test_nothing_is_built_before_the_user_agrees(services: Services, started: list[Any]) -> None:
    session = shown(design())
    building.update(session, services)
    assert not started
    assert building.needs_run(session, services)
    consent.give(session, services, session.design)
    building.update(session, services)
    building.update(session, services)
    [run] = started
    assert run.function is custom_layers_task.record
    assert run.arguments == (session.design, digest(CODE))
    assert building.is_running(session)


def test_what_was_found_is_a_change_that_fits_the_layers_as_they_were(
    services: Services, started: list[Any]
) -> None:
    session = shown(design())
    consent.give(session, services, session.design)
    building.update(session, services)
    started[0].future.set_result(RecordedLayers({"main": {"scale": FOUND}}, ()))
    building.update(session, services)
    change = session.change
    assert change is not None
    assert change.silent
    assert from_json(jsonpatch.apply_patch(to_json(design()), change.patch)) == design(FOUND)
    other = replace(design(), code=CODE.replace("inputs *", "inputs +"))
    with pytest.raises(jsonpatch.JsonPatchTestFailed):
        jsonpatch.apply_patch(to_json(other), change.patch)


def test_what_is_recorded_is_not_built_again(services: Services, started: list[Any]) -> None:
    session = shown(design(FOUND))
    consent.give(session, services, session.design)
    building.update(session, services)
    assert not started
    # What goes into it has changed.
    session.analysed = analysed(design(FOUND), shape=(None, 5))
    building.update(session, services)
    assert len(started) == 1


def test_a_layer_whose_inputs_are_unknown_waits(services: Services, started: list[Any]) -> None:
    session = shown(design(), shape=None)
    consent.give(session, services, session.design)
    building.update(session, services)
    assert not started


def test_a_failure_is_told_at_its_node_and_not_tried_again(
    services: Services, started: list[Any]
) -> None:
    session = shown(design())
    consent.give(session, services, session.design)
    building.update(session, services)
    failure = LayerFailure("main", "scale", "It fails (line 24)", 24, "It fails")
    started[0].future.set_result(RecordedLayers({}, (failure,)))
    building.update(session, services)
    [found] = building.failures(session, services)
    assert (found.nodes, found.line) == (("scale",), 24)
    assert (found.message, found.reason) == ("It fails (line 24)", "It fails")
    assert session.change is None
    assert len(started) == 1
    building.again(session, services)
    assert len(started) == 2
    assert building.failures(session, services) == []


def test_a_process_that_is_lost_is_told_at_every_layer(
    services: Services, started: list[Any]
) -> None:
    session = shown(design())
    consent.give(session, services, session.design)
    building.update(session, services)
    started[0].future.set_exception(WorkerLostError("This took over 120 seconds and was stopped."))
    [found] = building.failures(session, services)
    assert found.nodes == ("scale",)
    assert "120 seconds" in found.message


def test_a_build_that_is_out_of_date_is_stopped(services: Services, started: list[Any]) -> None:
    session = shown(design())
    consent.give(session, services, session.design)
    building.update(session, services)
    session.analysed = analysed(replace(design(), dtype_policy="float16"))
    building.update(session, services)
    assert [run.future.cancelled() for run in started] == [True, False]
