"""Pages see runs as they are, also those whose process is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.runs.engine import Engine
from app.core.runs.run import NewRun, Run
from app.core.runs.run_store import RunError, RunStore
from app.core.runs.runs import Runs
from model_codegen.training import sink
from model_codegen.training.control import Wanted


class Idle:
    """An engine that has runs and never does them."""

    def __init__(self) -> None:
        self.has: set[str] = set()
        self.told: list[tuple[str, Wanted]] = []

    def start(self, run: Run) -> None:
        self.has.add(run.id)

    def control(self, run_id: str, wanted: Wanted) -> None:
        self.told.append((run_id, wanted))

    def alive(self, run_id: str) -> bool:
        return run_id in self.has

    def forget(self, run_id: str) -> None:
        self.has.discard(run_id)

    def warm(self) -> None:
        self.has.add("warm")

    def close(self) -> None:
        self.has.clear()


@pytest.fixture
def engine() -> Idle:
    return Idle()


@pytest.fixture
def runs(tmp_path: Path, engine: Idle) -> Runs:
    as_any: Engine = engine
    return Runs(RunStore(tmp_path), as_any)


def begun(runs: Runs) -> Run:
    return runs.begin(NewRun("ada", "draft", "digits", "{}", "SEED = 0\n"))


def test_a_run_whose_process_is_gone_is_lost_and_can_go_on(runs: Runs, engine: Idle) -> None:
    run = begun(runs)
    assert runs.of_draft("draft", "ada") == [run]
    engine.has.clear()
    lost = runs.find(run.id, "ada")
    assert lost is not None
    assert (lost.state, lost.can_go_on) == ("lost", False)
    with pytest.raises(RunError, match=r"This run cannot go on"):
        runs.go_on(run.id)
    runs.store.sink(run.id).checkpoint(1, {sink.CHECKPOINT: b"state"})
    runs.store.control(run.id).want("stop")
    runs.go_on(run.id)
    assert engine.alive(run.id)
    assert runs.store.control(run.id).wanted() == "run"


def test_a_run_is_found_by_its_owner_only(runs: Runs) -> None:
    run = begun(runs)
    assert runs.find(run.id, "ada") == run
    assert runs.find(run.id, "eve") is None


def test_what_is_deleted_is_ended_first(runs: Runs, engine: Idle) -> None:
    run = begun(runs)
    runs.delete(run.id)
    assert not engine.alive(run.id)
    assert runs.of_owner("ada") == []


def test_what_is_wanted_goes_to_the_engine(runs: Runs, engine: Idle) -> None:
    run = begun(runs)
    runs.control(run.id, "pause")
    assert engine.told == [(run.id, "pause")]
