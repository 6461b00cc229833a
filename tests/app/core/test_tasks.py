from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from app.core import source_tasks, tasks
from app.core.one_job_process import Run
from app.core.services import Services
from app.core.tasks import PlotOptions, Proof, TaskError
from model_codegen import gallery
from model_codegen.design.errors import NotExpressible
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, TensorRef

pytestmark = pytest.mark.keras

GIB = 1024**3
SECONDS = 240.0


def dense(units: object, name: str = "wide") -> Design:
    graph = ModelGraph(
        "m",
        operations={
            "in": Layer("keras.Input", "in", {"shape": [8]}),
            "a": Layer("keras.layers.Dense", name, {"units": units}),
        },
        nodes={"in": Node("in"), "a": Node("a", (TensorRef("in"),))},
        inputs="in",
    )
    return Design("d", graph)


def test_a_proof_builds_every_style_and_leaves_a_model_file(tmp_path: Path) -> None:
    run = Run(tasks.prove, (gallery.load("mlp"), tmp_path / "built" / "m.keras"), SECONDS, 2 * GIB)
    proof: Proof = run.future.result(SECONDS)
    assert [style.style for style in proof.report.built] == ["functional", "subclass", "sequential"]
    assert proof.report.agrees
    assert {style.params for style in proof.report.built} == {218_058}
    assert proof.file is not None
    assert proof.size == proof.file.stat().st_size
    assert "config.json" in zipfile.ZipFile(proof.file).namelist()
    assert run.stage == "Saving the model"


def test_a_model_too_large_to_build_is_told_in_figures(tmp_path: Path) -> None:
    run = Run(tasks.prove, (dense(10**12), tmp_path / "m.keras"), SECONDS, 2 * GIB)
    with pytest.raises(TaskError, match=r"take 32\.74 TB and at most 512\.00 MB are built"):
        run.future.result(SECONDS)


def test_a_model_too_large_to_build_has_a_summary_all_the_same(services: Services) -> None:
    text = services.pictures.submit(tasks.summary, dense(10**12), seconds=SECONDS).result(SECONDS)
    assert "9,000,000,000,000" in text


def test_memory_beyond_the_limit_is_an_error_and_not_the_end_of_the_machine() -> None:
    program = (
        "from app.core import tasks\n"
        "tasks.prepare_alone(None, 64 * 1024**2); tasks.limit_memory()\n"
        "try: bytearray(4 * 1024**3)\n"
        "except MemoryError: print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "refused\n", done.stderr


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux enforces the limit")
def test_the_limit_is_over_what_is_held_already() -> None:
    program = (
        "from app.core import tasks; held = bytearray(1024**3)\n"
        "tasks.prepare_alone(None, 64 * 1024**2); tasks.limit_memory(); bytearray(32 * 1024**2)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def fail(error: BaseException) -> None:
    raise error


def test_a_users_mistake_comes_back_in_its_own_words() -> None:
    outcome = tasks.run(gallery.load, "mpl")
    assert outcome.failure.startswith("The gallery has no entry 'mpl'.")
    assert outcome.details == ""
    assert tasks.run(fail, NotExpressible("sequential", ())).failure == "NotExpressible"


def test_a_fault_comes_back_as_its_first_line_and_its_traceback_for_the_log() -> None:
    outcome = tasks.run(fail, ValueError("first line\nsecond line"))
    assert outcome.failure == "This did not work: ValueError: first line"
    assert "Traceback" in outcome.details


def test_source_that_a_style_cannot_express_is_answered_with_reasons(services: Services) -> None:
    job = services.shapes.submit(
        source_tasks.emit, gallery.load("two_headed_mlp"), "sequential", True, seconds=SECONDS
    )
    answer = job.result(SECONDS)
    assert "text" not in answer
    assert all(reason["code"] == "not-a-chain" and reason["nodes"] for reason in answer["reasons"])


def test_source_says_where_each_call_stands(services: Services) -> None:
    answer = services.shapes.submit(
        source_tasks.emit, gallery.load("mlp"), "functional", True, seconds=SECONDS
    ).result(SECONDS)
    lines = answer["text"].splitlines()
    ((first, _), *_) = answer["lines"]["dense_1"]
    assert "Dense(64" in lines[first - 1]


def test_a_plot_is_an_svg_or_the_text_that_a_browser_draws(services: Services) -> None:
    options = PlotOptions(dtypes=True, direction="LR")
    job = services.pictures.submit(tasks.plot, gallery.load("mlp"), options, seconds=SECONDS)
    plot = job.result(SECONDS)
    if shutil.which("dot"):
        assert b"<svg" in plot.svg
    else:
        assert "digraph" in plot.dot


def test_a_hostile_name_reaches_no_markup(services: Services) -> None:
    design = dense(4, name='"); import os #<script>')
    job = services.pictures.submit(tasks.plot, design, PlotOptions(), seconds=SECONDS)
    plot = job.result(SECONDS)
    assert b"<script>" not in (plot.svg or b"")
