"""A page of the Train tab; what a worker or a process would answer is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.core.runs.run import Run
from app.core.runs.run_store import RunStore
from app.core.runs.runs import Runs
from app.core.session import documents, opening
from app.core.session.session import Session
from app.core.workspace.workspaces import Workspaces
from app.ui.train import curves
from model_codegen import catalogue, gallery
from tests.app.idle_services import idle_services
from tests.app.ui.train.page_session import (
    CATALOGUE,
    TRAINING,
    Engine,
    analyse,
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
