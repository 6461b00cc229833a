"""Models that come from Keras, read by a worker."""

from __future__ import annotations

import gc
import json
import threading
import weakref
from dataclasses import replace
from typing import Any

import pytest

from app.core.session import documents, editing, importing, opening
from app.core.session.session import Session
from app.core.tasks import import_tasks, source_tasks
from app.core.tasks.task_outcome import TaskError
from app.core.workspace.workspaces import Workspaces
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import loads
from model_codegen.design.graph import Design, Frame, Layer, ModelGraph, Node, SubModel, TensorRef
from model_codegen.importers import ImportResult
from tests.app.canvas_messages import arrive, draw, params, saved, settle
from tests.app.idle_services import worker_of


def layer(class_name: str, name: str, config: dict[str, Any], *calls: Any) -> dict[str, Any]:
    return {
        "module": "keras.layers",
        "class_name": class_name,
        "config": {"name": name, **config},
        "registered_name": None,
        "name": name,
        "inbound_nodes": list(calls),
    }


def tensor(name: str, shape: list[int | None]) -> dict[str, Any]:
    config = {"shape": shape, "dtype": "float32", "keras_history": [name, 0, 0]}
    return {"class_name": "__keras_tensor__", "config": config}


def call(name: str, shape: list[int | None]) -> dict[str, Any]:
    return {"args": [tensor(name, shape)], "kwargs": {}}


def model(head: str = "Dense") -> str:
    """A model as `model.to_json()` writes it; with another head, one that needs foreign code."""
    layers = [
        layer("InputLayer", "pixels", {"batch_shape": [None, 8], "dtype": "float32"}),
        layer("Dense", "digit", {"units": 4}, call("pixels", [None, 8])),
    ]
    ends: dict[str, Any] = {
        "input_layers": ["pixels", 0, 0],
        "output_layers": ["digit", 0, 0],
    }
    if head != "Dense":
        foreign = layer(head, "mine", {"strength": 2}, call("digit", [None, 4]))
        layers.append(foreign | {"module": "my.layers", "registered_name": f"My>{head}"})
        ends["output_layers"] = ["mine", 0, 0]
    config = {"name": "small", "trainable": True, "layers": layers, **ends}
    return json.dumps({"module": "keras", "class_name": "Functional", "config": config})


def read(session: Session, message: dict[str, Any]) -> None:
    assert importing.begin(session, {"type": "command"} | message)
    arrive(session)


def file(text: str) -> dict[str, Any]:
    return {"command": "import", "name": "small.keras", "text": text}


@pytest.mark.keras
def test_a_file_becomes_a_draft_of_its_own(session: Session) -> None:
    left = session.draft
    read(session, file(model()))
    assert session.draft != left
    assert session.design.name == "small"
    text = saved(session)
    assert text is not None
    assert loads(text) == session.design
    assert session.notice is not None
    assert (session.notice.severity, "weights are not part" in session.notice.text) == (
        "info",
        True,
    )
    settle(session)
    assert params(session) == 36


@pytest.mark.keras
def test_what_cannot_be_held_is_told(session: Session) -> None:
    read(session, file(model("Antirectifier")))
    assert session.notice is not None
    assert session.notice.severity == "warning"
    assert "`mine` is a placeholder" in session.notice.text
    operation = session.design.main.operations["mine"]
    assert isinstance(operation, Layer)
    assert operation.recorded is not None


