"""Runs on a real scheduler and real workers; what they do is a program that only sleeps."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core.cluster import bridge, link, relay
from app.core.cluster.link import Link
from app.core.cluster.run_engine import ClusterEngine
from app.core.runs.run import NewRun, Run
from app.core.runs.run_store import RunStore
from model_codegen.training.sink import BEST_MODEL
from tests.app.core.cluster.breakable_network import BreakableNetwork
from tests.app.core.cluster.clusters import Cluster, is_running, parent, until

pytestmark = [
    pytest.mark.long(65),
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]


WORKERS = 2


class Server:
    """A web process as far as runs go."""

    def __init__(self, address: str, state: Path) -> None:
        self.store = RunStore(state / "runs", max_runs=100)
        self.engine = ClusterEngine(self.store, Link(address, state, "fake_program:train"))

    def begin(self, owner: str = "o", files: dict[str, str] | None = None, **plan: Any) -> str:
        new = NewRun(owner, "d", "n", "{}", json.dumps(plan), files=files or {})
        run = self.store.create(new)
        self.engine.start(run)
        return run.id

    def run(self, run_id: str) -> Run:
        found = self.store.find(run_id)
        assert found is not None
        return found

    def events(self, run_id: str, *kinds: str) -> list[dict[str, Any]]:
        text, _ = self.store.events(run_id)
        found = [json.loads(line) for line in text.splitlines()]
        return [event for event in found if event["kind"] in kinds]

    def until(self, run_id: str, *states: str) -> None:
        until(lambda: self.run(run_id).state in states)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    made.start_scheduler()
    made.start_workers(WORKERS)
    yield made
    made.close()


@pytest.fixture(scope="module")
def server(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(cluster.address, tmp_path_factory.mktemp("state"))
    yield made
    made.engine.close()


def test_a_run_is_written_as_a_local_one(server: Server, tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(b"a,b\n" * 1000)
    run = server.begin(
        files={"train.csv": str(tmp_path / "upload")}, epochs=2, seconds=0.1, bytes=3_000_000
    )
    server.until(run, "finished")
    assert server.events(run, "started")[0]["data"] == {"train.csv": 4000}
    assert [event["epoch"] for event in server.events(run, "epoch")] == [0, 1]
    assert server.run(run).done == 2
    file = server.store.download(run, BEST_MODEL)
    assert file is not None
    assert file.stat().st_size == 3_000_002
    until(lambda: not server.engine.alive(run))


def test_twenty_runs_of_three_owners_take_turns(server: Server) -> None:
    busy = [server.begin("Z", epochs=1, seconds=600) for _ in range(WORKERS)]
    for run in busy:
        server.until(run, "running")
    owners = "A" * 15 + "B" * 3 + "C" * 2
    runs = [server.begin(owner, epochs=1, seconds=0.1) for owner in owners]
    for run in busy:
        server.engine.forget(run)
    for run in runs:
        server.until(run, "finished")
    begun = {run: server.events(run, "started")[0] for run in runs}
    assert len({event["pid"] for event in begun.values()}) == 20, "each has a process of its own"
    order = sorted(runs, key=lambda run: begun[run]["now"])
    # First come, first served: those of B and C would be the last five. In turns: among the first
    # eight, or some later, for each worker has the next one at hand already.
    assert max(order.index(run) for run in runs[15:]) < 13


def test_pause_continue_stop_and_go_on(server: Server) -> None:
    run = server.begin(epochs=3, seconds=0.5)
    server.until(run, "running")
    server.engine.control(run, "pause")
    server.until(run, "paused")
    server.engine.control(run, "run")
    server.until(run, "running")
    server.engine.control(run, "stop")
    server.until(run, "stopped")
    until(lambda: not server.engine.alive(run))
    assert server.run(run).can_go_on
    server.store.control(run).want("run")
    server.engine.start(server.run(run))
    server.until(run, "finished")
    assert [event["epoch"] for event in server.events(run, "epoch")][-3:] == [0, 1, 2][-3:]


def test_what_does_not_listen_is_ended_and_frees_its_worker(server: Server) -> None:
    """As a step of TensorFlow may take minutes."""
    run = server.begin(epochs=1, seconds=60, deaf=60)
    server.until(run, "running")
    pid = server.events(run, "started")[0]["pid"]
    server.engine.control(run, "stop")
    server.until(run, "stopped")
    until(lambda: not is_running(pid))


def test_a_run_that_waits_is_stopped_without_a_worker(server: Server) -> None:
    busy = [server.begin(epochs=1, seconds=60) for _ in range(WORKERS)]
    for run in busy:
        server.until(run, "running")
    waits = server.begin(epochs=1, seconds=0)
    server.engine.control(waits, "stop")
    server.until(waits, "stopped")
    assert not server.events(waits, "started")
    for run in busy:
        server.engine.forget(run)
        assert not server.engine.alive(run)
        server.store.delete(run)
    after = server.begin(epochs=1, seconds=0)
    server.until(after, "finished")


def test_a_worker_that_is_killed_costs_the_last_epoch(server: Server) -> None:
    run = server.begin(epochs=3, seconds=0.6)
    until(lambda: server.run(run).done == 2)
    first = server.events(run, "started")[0]["pid"]
    os.kill(parent(first), signal.SIGKILL)
    server.until(run, "finished")
    assert [event["epoch"] for event in server.events(run, "resumed")] == [2]
    assert [event["epoch"] for event in server.events(run, "epoch")] == [0, 1, 2]
    until(lambda: not is_running(first))  # it ends with whoever has started it


def test_a_process_that_dies_is_told_of(server: Server) -> None:
    run = server.begin(epochs=3, seconds=0.1, dies=1)
    server.until(run, "failed")
    assert server.run(run).message == "The process on the worker is gone (status 3)."
    assert server.run(run).can_go_on


def test_a_file_that_is_not_there_is_told_of(server: Server, tmp_path: Path) -> None:
    run = server.begin(files={"a.csv": str(tmp_path / "none")}, epochs=1, seconds=0)
    server.until(run, "failed")
    assert server.run(run).message == "a.csv cannot be read: No such file or directory."


def test_a_server_that_begins_anew_finds_its_runs(cluster: Cluster, tmp_path: Path) -> None:
    before = Server(cluster.address, tmp_path)
    run = before.begin(epochs=3, seconds=0.7)
    before.until(run, "running")
    before.engine.close()
    after = Server(cluster.address, tmp_path)
    try:
        assert after.engine.alive(run)
        after.until(run, "finished")
        assert len(after.events(run, "started")) == 1, "the worker that had it went on"
        assert [event["epoch"] for event in after.events(run, "epoch")] == [0, 1, 2]
    finally:
        after.engine.close()


def test_a_bridge_that_is_killed_is_replaced(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After it has kept news, and before their worker knows: that tells all of it once more."""
    monkeypatch.setattr(link, "BRIDGE", "tests.app.core.cluster.deaf_bridge")
    server = Server(cluster.address, tmp_path)
    try:
        run = server.begin(epochs=3, seconds=0.5)
        server.until(run, "running")
        monkeypatch.undo()
        server.engine._link._process.kill()  # type: ignore[union-attr]
        server.until(run, "finished")
        assert len(server.events(run, "started")) == 1
        assert [event["epoch"] for event in server.events(run, "epoch")] == [0, 1, 2]
    finally:
        server.engine.close()


