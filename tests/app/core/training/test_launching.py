"""A run is made of the design as it is, with the script that a worker writes."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.runs.run import Run
from app.core.runs.run_store import RunStore
from app.core.runs.runs import Runs
from app.core.session import documents, opening
from app.core.session.session import Session
from app.core.tasks import training_tasks
from app.core.tasks.task_outcome import TaskError
from app.core.training import launching, run_choice
from app.core.workspace.analysed import Analysed
from app.core.workspace.workspaces import Workspaces
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import loads
from model_codegen.design.training import Stage, Training
from tests.app.idle_services import idle_services, worker_of

TRAINING = Training(seed=7, stages=(Stage("a", 2), Stage("b", 3)))


class Engine:
    """Does nothing."""

    def start(self, run: Run) -> None:
        pass

    def control(self, run_id: str, wanted: str) -> None:
        pass

    def alive(self, run_id: str) -> bool:
        return True

    def warm(self) -> None:
        """Nothing is to be done."""

    def forget(self, run_id: str) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    services = idle_services(tmp_path)
    runs = Runs(RunStore(tmp_path / "runs"), Engine())
    services.open_runs = lambda _: runs
    workspaces = Workspaces(services)
    made = opening.open_session(workspaces, None, None)
    documents.put(made, replace(gallery.load("mlp"), training=TRAINING))
    made.workspace.analysed = Analysed(1, made.design, {}, {"diagnostics": []})
    yield made
    workspaces.saver.close()
    services.store.close()


def start(session: Session) -> object:
    return launching.start(session, session.services)


def test_a_run_has_the_design_the_script_and_the_seed(session: Session) -> None:
    worker_of(session.services).answers[training_tasks.script] = "print(1)"
    assert run_choice.shown(session, session.services) is None
    start(session)
    run = run_choice.shown(session, session.services)
    assert run is not None
    assert (run.seed, run.epochs, run_choice.label(run)) == (7, 5, "mlp, seed 7")
    store = session.services.runs.store
    assert loads(store.design(run.id)) == session.design
    assert store.source(run.id) == "print(1)"


def test_another_page_shows_the_newest_run_of_the_draft(session: Session) -> None:
    worker_of(session.services).answers[training_tasks.script] = "print(1)"
    start(session)
    first = session.trained
    start(session)
    assert session.trained != first
    session.trained = ""
    newest = run_choice.shown(session, session.services)
    assert newest is not None
    assert newest.created >= session.services.runs.of_owner(session.owner)[-1].created
    session.trained = "0" * 32  # deleted in another window
    assert run_choice.shown(session, session.services) is not None


def test_what_is_superseded_starts_nothing(session: Session) -> None:
    start(session)
    launch = session.launch
    assert launch is not None
    (waiting,) = worker_of(session.services).waiting(training_tasks.script)
    waiting.future.cancel()
    with pytest.raises(CancelledError):
        launch.result(0)
    assert session.services.runs.of_owner(session.owner) == []


def drawn_on(session: Session) -> Analysed:
    """Change the design; what its analysis will be."""
    documents.put(session, replace(session.design, name="newer"))
    assert session.stale
    return Analysed(session.workspace.document.rev, session.design, {}, {"diagnostics": []})


def test_what_is_drawn_at_the_click_is_trained_once_it_is_analysed(session: Session) -> None:
    worker_of(session.services).answers[training_tasks.script] = "print(1)"
    newer = drawn_on(session)
    launch = launching.start(session, session.services)
    assert not launch.done()
    session.workspace.analysed = newer
    session.changed()
    session.changed()
    (run,) = session.services.runs.of_owner(session.owner)
    assert (launch.result(0), run.name) == (run, "newer")


def test_what_turns_out_wrong_is_not_trained(session: Session) -> None:
    newer = drawn_on(session)
    launch = launching.start(session, session.services)
    errors = {"diagnostics": [{"severity": "error", "code": "shape", "message": "No fit."}]}
    session.workspace.analysed = replace(newer, result=errors)
    session.changed()
    with pytest.raises(TaskError, match=r"^Not started: No fit\.$"):
        launch.result(0)
    assert session.services.runs.of_owner(session.owner) == []


def test_another_design_is_not_trained_in_its_place(session: Session) -> None:
    drawn_on(session)
    launch = launching.start(session, session.services)
    session.begin_anew()
    assert launch.cancelled()


def test_who_has_left_meanwhile_has_it_trained(session: Session) -> None:
    """Another step of a lesson has a session of its own, and this one is nobody's any more."""
    worker_of(session.services).answers[training_tasks.script] = "print(1)"
    newer = drawn_on(session)
    workspace = session.workspace
    left = Session(session.owner, session.workspaces, workspace)
    launching.start(left, session.services)
    del left
    gc.collect()
    workspace.analysed = newer
    workspace.changed()
    (run,) = session.services.runs.of_owner(session.owner)
    assert run.name == "newer"
    gc.collect()
    assert workspace.lookers == [session]  # Nobody is kept for it any longer.


def test_a_click_waits_a_moment_for_the_script(session: Session) -> None:
    worker = worker_of(session.services)

    def write() -> None:
        while not (waiting := worker.waiting(training_tasks.script)):
            time.sleep(0.01)
        time.sleep(0.05)
        waiting[0].future.set_result("print(1)")

    writer = threading.Thread(target=write)
    writer.start()
    launching.start_by_click(session, session.services, session.trained)
    assert run_choice.shown(session, session.services) is not None
    writer.join()


def test_a_click_does_not_wait_for_long(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launching, "MOMENT", 0.01)
    launching.start_by_click(session, session.services, session.trained)
    assert session.launch is not None
    assert not session.launch.done()


def test_the_second_of_two_clicks_begins_no_other_run(session: Session) -> None:
    worker_of(session.services).answers[training_tasks.script] = "print(1)"
    shown = session.trained
    for _ in range(2):
        launching.start_by_click(session, session.services, shown)
    assert len(session.services.runs.of_owner(session.owner)) == 1
