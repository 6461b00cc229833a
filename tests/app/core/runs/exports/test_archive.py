"""A run in a zip, also while it goes on."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from app.core.runs.exports import archive
from app.core.runs.run import NewRun, Run
from app.core.runs.run_store import RunError, RunStore
from model_codegen.training.sink import BEST_MODEL


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "runs")


@pytest.fixture
def run(store: RunStore) -> Run:
    made = store.create(NewRun("o", "d", "n", '{"name": "n"}', "print()"))
    sink = store.sink(made.id)
    sink.event({"kind": "started", "t": 0.0})
    sink.event({"kind": "epoch", "t": 1.0, "epoch": 0, "step": 5, "logs": {"loss": 0.5}})
    sink.finished({BEST_MODEL: b"PK"})
    path = store.path(made.id)
    assert path is not None
    with (path / "events.jsonl").open("a") as file:
        file.write('{"kind": "ep')  # a line that is being written
    return made


def names(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as found:
        return {Path(name).name for name in found.namelist()}


def test_for_mlflow(store: RunStore, run: Run, tmp_path: Path) -> None:
    archive.write(store, run, "mlflow", tmp_path / "a.zip")
    assert names(tmp_path / "a.zip") >= {"loss", "program.py", "design.json", BEST_MODEL}


def test_for_tensorboard(store: RunStore, run: Run, tmp_path: Path) -> None:
    archive.write(store, run, "tensorboard", tmp_path / "a.zip")
    (name,) = names(tmp_path / "a.zip")
    assert name.startswith("events.out.tfevents.")


def test_a_full_disk(store: RunStore, run: Run, tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"cannot be exported: No such file"):
        archive.write(store, run, "mlflow", tmp_path / "none" / "a.zip")
