"""A live build in a process of its own."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from app.core.tasks import proof_task
from app.core.tasks.proof_task import Proof
from app.core.tasks.task_outcome import TaskError
from app.core.workers.fork_server import ForkServer
from app.core.workers.one_job_process import Run
from model_codegen import gallery
from tests.app.designs import dense

pytestmark = pytest.mark.keras

GIB = 1024**3
SECONDS = 240.0


def test_a_proof_builds_every_style_and_leaves_a_model_file(
    keras_server: ForkServer | None, tmp_path: Path
) -> None:
    run = Run(
        proof_task.prove,
        (gallery.load("mlp"), tmp_path / "built" / "m.keras"),
        SECONDS,
        2 * GIB,
        keras_server,
    )
    proof: Proof = run.future.result(SECONDS)
    assert [style.style for style in proof.report.built] == ["functional", "subclass", "sequential"]
    assert proof.report.agrees
    assert {style.params for style in proof.report.built} == {218_058}
    assert proof.file is not None
    assert proof.size == proof.file.stat().st_size
    assert "config.json" in zipfile.ZipFile(proof.file).namelist()
    assert run.stage == "Saving the model"


def test_a_model_too_large_to_build_is_told_in_figures(
    keras_server: ForkServer | None, tmp_path: Path
) -> None:
    run = Run(
        proof_task.prove, (dense(10**12), tmp_path / "m.keras"), SECONDS, 2 * GIB, keras_server
    )
    with pytest.raises(TaskError, match=r"take 32\.74 TB and at most 512\.00 MB are built"):
        run.future.result(SECONDS)
