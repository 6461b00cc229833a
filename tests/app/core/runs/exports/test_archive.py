"""A run in a zip, also while it goes on."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.runs.exports.archive import KINDS, archive
from app.core.runs.run import NewRun, Run
from app.core.runs.run_store import RunError, RunStore
from app.core.zip_sink import CHUNK
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


def names(pieces: Iterator[bytes]) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as found:
        assert found.testzip() is None
        return {Path(name).name for name in found.namelist()}


def test_for_mlflow(store: RunStore, run: Run) -> None:
    expected = {"loss", "program.py", "design.json", BEST_MODEL, "README.txt"}
    assert names(archive(store, run, "mlflow")) >= expected


def test_for_tensorboard(store: RunStore, run: Run) -> None:
    (name,) = names(archive(store, run, "tensorboard"))
    assert name.startswith("events.out.tfevents.")


def test_of_a_model_no_more_is_held_than_a_piece(store: RunStore, run: Run) -> None:
    model = os.urandom(3 * CHUNK + 1)
    store.sink(run.id).finished({BEST_MODEL: model})
    pieces = [*archive(store, run, "mlflow")]
    assert max(map(len, pieces)) < 1.1 * CHUNK
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as found:
        (place,) = (name for name in found.namelist() if name.endswith(BEST_MODEL))
        assert found.read(place) == model


@pytest.mark.parametrize("kind", KINDS)
def test_before_the_first_event(store: RunStore, kind: str) -> None:
    run = store.create(NewRun("o", "d", "n", "{}", ""))
    assert (names(archive(store, run, kind)) == set()) is (kind == "tensorboard")


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_that_is_gone(store: RunStore, run: Run, kind: str) -> None:
    store.delete(run.id)
    with pytest.raises(RunError, match=r"cannot be exported: No such file"):
        next(archive(store, run, kind))
