"""Runs in processes that outlive the server; who waits; what is left of one that dies."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core.runs import local_engine
from app.core.runs.local_engine import LocalEngine
from app.core.runs.process_mark import ProcessMark
from app.core.runs.run import NewRun, Run
from app.core.runs.run_process import LOG
from app.core.runs.run_store import RunStore
from app.core.runs.runs import Runs
from app.core.workers.fork_server import ForkServer
from model_codegen.training.sink import BEST_MODEL, CHECKPOINT
from tests.training.scripts import PLAIN

SLOW = PLAIN.replace("EPOCHS = 2", "EPOCHS = 30").replace(
    "return []", "return [keras.callbacks.LambdaCallback(on_epoch_end=rest)]"
)
SLOW += "\n\ndef rest(epoch, logs):\n    import time\n    time.sleep(0.05)\n"


class Lasting:
    """A fork server that is not this engine's to close."""

    def __init__(self, server: ForkServer) -> None:
        self._server = server

    def __getattr__(self, name: str) -> Any:
        return getattr(self._server, name)

    def close(self) -> None:
        pass


@pytest.fixture
def opened(tmp_path: Path, keras_server: ForkServer | None) -> Iterator[Callable[[], Runs]]:
    """Opens the runs, as each start of a server does."""
    made: list[Runs] = []

    def runs() -> Runs:
        if made:
            made[-1].close()
        store = RunStore(tmp_path / "runs")
        server: Any = keras_server and Lasting(keras_server)
        made.append(Runs(store, LocalEngine(store, server, 1, lambda: 2 * 1024**3, 0)))
        return made[-1]

    yield runs
    for run in made[-1].store.all():
        made[-1].delete(run.id)
    made[-1].close()


def begun(runs: Runs, source: str = SLOW, owner: str = "ada") -> str:
    return runs.begin(NewRun(owner, "draft", "flowers", "", source, epochs=30)).id


def until(runs: Runs, run_id: str, is_so: Callable[[Run], bool]) -> Run:
    """Wait until a run is as it should be."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        run = runs.find(run_id, runs.store.find(run_id).owner)  # type: ignore[union-attr]
        assert run is not None
        if is_so(run):
            return run
        time.sleep(0.02)
    log = runs.store.path(run_id) / LOG  # type: ignore[operator]
    pytest.fail(f"{run}: {log.read_text('utf-8') if log.exists() else ''}")


def kinds(runs: Runs, run_id: str) -> list[str]:
    lines = runs.store.events(run_id)[0].splitlines()
    told = [json.loads(line)["kind"] for line in lines]
    return [kind for kind in told if kind not in ("step", "epoch", "norms")]


@pytest.mark.keras
def test_a_run_outlives_the_server_is_stopped_and_goes_on(opened: Callable[[], Runs]) -> None:
    runs = opened()
    run_id = begun(runs)
    waits = begun(runs)
    before = until(runs, run_id, lambda run: run.done >= 1)
    assert before.state == "running"

    runs = opened()  # the server is started again
    after = until(runs, run_id, lambda run: run.done > before.done)
    assert after.state == "running"
    assert until(runs, waits, lambda run: True).state == "waiting"
    runs.control(waits, "stop")
    assert until(runs, waits, lambda run: True).state == "stopped"
    runs.control(run_id, "pause")
    until(runs, run_id, lambda run: run.state == "paused")
    runs.control(run_id, "stop")
    stopped = until(runs, run_id, lambda run: run.state == "stopped")
    assert stopped.can_go_on
    assert runs.store.download(run_id, BEST_MODEL)

    runs.go_on(run_id)
    until(runs, run_id, lambda run: run.state == "running")
    mark = ProcessMark.read(runs.store.path(run_id))  # type: ignore[arg-type]
    assert mark is not None
    mark.kill()
    lost = until(runs, run_id, lambda run: run.state == "lost")
    assert lost.message == "The process that trained it is gone."
    runs.go_on(run_id)
    ended = until(runs, run_id, lambda run: run.state == "finished")
    assert (ended.done, ended.can_go_on) == (30, False)
    assert kinds(runs, run_id) == [
        "started", "paused", "results", "stopped", "resumed", "resumed", "results", "finished",
    ]  # fmt: skip


class Process:
    """A process that trains until it is ended."""

    def __init__(self) -> None:
        self.alive = True
        self.ended = 0

    def kill(self) -> None:
        self.alive = False

    def end(self, seconds: float) -> None:
        self.alive = False
        self.ended += 1


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> dict[str, Process]:
    """The processes that were started, by run."""
    made: dict[str, Process] = {}

    def started(directory: Path, *_: object) -> Process:
        return made.setdefault(directory.name, Process())

    monkeypatch.setattr(local_engine, "started", started)
    monkeypatch.setattr(local_engine, "_LOOK_SECONDS", 0.01)
    return made


@pytest.fixture
def runs(tmp_path: Path, processes: dict[str, Process]) -> Iterator[Runs]:
    store = RunStore(tmp_path)
    made = Runs(store, LocalEngine(store, None, 2, lambda: 0))
    yield made
    made.close()


def test_so_many_run_at_a_time_and_owners_take_turns(
    runs: Runs, processes: dict[str, Process]
) -> None:
    own = [begun(runs) for _ in range(4)]
    other = begun(runs, owner="eve")
    end = time.monotonic() + 10
    while len(processes) < 2 and time.monotonic() < end:
        time.sleep(0.01)
    processes[own[0]].alive = False
    while len(processes) < 3 and time.monotonic() < end:
        time.sleep(0.01)
    assert next(iter(processes)) == own[0]
    assert other in processes
    assert until(runs, own[3], lambda run: True).state == "waiting"


def test_what_does_not_stop_is_ended(
    runs: Runs, processes: dict[str, Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local_engine, "STOP_SECONDS", 0.05)
    run_id = begun(runs)
    end = time.monotonic() + 10
    while run_id not in processes and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(0.05)
    runs.control(run_id, "stop")
    until(runs, run_id, lambda run: run.state == "stopped")
    assert not processes[run_id].alive


def test_what_is_forgotten_is_ended_before_its_files_go(
    runs: Runs, processes: dict[str, Process]
) -> None:
    run_id = begun(runs)
    end = time.monotonic() + 10
    while run_id not in processes and time.monotonic() < end:
        time.sleep(0.01)
    runs.delete(run_id)
    assert processes[run_id].ended >= 1
    assert runs.of_owner("ada") == []


def test_a_run_goes_on_while_its_process_is_still_ending(
    runs: Runs, processes: dict[str, Process]
) -> None:
    run_id = begun(runs)
    end = time.monotonic() + 10
    while run_id not in processes and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(0.05)
    before = processes.pop(run_id)
    sink = runs.store.sink(run_id)
    sink.checkpoint(1, {CHECKPOINT: b"state"})
    sink.event({"kind": "stopped", "epoch": 1, "step": 3})
    runs.go_on(run_id)
    while run_id not in processes and time.monotonic() < end:
        time.sleep(0.01)
    assert before.ended == 1
    assert processes[run_id].alive
