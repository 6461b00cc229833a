"""The Train tab as tests open it: a design with its training, and a process that does nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from app.core.runs.run import NewRun, Run
from app.core.session.session import Session
from app.core.workspace.analysed import Analysed
from model_codegen.catalogue.entry import Catalogue, Entry, Kind
from model_codegen.catalogue.json_schema import NUMBER, record
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.training import Data, Feed, FieldFacts, Head, Training

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
