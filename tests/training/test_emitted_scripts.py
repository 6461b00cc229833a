"""Scripts as `emit` writes them: run here they come to what a fresh interpreter comes to."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

import model_codegen as mc
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import Design
from model_codegen.design.training import Head, Training
from model_codegen.training import packing, sink
from model_codegen.training.run_program import RunProgram, run
from tests.drafting import design, inp, layer
from tests.training.keeping import Going, Keeping

pytestmark = [
    pytest.mark.keras,
    pytest.mark.long(20),
    pytest.mark.filterwarnings("ignore:__array__ implementation"),
]

DRIVER = """
import json
import script

script.plot_history = lambda history: print("HISTORY" + json.dumps(history))
script.main()
"""
"""What a user does who runs the script, but that the history is printed and not drawn."""


def drawn(**training: Any) -> Design:
    loss = {"class_name": "keras.losses.SparseCategoricalCrossentropy", "config": {}}
    metric = {"class_name": "keras.metrics.SparseCategoricalAccuracy", "config": {}}
    made = design(
        {
            "x": (inp(6),),
            "body": (layer("Dense", units=8, activation="relu"), "x"),
            "norm": (layer("BatchNormalization"), "body"),
            "drop": (layer("Dropout", rate=0.2), "norm"),
            "kind": (layer("Dense", units=3, activation="softmax"), "drop"),
        }
    )
    plan = Training(heads={"kind": Head(loss=loss, metrics=(metric,))}, epochs=2, **training)
    return replace(made, training=plan)


def done(drawing: Design, kept: dict[str, bytes] | None = None, **changed: str) -> Keeping:
    source = mc.emit(drawing, "functional", with_training=True).text
    for old, new in changed.items():
        assert old in source
        source = source.replace(old, new)
    told = Keeping()
    run(RunProgram(source, dumps(drawing), kept=kept or {}), told, Going())
    return told


def state(kept: Keeping) -> list[bytes]:
    found = packing.unpack(kept.kept[-1][sink.CHECKPOINT])
    return [array.tobytes() for array in [*found["model"], *found["optimizer"]]]


def test_a_run_comes_to_what_the_script_comes_to(tmp_path: Path) -> None:
    """History and weights are the same to the last bit, whatever watches it."""
    drawing = drawn()
    source = mc.emit(drawing, "functional", with_training=True).text
    (tmp_path / "script.py").write_text(source, encoding="utf-8")
    (tmp_path / "driver.py").write_text(DRIVER, encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "driver.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr
    (line,) = [line for line in said.stdout.splitlines() if line.startswith("HISTORY")]
    history = json.loads(line.removeprefix("HISTORY"))

    told = done(drawing)
    assert told.of("norms")
    epochs = [event["logs"] for event in told.of("epoch")]
    assert {name: [logs[name] for logs in epochs] for name in history} == history
    alone = keras.saving.load_model(tmp_path / "model.keras")
    ours = packing.unpack(told.kept[-1][sink.CHECKPOINT])["model"]
    theirs = [variable.numpy() for variable in alone.weights]
    weights = [array for array in ours if array.dtype == np.float32]
    assert [array.tobytes() for array in weights] == [array.tobytes() for array in theirs]


@pytest.fixture(scope="module")
def looped() -> Keeping:
    """A run of a loop that is written out."""
    return done(drawn(loop="custom"))


def test_a_loop_that_is_written_out_goes_on_with_the_same_numbers(looped: Keeping) -> None:
    assert looped.kinds == ["started", "epoch", "epoch", "results", "finished"]
    again = done(drawn(loop="custom"), kept=looped.kept[0])
    assert again.kinds == ["resumed", "epoch", "results", "finished"]
    assert again.of("epoch")[0]["logs"] == looped.of("epoch")[1]["logs"]
    assert state(again) == state(looped)


def test_in_such_a_loop_the_layer_is_found_too(looped: Keeping) -> None:
    failed = done(drawn(loop="custom"), **{"return x, y\n": "x[30, 2] = np.nan; return x, y\n"})
    (told,) = failed.of("nonfinite")
    assert (told["what"], told["layer"]) == ("data", "x")
