"""The Train tab as Streamlit runs it; what a worker or a process would answer is given."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app.core.runs.run import NewRun, Run
from app.core.runs.run_store import RunStore
from app.core.runs.runs import Runs
from app.core.session import documents, opening
from app.core.session.session import Session
from app.core.tasks import cost_tasks, data_tasks, training_tasks
from app.core.tasks.task_outcome import TaskError
from app.core.training import head_list
from app.core.workspace.analysed import Analysed
from app.core.workspace.workspaces import Workspaces
from app.ui.train import curves
from model_codegen import catalogue, gallery
from model_codegen.catalogue.entry import Catalogue, Entry, Kind
from model_codegen.catalogue.json_schema import NUMBER, record
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.training import Data, Feed, FieldFacts, Head, Stage, Training
from tests.app.idle_services import idle_services, worker_of

PAGE = Path(__file__).parent / "train_page.py"
LOSS = {"class_name": "keras.losses.Huber", "config": {}}
DATA = Data(
    "generated",
    "digit_pairs",
    samples=100,
    fields={
        "left": FieldFacts((28, 28), "uint8"),
        "right": FieldFacts((28, 28), "uint8"),
        "same": FieldFacts((), "int64", labels={"0": 50, "1": 50}),
    },
    inputs={"left": Feed(("left",), ({"step": "reshape", "shape": [784]},))},
    targets={"same_digit": Feed(("same",))},
)
TRAINING = Training(heads={"same_digit": Head(LOSS)}, data=DATA)


class Engine:
    """Notes what it is asked, and does nothing."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def start(self, run: Run) -> None:
        self.asked.append(("start", run.id))

    def control(self, run_id: str, wanted: str) -> None:
        self.asked.append((wanted, run_id))

    def alive(self, run_id: str) -> bool:
        return ("start", run_id) in self.asked

    def warm(self) -> None:
        """Nothing is to be done."""

    def forget(self, run_id: str) -> None:
        self.asked.append(("forget", run_id))

    def close(self) -> None:
        pass


def entry(path: str, kind: Kind, **arguments: Any) -> Entry:
    name = path.rpartition(".")[2]
    schema = record(arguments)
    shown = tuple(arguments)
    return Entry(path, name, kind, kind, "", name, "", schema, (), record({}), shown)


CATALOGUE = Catalogue(
    "",
    {},
    {},
    {},
    {
        one.path: one
        for one in (
            entry("keras.optimizers.Adam", "optimizer", learning_rate={**NUMBER, "default": 0.001}),
            entry("keras.losses.Huber", "loss", delta={**NUMBER, "default": 1.0}),
            entry("keras.metrics.AUC", "metric"),
            entry("keras.callbacks.EarlyStopping", "callback"),
        )
    },
)


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The runs whose curves were drawn last: the component needs a browser."""
    found: list[Any] = []

    def draw(runs: dict[str, Run], key: str) -> None:
        found[:] = runs.values()

    monkeypatch.setattr(curves, "draw", draw)
    return found


@pytest.fixture
def session(
    tmp_path: Path, engine: Engine, drawn: list[Any], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Session]:
    """A page that shows the siamese comparator, analysed, and says how it is trained."""
    monkeypatch.setenv("LAYERLOOM_STATE", str(tmp_path))
    monkeypatch.setattr(catalogue, "cached", lambda: CATALOGUE)
    services = idle_services(tmp_path)
    runs = Runs(RunStore(tmp_path / "runs"), engine)
    services.open_runs = lambda _: runs
    workspaces = Workspaces(services)
    made = opening.open_session(workspaces, None, None)
    documents.put(made, replace(gallery.load("siamese_comparator"), training=TRAINING))
    analyse(made)
    yield made
    workspaces.saver.close()
    services.store.close()


def analyse(session: Session, *diagnostics: dict[str, Any]) -> None:
    """Give the page an analysis of what it shows."""
    document = session.workspace.document
    result = {"graphs": {"main": {"nodes": {}}}, "diagnostics": list(diagnostics)}
    session.workspace.analysed = Analysed(document.rev, document.design, document.value, result)


def opened(session: Session, part: str, **state: Any) -> AppTest:
    test = AppTest.from_file(str(PAGE), default_timeout=60)
    for key, value in {"here": session, "part": part, "catalogue": CATALOGUE, **state}.items():
        test.session_state[key] = value
    test.run()
    assert not test.exception
    return test


def training(session: Session) -> Training:
    found = session.design.training
    assert found is not None
    return found


def begun(session: Session, state: str = "finished", **changes: Any) -> Run:
    """A run of the page's draft that is in a state."""
    design = replace(session.design, training=replace(TRAINING, **changes))
    runs = session.services.runs
    run = runs.begin(NewRun(session.owner, session.draft, design.name, dumps(design), "", 3, 10))
    runs.store.sink(run.id).event({"kind": state, "sentence": "", "epoch": 0})
    found = runs.find(run.id, session.owner)
    assert found is not None
    return found


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


