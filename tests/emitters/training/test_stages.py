"""Stages: layers are frozen and set free, epochs go on counting, histories are joined."""

from __future__ import annotations

import numpy as np
import pytest

from model_codegen.design.training import Stage
from model_codegen.emitters import emit
from tests.emitters.training.running import CLASSES, NUMBER, A, B, held, train, two_headed

pytestmark = pytest.mark.keras


def test_a_frozen_layer_learns_in_its_own_stage_only() -> None:
    stages = (
        Stage("one head", 1, {"a": False}, 0.01),
        Stage("both", 2, {"a": True}, 0.5),
    )
    optimizer = held("optimizers.SGD", momentum=0.5)
    heads = {"a": CLASSES, "b": NUMBER}
    design = two_headed([A, B], heads, stages=stages, optimizer=optimizer)
    text = emit(design, "functional", with_training=True).text
    assert "EPOCHS" not in text
    model, history = train(text)
    assert len(history["loss"]) == 3
    assert history["val_a_loss"][0] != history["val_a_loss"][1]
    assert model.optimizer.learning_rate == np.float32(0.5)
    assert model.optimizer.iterations == 16
