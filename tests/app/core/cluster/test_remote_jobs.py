"""What a worker answers is JSON, and becomes what the task returns; anything else is refused."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from app.core.cluster import remote_work
from app.core.cluster.remote_jobs import JOBS
from app.core.tasks.proof_task import Proof
from app.core.workspace.workspaces import empty_design
from model_codegen.analysis import TensorSpec
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Recorded
from model_codegen.execution.recorded_layers import LayerFailure, RecordedLayers
from model_codegen.verify.comparison import Comparison
from model_codegen.verify.report import Report, StyleProof, Training


def test_a_proof_comes_back(tmp_path: Path) -> None:
    report = Report(
        (
            StyleProof("sequential", (Diagnostic("not-a-chain", "advice", "No.", ("a",)),)),
            StyleProof(
                "functional",
                params=3,
                outputs=(TensorSpec((None, 3), "float32"),),
                inference=Comparison(5, math.inf, 0.5),
                training=Training(reason="No loss."),
            ),
        ),
        10**9,
        ("resnet",),
    )
    sent, places = JOBS["prove"].sent(empty_design(), tmp_path / "a.keras", "")
    json.dumps(sent)
    (tmp_path / "a.keras").write_bytes(b"PK")
    answer = {"report": TypeAdapter(Report).dump_python(report, mode="json"), "saved": True}
    found = JOBS["prove"].read(json.loads(json.dumps(answer)), places)
    assert found == Proof(report, tmp_path / "a.keras", 2)


def test_recorded_layers_come_back() -> None:
    spec = TensorSpec((None, 3), "float32")
    layers = RecordedLayers(
        {"main": {"scale": Recorded((spec,), 3, "", (spec,), [0, [1, {"a": 2}]])}},
        (LayerFailure("main", "other", "It has no `call`.", 3),),
    )
    answer = {
        "recorded": {
            graph: {key: asdict(one) for key, one in recorded.items()}
            for graph, recorded in layers.recorded.items()
        },
        "failures": [asdict(one) for one in layers.failures],
    }
    assert JOBS["record"].read(json.loads(json.dumps(answer)), {}) == layers


@pytest.mark.parametrize("name", sorted(JOBS))
def test_another_answer_is_refused(name: str) -> None:
    with pytest.raises((ValueError, LookupError, TypeError)):
        JOBS[name].read({"report": {"styles": 5}, "recorded": [], "saved": True}, {})


def test_workers_have_what_is_sent_to_them() -> None:
    for job in JOBS.values():
        module, _, function = job.function.partition(":")
        assert module == remote_work.__name__
        assert callable(getattr(remote_work, function))
