"""The loss of a gradient step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from model_codegen.analysis import analyse
from model_codegen.design.training import Head, Training
from model_codegen.emitters.collect import collect
from model_codegen.flow.step_loss import StepLoss
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras

CALLS = {
    "x": (inp(3),),
    "a": (layer("Dense", units=2), "x"),
    "b": (layer("Dense", units=2), "x"),
}


def _loss(**heads: Head) -> tuple[float, str]:
    drawn = replace(design(CALLS), training=Training(heads=heads))
    made = StepLoss(collect(drawn, analyse(drawn)), drawn.training)
    outputs = [np.full((1, 2), value, np.float32) for value in (0.25, 0.75)]
    import keras

    tensors = [keras.ops.convert_to_tensor(output) for output in outputs]
    return float(made.loss(tensors, [], [])), made.what


def test_a_head_counts_with_its_weight_and_one_without_a_loss_as_squared_error() -> None:
    loss = {"class_name": "keras.losses.MeanAbsoluteError", "config": {}}
    plain, what = _loss()
    assert what == "mean squared error"
    once, words = _loss(a=Head(loss))
    thrice, _ = _loss(a=Head(loss, weight=3.0))
    assert words == "MeanAbsoluteError and mean squared error"
    goal = np.random.default_rng(7).uniform(0, 1, (1, 2))
    error = float(np.abs(0.25 - goal).mean())
    assert thrice - once == pytest.approx(2 * error, rel=1e-5)
    assert plain != once


def test_what_is_no_loss_is_passed_over() -> None:
    nonsense = {"class_name": "keras.losses.Nonsense", "config": {}}
    assert _loss(a=Head(nonsense)) == _loss()
