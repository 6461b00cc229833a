"""What a worker tells of a run becomes what a local run would have written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.core.cluster import wire
from app.core.cluster.run_work import RunWork
from app.core.runs.run import NewRun, Run
from app.core.runs.run_store import RunError, RunStore
from model_codegen.training.sink import BEST, BEST_MODEL, CHECKPOINT


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "runs")


def work(store: RunStore, **files: str) -> tuple[RunWork, Run]:
    run = store.create(NewRun("o", "d", "n", "{}", "print()", files=files))
    return RunWork(store, run), run


def news(*events: dict[str, object], **more: object) -> dict[str, object]:
    news = {"number": 1, "position": 0, "stage": "", "checkpoint": 1, "end": None}
    return {**news, "events": list(events), **more}


STARTED = {"kind": "started", "t": 0.0}
EPOCH = {"kind": "epoch", "t": 1.0, "epoch": 0, "step": 1, "logs": {}}


def kinds(store: RunStore, run: Run) -> list[str]:
    return [json.loads(line)["kind"] for line in store.events(run.id)[0].splitlines()]


def test_what_a_worker_is_given(store: RunStore, tmp_path: Path) -> None:
    (tmp_path / "up").write_bytes(b"a,b")
    what, run = work(store, **{"a.csv": str(tmp_path / "up")})
    store.sink(run.id).checkpoint(1, {CHECKPOINT: b"c"})
    content, files = what.take()
    assert content["arguments"] == {"source": "print()", "design": "{}", "trusted": ""}
    assert content["position"] == 0
    assert files == {"data/a.csv": b"a,b", f"kept/{CHECKPOINT}": b"c"}


def test_too_much_data(store: RunStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "up").write_bytes(bytes(3_000_000))
    monkeypatch.setattr(wire, "LARGEST", 2_000_000)
    what, _ = work(store, **{"a.csv": str(tmp_path / "up")})
    with pytest.raises(RunError, match="are 3 MB, and at most 2 MB are sent"):
        what.take()


def test_files_and_events_are_kept(store: RunStore) -> None:
    what, run = work(store)
    what.keep(news(STARTED), {CHECKPOINT: b"1", BEST: b"2"})
    assert what.take()[0]["position"] == 1
    what.keep(news({"kind": "finished", "t": 1.0}, position=1), {BEST_MODEL: b"PK"})
    found = store.find(run.id)
    assert found is not None
    assert found.state == "finished"
    assert store.kept(run.id) == {BEST: b"2", CHECKPOINT: b"1"}
    assert what.progress == 1


def test_another_file_is_refused(store: RunStore, tmp_path: Path) -> None:
    what, _ = work(store)
    with pytest.raises(RunError, match="which no run has"):
        what.keep(news(), {"../../run.json": b"{}"})


@pytest.mark.parametrize(
    "event", [5, {}, {"kind": []}, {"kind": "epoch"}, {"kind": "a", "t": 1e999}]
)
def test_what_no_run_tells_is_refused(store: RunStore, event: dict[str, object]) -> None:
    what, _ = work(store)
    with pytest.raises(RunError, match="what no run tells"):
        what.keep(news(event), {})


def test_an_end_without_an_end(store: RunStore) -> None:
    what, run = work(store)
    end = {"value": None, "failure": "It is gone.", "details": ""}
    what.keep(news(STARTED, end=end), {})
    assert store.find(run.id) == store.find(run.id)
    found = store.find(run.id)
    assert found is not None
    assert (found.state, found.message) == ("failed", "It is gone.")
    what, run = work(store)
    what.keep(news(STARTED, end={**end, "stopped": True}), {})
    found = store.find(run.id)
    assert found is not None
    assert found.state == "stopped"


def test_a_full_disk(store: RunStore, monkeypatch: pytest.MonkeyPatch) -> None:
    what, _ = work(store)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.core.runs.atomic_file.write", full)
    with pytest.raises(RunError, match=r"cannot be stored: No space left on device\."):
        what.keep(news(), {CHECKPOINT: b"1"})


def test_while_the_cluster_is_away(store: RunStore) -> None:
    what, run = work(store)
    what.keep(news(STARTED), {})
    what.waits("The cluster does not answer.")
    found = store.find(run.id)
    assert found is not None
    assert (found.state, found.message) == ("waiting", "The cluster does not answer.")
    what.waits("")
    what.keep(news(), {})
    found = store.find(run.id)
    assert found is not None
    assert (found.state, found.message) == ("running", "")
    # A server that begins anew in the meantime knows less.
    what.waits("The cluster does not answer.")
    again = RunWork(store, found)
    again.keep(news(EPOCH, position=1), {})
    found = store.find(run.id)
    assert found is not None
    assert (found.state, found.done) == ("running", 1)


GONE = {"value": None, "failure": "It is gone.", "details": ""}


def test_what_is_told_again_to_the_next_bridge_is_kept_once(store: RunStore) -> None:
    """The bridge before wrote it, and was gone before the worker knew."""
    _, run = work(store)
    store.sink(run.id).event(STARTED)  # of the news below, as far as that bridge came
    told = news(STARTED, EPOCH, end=GONE)
    for _ in range(2):
        found = store.find(run.id)
        assert found is not None
        RunWork(store, found).keep(told, {CHECKPOINT: b"1"})
        assert kinds(store, run) == ["started", "epoch", "failed"]


@pytest.mark.parametrize(
    ("last", "end", "state"),
    [({"kind": "finished", "t": 2.0}, None, "finished"), (EPOCH, GONE, "failed")],
)
def test_a_bridge_that_is_gone_within_an_event(
    store: RunStore,
    monkeypatch: pytest.MonkeyPatch,
    last: dict[str, object],
    end: object,
    state: str,
) -> None:
    """The event stands in the file, and the state of the run is the one before."""
    what, run = work(store)
    what.keep(news(STARTED), {})
    told = news(last, position=1, end=end)

    class Gone(BaseException):
        pass

    def kill(*_: object) -> None:
        raise Gone

    what, _ = RunWork(store, run), monkeypatch.setattr("app.core.runs.atomic_file.write", kill)
    with pytest.raises(Gone):
        what.keep(told, {})
    monkeypatch.undo()
    RunWork(store, run).keep(told, {})
    before = kinds(store, run)
    found = store.find(run.id)
    assert found is not None
    assert found.state == state
    RunWork(store, run).keep(told, {})
    assert kinds(store, run) == before
