"""On a real worker with Keras: a proof, and a run whose worker is killed, as if made here."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core.cluster.link import Link
from app.core.cluster.lone_jobs import LoneJobs
from app.core.cluster.run_engine import ClusterEngine
from app.core.runs.run import NewRun
from app.core.runs.run_store import RunStore
from app.core.tasks import custom_layers_task, proof_task
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, TensorRef
from model_codegen.training.sink import BEST_MODEL
from tests.app.core.cluster.clusters import Cluster, is_running, parent, until
from tests.training.scripts import PLAIN

pytestmark = [pytest.mark.keras, pytest.mark.long(25)]


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Link]:
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    cluster.start_scheduler()
    cluster.start_workers(1)
    made = Link(cluster.address, tmp_path_factory.mktemp("state"))
    yield made
    made.close()
    cluster.close()


def design() -> Design:
    operations = {
        "in": Layer("keras.Input", "in", {"shape": [3]}),
        "out": Layer("keras.layers.Dense", "out", {"units": 2}),
    }
    nodes = {"in": Node("in"), "out": Node("out", (TensorRef("in"),))}
    return Design("d", ModelGraph("m", operations, nodes, ["in"], [TensorRef("out")]))


def builders() -> list[int]:
    """The processes that have imported Keras, or are about to, for builds of a worker."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = path.read_bytes().split(b"\0")
            pid = int(path.parent.name)
            if b"app.core.cluster.child" in words and b"building" in words and _is_ours(pid):
                found.append(pid)
    return found


def _is_ours(pid: int) -> bool:
    while pid not in (0, os.getpid()):
        pid = parent(pid)
    return pid != 0


def test_a_proof(link: Link, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.cluster.cluster_job.PATIENCE", 60)
    file = tmp_path / "built" / "a.keras"
    job = LoneJobs(None, link).start(proof_task.prove, (design(), file, ""), 120)
    until(builders)
    (proving,) = builders()  # None was kept for it: there was no build before.
    proof = job.future.result(120)
    assert proof.report.agrees
    assert {one.style for one in proof.report.built} == {"sequential", "functional", "subclass"}
    assert proof.file == file
    assert file.read_bytes()[:2] == b"PK"
    assert proof.size == file.stat().st_size
    until(lambda: not is_running(proving))  # It ends after its answer has come.
    until(builders)
    (ready,) = builders()
    recorded = LoneJobs(None, link).start(custom_layers_task.record, (design(), ""), 120)
    assert recorded.future.result(120).failures == ()
    until(lambda: not is_running(ready))  # the next one took the process that was kept


def test_a_run_whose_worker_is_killed(link: Link, tmp_path: Path) -> None:
    """It waits at its second epoch until the test kills the worker."""
    worker = tmp_path / "worker"
    waits = f"""\
class Wait(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        import os, pathlib, time
        if epoch == 1 and not pathlib.Path({str(worker)!r}).exists():
            pathlib.Path({str(worker)!r}).write_text(str(os.getppid()))
            time.sleep(120)


def make_callbacks():
    return [Wait()]
"""
    source = PLAIN.replace("def make_callbacks():\n    return []\n", waits)
    assert source != PLAIN
    store = RunStore(link.runs)
    engine = ClusterEngine(store, link)
    run = store.create(NewRun("o", "d", "n", "", source))
    engine.start(run)

    def events(kind: str) -> list[dict[str, Any]]:
        found = map(json.loads, store.events(run.id)[0].splitlines())
        return [event for event in found if event["kind"] == kind]

    # Its checkpoint may come a moment later than what it tells of the epoch.
    until(lambda: worker.exists() and store.kept(run.id), 120)
    assert len(events("epoch")) == 1
    os.kill(int(worker.read_text()), signal.SIGKILL)
    until(lambda: events("finished") or events("failed"), 120)
    assert [event["epoch"] for event in events("resumed")] == [1]
    first, second = events("epoch")
    assert second["logs"]["val_loss"] < first["logs"]["val_loss"]
    file = store.download(run.id, BEST_MODEL)
    assert file is not None
    assert zipfile.ZipFile(file).testzip() is None