BAD = {
    "empty": "",
    "no model": '{"nodes": []}',
    "a class of code": json.dumps({"class_name": "MyModel", "config": {}}),
    "damaged": json.dumps({"class_name": "Functional", "config": {"layers": 3}}),
    "deep": "[" * 200_000,
    "not a number": '{"class_name": NaN}',
    "half a character": '{"class_name": "\\ud800"}',
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.keras
def test_a_file_that_cannot_be_read_changes_nothing(session: Session, name: str) -> None:
    before = session.workspace
    read(session, file(BAD[name]))
    assert session.workspace is before
    assert before.document.rev == 1
    assert session.notice is not None
    assert session.notice.severity == "error"
    assert session.notice.text.endswith("The design on the canvas is as it was.")
    assert "Traceback" not in session.notice.text
    assert "did not work" not in session.notice.text


@pytest.mark.keras
def test_an_application_is_opened_by_name(session: Session) -> None:
    read(session, {"command": "application", "name": "MobileNetV3Small"})
    assert len(session.design.main.nodes) > 100
    assert session.notice is None


@pytest.mark.keras
def test_an_application_that_is_none_is_refused(session: Session) -> None:
    read(session, {"command": "application", "name": "os.system"})
    assert session.workspace.document.rev == 1
    assert session.notice is not None
    assert session.notice.severity == "error"


@pytest.mark.parametrize(
    "message", [{}, {"command": "import", "text": 3}, {"command": "gallery", "name": "mlp"}]
)
def test_other_commands_are_left_to_others(quiet: Session, message: dict[str, Any]) -> None:
    assert not importing.begin(quiet, message)
    assert quiet.coming is None


def with_base(*, shared: bool = False) -> Design:
    """A frozen MobileNet after an input; as one of the design's own operations where `shared`."""
    graph = ModelGraph(
        "m",
        operations={
            "in": Layer("keras.Input", "in", {"shape": [32, 32, 3]}),
            "base": Layer(
                "keras.applications.MobileNet",
                "base",
                {"include_top": False, "input_shape": [32, 32, 3], "weights": None},
                trainable=False,
            ),
        },
        nodes={"in": Node("in"), "base": Node("base", (TensorRef("in"),))},
        inputs="in",
    )
    if not shared:
        return Design("m", graph)
    own, base = graph.operations["in"], graph.operations["base"]
    return Design("m", replace(graph, operations={"in": own}), operations={"base": base})


@pytest.mark.keras
@pytest.mark.parametrize("shared", [False, True])
def test_an_application_opens_up_as_a_step_that_its_page_can_undo(
    session: Session, shared: bool
) -> None:
    draw(session, with_base(shared=shared))
    read(session, {"command": "open_up", "graph": "main", "operation": "base"})
    [change] = session.workspace.document.since(2) or []
    assert (change.author, change.title, change.silent) == (session.id, "Open it up", False)
    opened = session.design
    block = (opened if shared else opened.main).operations["base"]
    assert isinstance(block, SubModel)
    assert not block.trainable
    assert len(opened.models[block.model].nodes) > 50
    assert opened.main.nodes == with_base().main.nodes
    assert ("base" in opened.main.operations) is not shared


def answer(session: Session, task: Any, result: Any) -> None:
    """End what a worker reads."""
    [job] = worker_of(session.services).waiting(task)
    if isinstance(result, Exception):
        job.future.set_exception(result)
    else:
        job.future.set_result(result)
    arrive(session)


def opened_up() -> Design:
    """`with_base`, and what a worker makes of it."""
    base = ModelGraph("base", {"in": Layer("keras.Input", "in", {"shape": [2]})})
    design = with_base()
    own = {**design.main.operations, "base": SubModel("base", "base", trainable=False)}
    return replace(design, main=replace(design.main, operations=own), models={"base": base})


OPEN_UP = {"command": "open_up", "graph": "main", "operation": "base"}


def test_opening_up_leaves_alone_what_has_changed_meanwhile(quiet: Session) -> None:
    draw(quiet, with_base())
    importing.begin(quiet, OPEN_UP)
    place = "/main/operations/base/config/include_top"
    assert draw(quiet, patch=[{"op": "replace", "path": place, "value": True}]) == ""
    before = quiet.design
    answer(quiet, import_tasks.open_up, ImportResult(opened_up(), ()))
    assert quiet.design == before
    assert quiet.notice is not None
    assert "has changed since" in quiet.notice.text


def test_opening_up_keeps_what_was_drawn_elsewhere_meanwhile(quiet: Session) -> None:
    draw(quiet, with_base())
    importing.begin(quiet, OPEN_UP)
    assert draw(quiet, patch=[{"op": "replace", "path": "/name", "value": "mine"}]) == ""
    answer(quiet, import_tasks.open_up, ImportResult(opened_up(), ()))
    assert quiet.design == replace(opened_up(), name="mine")
    assert quiet.notice is None


@pytest.mark.parametrize("framed", [False, True])
def test_opening_up_brings_the_frames_of_what_is_large(quiet: Session, framed: bool) -> None:
    own = {"main": {"mine": Frame("mine", ("base",))}} if framed else {}
    draw(quiet, replace(with_base(), frames=own))
    importing.begin(quiet, OPEN_UP)
    found = {**own, "base": {"frame_1": Frame("block 1", ("in",), "blue", collapsed=True)}}
    answer(quiet, import_tasks.open_up, ImportResult(replace(opened_up(), frames=found), ()))
    assert quiet.design.frames == found


def test_the_page_says_what_is_read_until_it_is_on_the_canvas(
    quiet: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, busy = documents.put, []

    def late(session: Session, design: Design, cause: str) -> Any:
        busy.append(session.coming is not None)
        return put(session, design, cause)

    monkeypatch.setattr(documents, "put", late)
    importing.begin(quiet, file(model()))
    answer(quiet, import_tasks.import_config, ImportResult(with_base(), ()))
    assert busy == [True]
    assert quiet.coming is None


@pytest.mark.keras
def test_only_an_application_opens_up(session: Session) -> None:
    draw(session, with_base())
    read(session, {"command": "open_up", "graph": "main", "operation": "in"})
    assert session.workspace.document.rev == 2
    assert session.notice is not None
    assert "keras.applications" in session.notice.text


def test_another_design_gives_up_what_was_on_its_way(quiet: Session) -> None:
    importing.begin(quiet, file(model()))
    assert quiet.coming is not None
    assert quiet.coming.what == "Reading small.keras"
    [job] = worker_of(quiet.services).waiting(import_tasks.import_config)
    editing.command(quiet, {"command": "gallery", "name": "mlp"})
    assert quiet.coming is None
    job.future.set_result(ImportResult(with_base(), ()))
    importing.begin(quiet, file(model()))  # Its end comes after that of the first.
    answer(quiet, import_tasks.import_config, TaskError("No."))
    assert quiet.design == gallery.load("mlp")


def test_of_two_imports_the_newer_one_comes(quiet: Session) -> None:
    importing.begin(quiet, file(model()))
    importing.begin(quiet, {"command": "source", "name": "pasted code", "text": "x"})
    answer(quiet, source_tasks.read, ImportResult(with_base(), ()))
    assert quiet.design == with_base()


def test_the_design_is_as_it_was_where_none_comes(quiet: Session) -> None:
    before = quiet.workspace
    importing.begin(quiet, file(model()))
    answer(quiet, import_tasks.import_config, TaskError("The file is broken."))
    assert quiet.workspace is before
    assert quiet.notice is not None
    assert quiet.notice.text == "The file is broken. The design on the canvas is as it was."


@pytest.mark.keras
def test_remarks_go_with_the_nodes_that_they_are_about(session: Session) -> None:
    text = json.loads(model())
    text["config"]["layers"][1]["config"]["build_me_differently"] = True
    read(session, file(json.dumps(text)))
    told = importing.remarks(session)
    assert [found["nodes"] for found in told] == [["digit"]]
    editing.command(session, {"command": "new"})
    assert importing.remarks(session) == []


def test_a_model_whose_page_is_gone_is_among_the_recent_drafts(idle: Workspaces) -> None:
    session = opening.open_session(idle, None, None)
    owner, worker = session.owner, worker_of(idle.services)
    importing.begin(session, file(model()))
    [job] = worker.waiting(import_tasks.import_config)
    gone = weakref.ref(session)
    del session
    gc.collect()
    job.future.set_result(ImportResult(with_base(), ()))
    for thread in threading.enumerate():
        if thread.name == "import":
            thread.join(60)
    idle.saver.close()
    assert [line.name for line in idle.services.drafts.recent(owner)] == ["m"]
    worker.jobs.clear()
    del job
    gc.collect()
    assert gone() is None
