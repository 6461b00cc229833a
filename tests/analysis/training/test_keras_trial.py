"""Losses and metrics are tried on a few numbers, and what came of it is remembered."""

from __future__ import annotations

import pytest

from model_codegen.analysis.training import keras_trial
from model_codegen.analysis.training.keras_trial import (
    direction,
    loss_problem,
    made,
    metric_problem,
)
from model_codegen.design.graph import TensorSpec
from tests.analysis.training.trained import callback, held, loss, metric

pytestmark = pytest.mark.keras

TEN = TensorSpec((None, 10), "float32")


def test_objects_are_made_or_told() -> None:
    assert made(loss("Huber"), "loss") is None
    assert made(metric("MeanIoU", num_classes=4), "metric") is None
    assert made(held("optimizers.Adam"), "optimizer") is None
    assert made(callback("TensorBoard", log_dir="logs"), "callback") is None
    told = made(
        held("optimizers.schedules.PiecewiseConstantDecay", boundaries=[1], values=[1, 2, 3]),
        "schedule",
    )
    assert told is not None
    assert "boundaries" in told


@pytest.mark.parametrize(
    ("labels", "output", "fits"),
    [
        ((), TEN, True),
        ((1,), TEN, True),
        ((10,), TEN, False),
        ((7,), TensorSpec((None, 7, 10), "float32"), True),
        ((6,), TensorSpec((None, 7, 10), "float32"), False),
        ((224, 224), TensorSpec((None, 224, 224, 1000), "bfloat16"), True),
    ],
)
def test_keras_says_which_labels_a_loss_takes(
    labels: tuple[int, ...], output: TensorSpec, fits: bool
) -> None:
    found = loss_problem(loss("SparseCategoricalCrossentropy"), labels, "int64", output)
    assert (found is None) is fits
    assert found is None or "\n" not in found


def test_a_size_that_is_large_is_tried_small_and_is_another_one_still() -> None:
    images = TensorSpec((None, 512, 512, 3), "float32")
    error = loss("Tversky")
    assert loss_problem(error, (512, 512, 3), "float32", images) is None
    assert loss_problem(error, (512, 256, 3), "float32", images) is not None


def test_metrics_are_tried_as_well() -> None:
    assert metric_problem(metric("R2Score"), (10,), "float32", TEN) is None
    assert metric_problem(metric("F1Score"), (), "int64", TEN) is not None


def test_what_is_better_is_known_of_metrics() -> None:
    assert direction(metric("AUC")) == "up"
    assert direction(metric("MeanSquaredError")) == "down"


def test_nothing_is_tried_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    output = TensorSpec((None, 9), "float32")
    first = loss_problem(loss("Huber"), (4,), "float32", output)
    assert first is not None
    monkeypatch.setattr(keras_trial, "_called", lambda *_: pytest.fail("tried again"))
    assert loss_problem(loss("Huber"), (4,), "float32", output) == first
