"""What a training came to is read once, and holds for the model that was trained."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.core.lessons.finished_runs import FinishedRuns, are_asked_for
from app.core.runs.run import NewRun
from app.core.runs.run_store import RunStore
from app.core.runs.runs import Runs
from app.core.workspace.analysed import Analysed
from model_codegen.design.fileformat.serialization import dumps, to_json
from model_codegen.design.graph import Design
from tests.app.core.lessons.lesson_texts import SHARING, read
from tests.app.core.runs.test_runs import Idle
from tests.app.designs import dense


def analysed(design: Design) -> Analysed:
    return Analysed(1, design, to_json(design), {})


def test_the_newest_run_that_has_finished_is_told_of(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    finished = FinishedRuns(Runs(store, Idle()))
    design = dense(3)
    assert finished.newest("d", "ada", analysed(design)) is None
    run = store.create(NewRun("ada", "d", "n", dumps(design), "pass"))
    sink = store.sink(run.id)
    for epoch, loss in enumerate((2.0, 1.0)):
        sink.event({"kind": "step", "t": 1.0, "epoch": epoch, "step": 1, "logs": {"loss": 9.0}})
        logs = {"loss": loss, "val_loss": None}
        sink.event({"kind": "epoch", "t": 1.0, "epoch": epoch, "logs": logs})
    assert finished.newest("d", "ada", analysed(design)) is None
    sink.event({"kind": "finished", "t": 2.0, "seconds": 2.0})
    found = finished.newest("d", "ada", analysed(replace(design, name="other")))
    assert found is not None
    assert found.logs == ({"loss": 2.0}, {"loss": 1.0})
    assert found.current
    changed = finished.newest("d", "ada", analysed(dense(4)))
    assert changed is not None
    assert not changed.current
    assert finished.newest("d", "eve", analysed(design)) is None


def test_runs_are_read_where_an_exercise_asks() -> None:
    trained = "- not: [{trained: {metric: loss, at_most: 1}}]"
    for text, asked in (
        (SHARING, False),
        (SHARING.replace("- parameters: 217_537", trained), True),
    ):
        lesson = read(text).lesson
        assert lesson is not None
        assert are_asked_for(lesson.exercises[0]) is asked
