"""A proof on a real worker with Keras comes back as one that was made here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.cluster.link import Link
from app.core.cluster.lone_jobs import LoneJobs
from app.core.tasks import proof_task
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, TensorRef
from tests.app.core.cluster.clusters import Cluster

pytestmark = [pytest.mark.keras, pytest.mark.long(15)]


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


def test_a_proof(link: Link, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.cluster.cluster_job.PATIENCE", 60)
    file = tmp_path / "built" / "a.keras"
    job = LoneJobs(None, link).start(proof_task.prove, (design(), file, ""), 120)
    proof = job.future.result(120)
    assert proof.report.agrees
    assert {one.style for one in proof.report.built} == {"sequential", "functional", "subclass"}
    assert proof.file == file
    assert file.read_bytes()[:2] == b"PK"
    assert proof.size == file.stat().st_size