def test_other_data_are_read_by_a_worker_and_taken_over(session: Session) -> None:
    spirals = Data("generated", "spirals", samples=50)
    worker_of(session.services).answers[data_tasks.choose] = spirals
    test = opened(session, "data")
    test.selectbox(key="train-data").set_value(("generated", "spirals")).run()
    test.run()
    assert training(session).data == spirals
    assert not test.exception


def test_data_that_arrive_late_go_into_no_other_design(session: Session) -> None:
    worker = worker_of(session.services)
    test = opened(session, "data")
    test.selectbox(key="train-data").set_value(("generated", "spirals")).run()
    (asked,) = worker.waiting(data_tasks.choose)
    documents.put(session, replace(gallery.load("mlp"), training=TRAINING))
    asked.future.set_result(Data("generated", "spirals", samples=50))
    test.run()
    assert training(session).data == DATA
    assert not test.exception


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


def test_data_that_cannot_be_read_leave_all_as_it_was(session: Session) -> None:
    def fail(*_: object) -> None:
        raise TaskError("No such data.")

    worker_of(session.services).answers[data_tasks.choose] = fail
    test = opened(session, "data")
    test.selectbox(key="train-data").set_value(("generated", "spirals")).run()
    assert [one.value for one in test.error] == [
        "No such data. What was chosen before is as it was."
    ]
    assert training(session).data == DATA


def test_images_are_augmented_by_layers_and_nothing_else_is(session: Session) -> None:
    flip = entry("keras.layers.RandomFlip", "layer", mode={**NUMBER, "default": 1})
    flip = replace(flip, category="preprocessing", group="image")
    known = replace(CATALOGUE, entries={flip.path: flip})
    assert not [
        one for one in opened(session, "data").multiselect if one.key == "train-augment-chosen"
    ]
    documents.put(session, replace(gallery.load("cifar_cnn"), training=TRAINING))
    analyse(session)
    ((_, ref),) = head_list.inputs(session)
    spec = {"shape": [None, 32, 32, 3], "dtype": "float32"}
    assert session.analysed is not None
    session.analysed.result["graphs"]["main"]["nodes"][ref.node] = {"outputs": [spec]}
    test = opened(session, "data", catalogue=known)
    test.multiselect(key="train-augment-chosen").set_value([flip.path]).run()
    assert not test.exception
    data = training(session).data
    assert data is not None
    assert data.augment == ({"class_name": flip.path, "config": {}},)


def test_a_warning_beside_start_is_not_said_twice(session: Session) -> None:
    about = {"code": "loss-mismatch", "severity": "warning", "category": "training"}
    analyse(session, *({**about, "message": f"Odd {number}.", "fix": None} for number in range(3)))
    test = opened(session, "all")
    test.button(key="train-learning-title").click().run()
    assert sorted(one.value for one in test.warning) == ["Odd 0.", "Odd 1.", "Odd 2."]


def test_fields_are_wired_with_the_shapes_beside(session: Session) -> None:
    test = opened(session, "data")
    test.multiselect(key="train-inputs-right").set_value(["right"]).run()
    test.selectbox(key="train-inputs-right-add").set_value("reshape").run()
    data = training(session).data
    assert data is not None
    assert data.inputs["right"] == Feed(("right",), ({"step": "reshape", "shape": [784]},))
    test.multiselect(key="train-inputs-right").set_value([]).run()
    test.selectbox(key="train-pipeline-kind").set_value("tf.data").run()
    data = training(session).data
    assert data is not None
    assert (data.inputs.keys(), data.pipeline) == ({"left"}, "tf.data")
    assert not test.exception


class Brought(io.BytesIO):
    """A file as Streamlit hands it over."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self.name = name
        self.file_id = name


def test_a_file_is_kept_and_read_once(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "file_uploader", lambda *_, **__: Brought("a.csv", b"x,y\n1,2\n"))
    test = opened(session, "upload")
    kind, name, options, path = test.session_state["asked"]
    assert (kind, name) == ("csv", "a.csv")
    assert path.name == options["sha256"]
    assert path.read_bytes() == b"x,y\n1,2\n"


def test_a_file_that_cannot_be_taken_is_a_sentence(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "file_uploader", lambda *_, **__: Brought("a.csv", b""))
    test = opened(session, "upload")
    assert [one.value for one in test.error] == [
        "'a.csv' is empty. What was chosen before is as it was."
    ]


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
    labels = [one.label for one in test.get("download_button")]
    assert labels == ["Notebook", "Script", "TensorBoard", "MLflow"]
    (link,) = test.get("link_button")
    assert (link.proto.label, link.proto.url) == (
        "Trained model (3 bytes)",
        f"runs/{run.id}/best.keras",
    )
