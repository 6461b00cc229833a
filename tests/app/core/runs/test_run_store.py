"""Runs are kept, found by their owners, and make room for others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.runs.run import NewRun, Run
from app.core.runs.run_store import RunError, RunStore
from model_codegen.training import sink


def made(store: RunStore, owner: str = "ada", draft: str = "first") -> Run:
    return store.create(NewRun(owner, draft, "digits", "{}", "SEED = 3\n", seed=3, epochs=2))


def ended(store: RunStore, run: Run) -> None:
    store.sink(run.id).event({"kind": "finished", "t": 1.0, "seconds": 1.0})


def test_a_run_is_found_again_by_another_server(tmp_path: Path) -> None:
    run = made(RunStore(tmp_path))
    store = RunStore(tmp_path)
    assert store.find(run.id) == run
    assert (run.state, run.seed, run.epochs) == ("waiting", 3, 2)
    assert (store.design(run.id), store.source(run.id)) == ("{}", "SEED = 3\n")
    assert store.of_draft("first", "ada") == [run]
    assert store.of_draft("first", "eve") == []


def test_what_a_run_tells_is_its_state_and_can_be_read_from_anywhere(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    run = made(store)
    told = store.sink(run.id)
    told.event({"kind": "started", "t": 0.0})
    told.event({"kind": "epoch", "t": 1.0, "epoch": 0, "logs": {}})
    first, offset = store.events(run.id)
    told.event({"kind": "stopped", "t": 1.5, "epoch": 0, "step": 3})
    assert [line.split(b'"')[3] for line in first.splitlines()] == [b"started", b"epoch"]
    assert store.events(run.id, offset)[0] == (b'{"kind":"stopped","t":1.5,"epoch":0,"step":3}\n')
    found = store.find(run.id)
    assert found is not None
    assert (found.state, found.done, found.can_go_on) == ("stopped", 1, False)
    told.checkpoint(1, {sink.CHECKPOINT: b"state"})
    assert store.kept(run.id) == {sink.CHECKPOINT: b"state"}
    found = store.find(run.id)
    assert found is not None
    assert found.can_go_on


def test_runs_are_found_by_whom_they_were_made_over_to(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    run, other = made(store, "token"), made(store, "another")
    assert store.of_owner("token") == [run]
    store.adopt("token", "ada")
    assert store.of_owner("token") == []
    assert [one.id for one in store.of_owner("ada")] == [run.id]
    assert store.find(run.id) == replace(run, owner="ada")
    assert store.find(other.id) == other


def test_half_a_line_waits_for_its_end(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    run = made(store)
    (tmp_path / run.id / "events.jsonl").write_bytes(b'{"kind":"step"}\n{"kind')
    assert store.events(run.id) == (b'{"kind":"step"}\n', 16)


@pytest.mark.parametrize("run_id", ["", "..", "../" + "0" * 29, "A" * 32, "0" * 32 + "\n"])
def test_what_is_no_id_leads_nowhere(tmp_path: Path, run_id: str) -> None:
    store = RunStore(tmp_path)
    made(store)
    assert store.path(run_id) is None
    assert store.find(run_id) is None
    assert store.events(run_id) == (b"", 0)
    assert store.source(run_id) == ""
    store.delete(run_id)
    assert len(store.all()) == 1


def test_only_what_is_for_the_user_is_taken_away(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    run = made(store)
    assert store.download(run.id, sink.BEST_MODEL) is None
    store.sink(run.id).finished({sink.BEST_MODEL: b"model"})
    assert store.download(run.id, sink.BEST_MODEL) == tmp_path / run.id / "best.keras"
    assert store.download(run.id, "run.json") is None


def test_the_oldest_that_has_ended_makes_room(tmp_path: Path) -> None:
    store = RunStore(tmp_path, max_runs=2)
    first, second = made(store), made(store)
    with pytest.raises(RunError, match=r"2 of your runs wait or train.* Stop one first\."):
        made(store)
    assert made(store, owner="eve")
    ended(store, second)
    third = made(store)
    assert [run.id for run in store.of_owner("ada")] == [third.id, first.id]


def test_bytes_count_as_well(tmp_path: Path) -> None:
    store = RunStore(tmp_path, max_bytes=5000)
    run = made(store)
    store.sink(run.id).finished({sink.BEST_MODEL: b"x" * 6000})
    ended(store, run)
    other = made(store)
    assert store.of_owner("ada") == [other]


def test_a_full_disk_is_told_of_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(RunError, match=r"The run could not be stored: No space left on device\."):
        made(RunStore(tmp_path))
    assert list(tmp_path.iterdir()) == []
