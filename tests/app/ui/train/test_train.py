"""The Train tab as Streamlit runs it; what a worker or a process would answer is given."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.core.session import documents
from app.core.session.session import Session
from app.core.tasks import cost_tasks, data_tasks, training_tasks
from app.core.tasks.task_outcome import TaskError
from model_codegen import gallery
from model_codegen.design.training import Stage
from tests.app.idle_services import worker_of
from tests.app.ui.train.page_session import (
    TRAINING,
    Engine,
    analyse,
    begun,
    opened,
    training,
)


def test_one_button_proposes_a_training_which_is_a_step_of_the_page(session: Session) -> None:
    documents.put(session, gallery.load("siamese_comparator"))
    analyse(session)
    worker_of(session.services).answers[data_tasks.default_training] = TRAINING
    test = opened(session, "set up")
    test.button[0].click().run()
    assert training(session) == TRAINING
    (revision,) = session.workspace.document.since(1) or []
    assert revision.title == "Set up training"


def test_the_sections_say_in_one_line_what_is_in_them(session: Session) -> None:
    test = opened(session, "all")
    titles = [test.button(key=f"train-{name}-title").label for name in ("data", "learning")]
    assert titles[0] == "**Data** · Pairs of digits · 100 samples, 20 % to validate"
    assert titles[1].startswith("**Learning** · `same_digit` by Huber · Adam · 10 epochs")
    assert test.button(key="train-start").label == "Start"


def test_a_section_stays_open_while_its_title_changes(session: Session) -> None:
    test = opened(session, "all")
    test.button(key="train-learning-title").click().run()
    test.number_input(key="train-epochs").set_value(25).run()
    assert "25 epochs" in test.button(key="train-learning-title").label
    assert test.number_input(key="train-epochs").value == 25
    test.button(key="train-learning-title").click().run()
    assert not test.number_input
    assert not test.exception


def test_what_is_entered_changes_the_document(session: Session) -> None:
    test = opened(session, "learning")
    test.number_input(key="train-epochs").set_value(25).run()
    test.number_input(key="train-optimizer-Adam-learning_rate").set_value(0.01).run()
    test.multiselect(key="train-metrics-same_digit-chosen").set_value(["keras.metrics.AUC"]).run()
    test.selectbox(key="train-class-weight-same_digit").set_value("balanced").run()
    now = training(session)
    assert not test.exception
    assert (now.epochs, now.optimizer["config"]) == (25, {"learning_rate": 0.01})
    head = now.heads["same_digit"]
    assert [one["class_name"] for one in head.metrics] == ["keras.metrics.AUC"]
    assert head.class_weight == "balanced"


def test_weights_of_labels_and_stages_are_set_one_by_one(session: Session) -> None:
    test = opened(session, "learning")
    test.selectbox(key="train-class-weight-same_digit").set_value("own").run()
    test.number_input(key="train-class-weight-same_digit-1").set_value(3.0).run()
    assert training(session).heads["same_digit"].class_weight == {"0": 1.0, "1": 3.0}
    test.button(key="stage-add").click().run()
    test.multiselect(key="stage-0-False").set_value(["dense"]).run()
    test.number_input(key="stage-0-rate").set_value(1e-4).run()
    assert training(session).stages == (Stage("stage 1", 5, {"dense": False}, 1e-4),)
    test.button(key="stage-0-remove").click().run()
    assert training(session).stages == ()
    assert not test.exception


def test_what_does_not_fit_stands_there_with_its_fix(session: Session) -> None:
    patch = [{"op": "add", "path": "/training/epochs", "value": 7}]
    analyse(
        session,
        {
            "code": "loss-mismatch",
            "severity": "warning",
            "category": "training",
            "message": "Odd.",
            "fix": {"title": "Mend it", "patch": patch},
        },
    )
    test = opened(session, "learning")
    assert [one.value for one in test.warning] == ["Odd."]
    test.button(key="train-fix-learning-0").click().run()
    assert training(session).epochs == 7


def test_a_proposal_that_arrives_late_is_made_to_no_other_design(session: Session) -> None:
    worker = worker_of(session.services)
    documents.put(session, gallery.load("siamese_comparator"))
    analyse(session)
    test = opened(session, "set up")
    test.button[0].click().run()
    (asked,) = worker.waiting(data_tasks.default_training)
    documents.put(session, gallery.load("mlp"))
    analyse(session)
    asked.future.set_result(TRAINING)
    test.run()
    assert session.design.training is None
    assert not test.exception


def test_a_warning_beside_start_is_not_said_twice(session: Session) -> None:
    about = {"code": "loss-mismatch", "severity": "warning", "category": "training"}
    analyse(session, *({**about, "message": f"Odd {number}.", "fix": None} for number in range(3)))
    test = opened(session, "all")
    test.button(key="train-learning-title").click().run()
    assert sorted(one.value for one in test.warning) == ["Odd 0.", "Odd 1.", "Odd 2."]


def test_a_run_is_started_with_the_script_and_steered(session: Session, engine: Engine) -> None:
    worker_of(session.services).answers[training_tasks.script] = "print(1)"
    test = opened(session, "run")
    test.button(key="train-start").click().run()
    (run,) = session.services.runs.of_draft(session.draft, session.owner)
    assert session.services.runs.store.source(run.id) == "print(1)"
    assert (run.seed, run.epochs) == (0, 10)
    session.services.runs.store.sink(run.id).event({"kind": "started"})
    test.run()
    test.button(key="train-pause").click().run()
    session.services.runs.store.sink(run.id).event({"kind": "paused"})
    test.run()
    test.button(key="train-continue").click().run()
    test.button(key="train-stop").click().run()
    assert [what for what, _ in engine.asked] == ["start", "pause", "run", "stop"]
    assert not test.exception


def test_a_script_that_cannot_be_written_is_a_sentence(session: Session) -> None:
    def fail(*_: object) -> None:
        raise TaskError("It has a cycle.")

    worker_of(session.services).answers[training_tasks.script] = fail
    test = opened(session, "run")
    test.button(key="train-start").click().run()
    assert [one.value for one in test.error] == ["It has a cycle."]
    assert session.services.runs.of_owner(session.owner) == []


def test_it_cannot_be_started_while_something_is_wrong(session: Session) -> None:
    wrong = {"severity": "error", "category": "training", "message": "no loss", "code": "no-loss"}
    analyse(session, wrong)
    test = opened(session, "run")
    assert test.button(key="train-start").disabled
    assert [one.value for one in test.info] == ["Not yet: no loss"]


def test_the_largest_batch_that_fits_is_told_where_it_matters(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYERLOOM_MEMORY_GB", "0.000001")
    worker_of(session.services).answers[cost_tasks.cost] = lambda _, lens: {
        "training": 500 + 10 * lens["batch"]
    }
    test = opened(session, "run")
    said = [one.value for one in test.caption]
    assert ":red[about 820 bytes of memory for a step of 32" not in said
    assert any("the largest batch that fits is 57" in one for one in said)


def test_two_runs_stand_side_by_side_and_can_be_deleted(session: Session, drawn: list[Any]) -> None:
    old, new = begun(session), begun(session, epochs=20)
    test = opened(session, "kept", **{"train-kept-open": True})
    for run in (old, new):
        test.checkbox(key=f"train-pick-{run.id}").check().run()
    assert [one.id for one in drawn] == [old.id, new.id]
    (table,) = [frame.value for frame in test.dataframe]
    assert table.values.tolist() == [["epochs", "–", "20"]]
    test.button(key=f"train-show-{old.id}").click().run()
    assert session.trained == old.id
    test.button(key=f"train-delete-{old.id}").click().run()
    assert [run.id for run in session.services.runs.of_owner(session.owner)] == [new.id]
    assert not test.exception


def test_results_say_what_was_right_and_show_samples(session: Session) -> None:
    run = begun(session)
    heads = {
        "same_digit": {"kind": "confusion", "accuracy": 0.75, "matrix": [[3, 1], [1, 3]]},
        "other": {
            "kind": "residuals",
            "mean_absolute": 0.5,
            "r2": 0.9,
            "points": [[1, 2]],
            "edges": [0, 1],
            "counts": [1],
        },
    }
    sample = {"inputs": {"x": {"values": [1]}}, "targets": {"same_digit": [1]}, "predictions": {}}
    found = {"heads": heads, "samples": [sample], "count": 8}
    session.services.runs.store.sink(run.id).finished({"results.json": json.dumps(found).encode()})
    test = opened(session, "results", run=run, **{"train-results-open": True})
    said = " ".join(one.value for one in test.markdown)
    assert "**75.0%** right" in said
    assert "off by **0.5** on average, R² 0.900" in said
    assert not test.exception


def test_the_notebook_is_written_by_a_worker(session: Session) -> None:
    answers = worker_of(session.services).answers
    answers[training_tasks.notebook] = "{}"
    answers[training_tasks.script] = "print(1)"
    run = begun(session)
    session.services.runs.store.sink(run.id).finished({"best.keras": b"zip"})
    test = opened(session, "downloads")
    assert [one.label for one in test.get("download_button")] == ["Notebook", "Script"]
    links = {one.proto.label: one.proto.url for one in test.get("link_button")}
    assert links == {
        "Trained model (3 bytes)": f"runs/{run.id}/best.keras",
        "TensorBoard": f"runs/{run.id}/tensorboard.zip",
        "MLflow": f"runs/{run.id}/mlflow.zip",
    }
