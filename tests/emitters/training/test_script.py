"""Training scripts: as their golden files have them, and run for real on small data."""

from __future__ import annotations

import inspect

import pytest

from model_codegen.emitters import emit
from model_codegen.emitters.training.script import NAMES
from tests.emitters.training.running import CLASSES, NUMBER, A, B, module, two_headed

pytestmark = pytest.mark.keras


def test_it_has_the_functions_that_whoever_runs_it_calls() -> None:
    design = two_headed([A, B], {"a": CLASSES, "b": NUMBER})
    found = module(emit(design, "functional", with_training=True).text)
    signatures = {k: str(inspect.signature(v)) for k, v in found.items() if inspect.isfunction(v)}
    assert signatures == {
        "build_model": "()",
        "load_data": "()",
        "compile_model": "(model)",
        "make_callbacks": "()",
        "train": "(model, train_data, validation_data, callbacks=())",
        "plot_history": "(history)",
        "main": "()",
    }
    assert {*signatures} - {"build_model"} <= NAMES


def test_lines_of_a_head_are_those_of_its_loss_too() -> None:
    code = emit(two_headed([A, B], {"a": CLASSES, "b": NUMBER}), "functional", with_training=True)
    lines = code.text.splitlines()
    written = [lines[first - 1].strip() for first, _ in code.lines["b"]]
    assert written == [
        'b = layers.Dense(1, name="b")(x_1)',
        '"b": keras.losses.MeanSquaredError(),',
    ]
