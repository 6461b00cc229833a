"""What is checked before a run trains."""

from __future__ import annotations

from dataclasses import replace

import pytest

from model_codegen import gallery
from model_codegen.design.errors import UntrustedCodeError
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.training import Head, Training
from model_codegen.training.failures import TrainingError
from model_codegen.training.program import RunProgram
from model_codegen.training.running import Running
from tests.custom import sampler
from tests.training.keeping import Going, Keeping

pytestmark = pytest.mark.keras

LOSS = {"class_name": "keras.losses.SparseCategoricalCrossentropy", "config": {}}
WRONG = """
import keras
import numpy as np

SEED = 0

def build_model():
    return keras.Sequential([keras.Input((2,)), keras.layers.Dense(10, name="dense")])

def load_data():
    return (np.zeros((3, 2)), np.array([1, 2, 10])), None
"""


def ran(program: RunProgram) -> None:
    Running(program, Keeping(), Going()).train()


def test_labels_that_no_output_is_for_are_told_before_training() -> None:
    training = Training(heads={"dense": Head(loss=LOSS)})
    design = replace(gallery.load("digit_cnn"), training=training)
    with pytest.raises(TrainingError, match=r"labels out of range in the training data: 10,"):
        ran(RunProgram(WRONG, dumps(design)))


def test_a_batch_that_does_not_fit_is_refused_before_anything_is_made() -> None:
    design = replace(gallery.load("digit_cnn"), training=Training(batch_size=1024))
    with pytest.raises(TrainingError, match=r"the largest batch that fits is"):
        ran(RunProgram("raise RuntimeError", dumps(design), memory=50 * 1024**2))


def test_own_code_runs_only_if_it_is_trusted() -> None:
    program = RunProgram("raise RuntimeError", dumps(sampler()))
    with pytest.raises(UntrustedCodeError):
        ran(program)
