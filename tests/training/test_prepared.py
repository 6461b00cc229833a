"""What happens before training happens in the order of the script's `main`."""

from __future__ import annotations

import random

import pytest

from model_codegen.training.failures import TrainingError
from model_codegen.training.prepared import Prepared
from model_codegen.training.sink import CHECKPOINT

pytestmark = pytest.mark.keras

SOURCE = """
import random
import numpy as np
from types import SimpleNamespace

SEED = 5
ORDER = []

def build_model():
    ORDER.append(("build", random.random(), np.random.random()))
    return SimpleNamespace(fit=None)

def load_data():
    ORDER.append(("data", random.random()))
    return (ORDER, None), None

def train(model, train_data, validation_data, callbacks=()):
    return train_data, validation_data, callbacks
"""


def test_seed_model_data() -> None:
    prepared = Prepared(SOURCE, {})
    order = prepared.train_data[0]
    assert [step[0] for step in order] == ["build", "data"]
    random.seed(5)
    assert [step[1] for step in order] == [random.random(), random.random()]
    assert not prepared.restore()
    assert prepared.train("watch") == (prepared.train_data, None, ["watch"])


def test_a_damaged_checkpoint_is_told_of() -> None:
    with pytest.raises(TrainingError, match="damaged"):
        Prepared(SOURCE, {CHECKPOINT: b"half"})
