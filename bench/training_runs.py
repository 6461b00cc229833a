"""Training in the app beside the same script run bare, and editing while it trains."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.core.runs.local_engine import LocalEngine
from app.core.runs.run import NewRun
from app.core.runs.run_process import PATIENT
from app.core.runs.run_store import RunStore
from app.core.runs.runs import Runs
from app.core.tasks import analysis_tasks, process_setup, warm_up
from app.core.workers.fork_server import ForkServer
from app.core.workers.job import Urgency
from app.core.workers.worker import Worker
from bench.measure import Row
from model_codegen import gallery
from model_codegen.design.graph import Design, Layer
from model_codegen.design.head_names import head_names, input_names
from model_codegen.design.training import Data, Feed, FieldFacts, Head, Training
from model_codegen.emitters import emit

PAIRS = 3
"""Runs in the app and bare ones, in turn."""

STARTS = 5
EPOCHS = 40
"""About twenty seconds."""

EDITS = 200
FOREVER = 100_000

BARE = """
import os, sys, time
os.nice({nice})
import script
import keras

keras.utils.set_random_seed(script.SEED)
model = script.build_model()
data = script.load_data()
began = time.perf_counter()
script.train(model, *data)
print("TOOK", time.perf_counter() - began)
"""
"""The script at the priority that a run has, told how long it trains."""


def rows() -> Iterator[Row]:
    """Measure one row after the other."""
    with _opened() as (runs, source):
        bare, ours = [], []
        _took(runs, source(2))
        for _ in range(PAIRS):
            bare.append(_bare(source(EPOCHS)))
            ours.append(_took(runs, source(EPOCHS))[1])
        more = 100 * (min(ours) / min(bare) - 1)
        note = f"{min(ours):.1f} s, bare {min(bare):.1f} s; the shortest of {PAIRS}, in turn"
        yield Row(
            "what the app adds to training for that long", max(0.0, more), "%", 5.0, note=note
        )
        firsts = [_took(runs, source(1))[0] for _ in range(STARTS)]
        yield Row("first point of the curve after Start", statistics.median(firsts), "s", 1.5)
        idle, busy = _edits(runs, source(FOREVER))
        note = f"{busy:.1f} ms, idle {idle:.1f} ms, from a change to its analysis, 95th of 100"
        yield Row("editing while one run trains, times idle", busy / idle, "times", 1.5, note=note)


@contextmanager
def _opened() -> Iterator[tuple[Runs, Any]]:
    """Runs whose processes are forked from a warm one, and what makes a script of a length."""
    place = Path(tempfile.mkdtemp(prefix="bench-"))
    server = ForkServer(warm_up.import_for_training, process_setup.prepare_plainly)
    server.warm(lambda: False)
    store = RunStore(place)
    runs = Runs(store, LocalEngine(store, server, 1, lambda: 4 * 1024**3))
    worker = Worker("writes scripts", warm_up.import_keras)

    def source(epochs: int) -> str:
        text: str = worker.submit(_script, _digits(epochs), seconds=120).result()
        return text

    try:
        yield runs, source
    finally:
        worker.close()
        for run in store.all():
            runs.delete(run.id)
        runs.close()
        shutil.rmtree(place, ignore_errors=True)


def _script(design: Design) -> str:
    return emit(design, "functional", with_training=True).text


def _digits(epochs: int) -> Design:
    """A small convolutional network that learns scikit-learn's digits."""
    design = gallery.load("digit_cnn")
    ((head, _),), ((entry, _),) = head_names(design), input_names(design)
    steps = ({"step": "scale", "by": 16.0}, {"step": "resize", "size": [28, 28]})
    data = Data(
        "bundled",
        "digits",
        samples=1797,
        fields={"image": FieldFacts((8, 8), "float32"), "label": FieldFacts((), "int64")},
        inputs={entry: Feed(("image",), (*steps, {"step": "add_channel"}))},
        targets={head: Feed(("label",))},
    )
    loss = {"class_name": "keras.losses.SparseCategoricalCrossentropy", "config": {}}
    training = Training(heads={head: Head(loss)}, data=data, epochs=epochs)
    return replace(design, training=training)


def _bare(source: str) -> float:
    """Seconds that a script trains in an interpreter of its own."""
    with tempfile.TemporaryDirectory() as place:
        Path(place, "script.py").write_text(source, encoding="utf-8")
        Path(place, "bare.py").write_text(BARE.format(nice=PATIENT), encoding="utf-8")
        environment = {"CUDA_VISIBLE_DEVICES": "-1", **os.environ}
        said = subprocess.run(
            [sys.executable, "bare.py"],
            cwd=place,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    line = next(line for line in said.stdout.splitlines() if line.startswith("TOOK"))
    return float(line.split()[1])


def _took(runs: Runs, source: str) -> tuple[float, float]:
    """Seconds to the first point of the curve, and from its start to the end of the last epoch."""
    began = time.perf_counter()
    run = runs.begin(NewRun("bench", "draft", "digits", "", source))
    first, offset, started, last = 0.0, 0, 0.0, 0.0
    while True:
        lines, offset = runs.store.events(run.id, offset)
        for event in map(json.loads, lines.splitlines()):
            if event["kind"] == "step" and not first:
                first = time.perf_counter() - began
            elif event["kind"] == "started":
                started = event["t"]
            elif event["kind"] == "epoch":
                last = event["t"]
            elif event["kind"] == "failed":
                raise RuntimeError(event["sentence"])
            elif event["kind"] == "finished":
                runs.delete(run.id)
                return first, last - started
        time.sleep(0.01)


def _edits(runs: Runs, source: str) -> tuple[float, float]:
    """The 95th of 100 times from a change to its analysis, in ms: idle, and while a run trains."""
    worker = Worker("computes shapes", warm_up.warm_shapes)
    try:
        worker.wait_started()
        _p95(worker)
        idle = _p95(worker)
        run = runs.begin(NewRun("bench", "draft", "digits", "", source))
        while b'"step"' not in runs.store.events(run.id)[0]:
            time.sleep(0.05)
        busy = _p95(worker)
        runs.delete(run.id)
    finally:
        worker.close()
    return idle, busy


def _p95(worker: Worker) -> float:
    design = gallery.load("residual_classifier")
    key, dense = next(
        (key, one)
        for key, one in design.main.operations.items()
        if isinstance(one, Layer) and "units" in one.config
    )
    taken = []
    for number in range(EDITS):
        made = replace(dense, config={**dense.config, "units": 500 + number})
        operations = {**design.main.operations, key: made}
        changed = replace(design, main=replace(design.main, operations=operations))
        began = time.perf_counter()
        worker.submit(analysis_tasks.analyse, changed, seconds=60, urgency=Urgency.SHAPES).result()
        taken.append((time.perf_counter() - began) * 1000)
        time.sleep(0.02)
    return statistics.quantiles(taken, n=20)[-1]