def test_workers_go_on_while_the_network_to_them_is_broken(
    cluster: Cluster, tmp_path: Path
) -> None:
    """Nothing is done again, what they tell meanwhile is not lost, and they hear what is wanted."""
    network = BreakableNetwork(cluster.port)
    server = Server(network.address, tmp_path)
    try:
        runs = paused, run = [server.begin(epochs=3, seconds=0.7) for _ in range(2)]
        server.until(paused, "running")
        server.engine.control(paused, "pause")
        server.until(paused, "paused")
        until(lambda: server.run(run).done >= 1)
        network.cut()
        until(lambda: "does not answer" in server.run(paused).message)
        server.engine.control(paused, "run")
        network.mend()
        for one in runs:
            server.until(one, "finished")
            assert len(server.events(one, "started")) == 1
            assert [event["epoch"] for event in server.events(one, "epoch")] == [0, 1, 2]
    finally:
        server.engine.close()
        network.close()


def test_a_worker_that_has_not_heard_what_to_do_is_told_again(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "BRIDGE", "tests.app.core.cluster.forgetful_bridge")
    server = Server(cluster.address, tmp_path)
    try:
        run = server.begin(epochs=1, seconds=0)
        server.until(run, "finished")
        assert len(server.events(run, "started")) == 1
    finally:
        server.engine.close()


def test_a_scheduler_that_comes_back_is_given_the_runs_again(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path)
    server = Server(cluster.address, tmp_path / "state")
    try:
        run = server.begin(epochs=3, seconds=0.8)
        until(lambda: "does not answer" in server.run(run).message)
        cluster.start_scheduler()
        cluster.start_workers(1)
        until(lambda: server.run(run).done == 1)
        cluster.kill_scheduler()
        until(lambda: "does not answer" in server.run(run).message)
        assert server.run(run).state == "waiting"
        cluster.start_scheduler()
        cluster.start_workers(1)
        server.until(run, "finished")
        epochs = [event["epoch"] for event in server.events(run, "epoch")]
        assert epochs == sorted(epochs)
        assert epochs.count(0) == 1
    finally:
        server.engine.close()
        cluster.close()


def test_how_long_a_bridge_waits_for_a_worker_to_stop_is_more_than_a_worker_takes() -> None:
    assert bridge.STOP_SECONDS > relay.STOP_SECONDS
