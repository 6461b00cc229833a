"""Gradients are Keras' own, and measuring leaves no trace."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from model_codegen.training.batches import Batch
from model_codegen.training.gradient_probe import GradientProbe

pytestmark = pytest.mark.keras


def test_norms_are_those_of_a_step_and_nothing_changes() -> None:
    inputs = keras.Input((3,))
    x = keras.layers.BatchNormalization(name="norm")(inputs)
    x = keras.layers.Dropout(0.5, seed=1)(x)
    x = keras.layers.Dense(2, kernel_regularizer="l2", activity_regularizer="l2", name="head")(x)
    model = keras.Model(inputs, x)
    model.compile(keras.optimizers.SGD(1.0), "mse", metrics=["mae"], jit_compile=False)
    batch = Batch(np.arange(12.0, dtype="float32").reshape(4, 3), np.ones((4, 2), "float32"))
    probe = GradientProbe(model, batch)
    before = [v.numpy() for v in [*model.variables, *model.metrics_variables]]
    norms = {one.name: one for one in probe.measure()}
    after = [v.numpy() for v in [*model.variables, *model.metrics_variables]]
    assert [*map(np.array_equal, before, after)] == [True] * len(before)
    assert probe.fits(model)

    kernel, bias = (weight.numpy() for weight in model.get_layer("head").weights)
    model.train_on_batch(batch.x, batch.y)  # with a rate of 1, weights move by their gradient
    moved = [
        weight.numpy() - old
        for weight, old in zip(model.get_layer("head").weights, (kernel, bias), strict=True)
    ]
    head = norms["head"]
    assert head.count == 8
    assert head.weight == pytest.approx(np.sqrt((kernel**2).sum() + (bias**2).sum()))
    assert head.gradient == pytest.approx(np.sqrt(sum((each**2).sum() for each in moved)), 1e-4)
    model.get_layer("norm").trainable = False
    assert not probe.fits(model)
