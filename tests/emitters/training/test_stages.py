"""Stages: layers are frozen and set free, epochs go on counting, histories are joined."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import keras
import numpy as np
import pytest

from model_codegen.design.graph import Layer, Node, TensorRef
from model_codegen.design.training import Stage
from model_codegen.emitters import emit
from tests.emitters.training.running import CLASSES, NUMBER, A, B, held, train, two_headed

pytestmark = pytest.mark.keras


@pytest.mark.parametrize(
    ("style", "mode", "moves", "said"),
    [
        ("functional", {}, True, "its moving\n    # averages follow"),
        ("functional", {"training": False}, True, "fit overwrites the training=False"),
        ("subclass", {"training": False}, False, "goes on with the moving averages"),
    ],
)
def test_what_batch_normalization_does_is_what_the_comment_says(
    style: str, mode: dict[str, Any], moves: bool, said: str
) -> None:
    stages = (Stage("frozen", 1, {"norm": False}), Stage("free", 1, {"norm": True}))
    design = two_headed(A, {"a": CLASSES}, stages=stages)
    norm = Layer("keras.layers.BatchNormalization", "norm")
    nodes = {
        **design.main.nodes,
        "norm": Node("norm", (TensorRef("x"),), mode),
        "a": Node("a", (TensorRef("norm"),)),
    }
    operations = {**design.main.operations, "norm": norm}
    design = replace(design, main=replace(design.main, operations=operations, nodes=nodes))
    text = emit(design, style, with_training=True).text
    assert said in text
    means: list[np.ndarray] = []

    class Means(keras.callbacks.Callback):
        def on_train_end(self, logs: Any = None) -> None:
            means.append(self.model.get_layer("norm").moving_mean.numpy())

    train(text, eagerly=True, make_callbacks=lambda: [Means()])
    frozen, free = means
    assert not frozen.any()
    assert free.any() == moves


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
    model, history = train(text, eagerly=True)
    assert len(history["loss"]) == 3
    assert history["val_a_loss"][0] != history["val_a_loss"][1]
    assert model.optimizer.learning_rate == np.float32(0.5)
    assert model.optimizer.iterations == 16
