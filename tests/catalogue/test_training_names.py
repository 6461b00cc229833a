"""Names that source writes for losses, metrics and optimizers mean what Keras takes them for."""

from __future__ import annotations

from typing import Any

import keras
import pytest

from model_codegen.catalogue import make_object
from model_codegen.catalogue.training_names import (
    log_name,
    loss_named,
    metric_named,
    optimizer_named,
    with_log_name,
)

pytestmark = pytest.mark.keras


def test_losses_are_those_that_keras_takes() -> None:
    labels, predictions = keras.ops.ones((2, 3)) * 0.4, keras.ops.ones((2, 3)) * 0.3
    names = ["mse", "MAE", "mape", "msle", "bce", "kld", "huber", "log_cosh", "hinge", "poisson"]
    names += ["categorical_crossentropy", "mean_squared_error", "BinaryCrossentropy", "dice"]
    for name in names:
        found = loss_named(name)
        assert found is not None, name
        function = keras.losses.get(name)
        meant = keras.ops.mean(function(labels, predictions))
        made = make_object(found, "loss")(labels, predictions)
        assert float(made) == pytest.approx(float(meant), rel=1e-6), name
    others = {"Loss", "get", "serialize", "deserialize"}
    for name in vars(keras.losses):
        public = not name.startswith("_") and name not in others
        assert (loss_named(name) is not None) is public, name
    assert loss_named("nope") is None


SPARSE, BINARY, CATEGORICAL = (
    "SparseCategoricalAccuracy",
    "BinaryAccuracy",
    "CategoricalAccuracy",
)


@pytest.mark.parametrize(
    ("predictions", "labels", "expected"),
    [
        ((4, 1), (4, 1), BINARY),
        ((4, 1), (4,), BINARY),
        ((4, 10), (4,), SPARSE),
        ((4, 10), (4, 1), SPARSE),
        ((4, 10), (4, 10), CATEGORICAL),
        ((4, 7, 10), (4, 7), SPARSE),
    ],
)
def test_accuracy_depends_on_shapes_as_in_keras(
    predictions: tuple[int, ...], labels: tuple[int, ...], expected: str
) -> None:
    from keras.src.trainers.compile_utils import get_metric

    found = metric_named("acc", predictions, labels)
    assert found == {"class_name": f"keras.metrics.{expected}", "config": {"name": "acc"}}
    theirs = get_metric("acc", keras.ops.ones(labels), keras.ops.ones(predictions))
    assert type(theirs).__name__ == expected
    loss = loss_named("crossentropy", predictions, labels)
    assert loss is not None
    assert loss["class_name"].endswith(expected.replace("Accuracy", "Crossentropy"))


@pytest.mark.parametrize(
    ("loss", "expected"),
    [
        (None, SPARSE),
        ("SparseCategoricalCrossentropy", SPARSE),
        ("CategoricalCrossentropy", CATEGORICAL),
        ("BinaryCrossentropy", BINARY),
    ],
)
def test_the_loss_tells_where_labels_are_not_known(loss: str | None, expected: str) -> None:
    held = {"class_name": f"keras.losses.{loss}", "config": {}} if loss else None
    found = metric_named("accuracy", (None, 10), loss=held)
    assert found == {"class_name": f"keras.metrics.{expected}", "config": {"name": "accuracy"}}


@pytest.mark.parametrize(
    ("name", "path", "config"),
    [
        ("mse", "MeanSquaredError", {"name": "mse"}),
        ("mean_squared_error", "MeanSquaredError", {}),
        ("MeanSquaredError", "MeanSquaredError", {"name": "MeanSquaredError"}),
        ("auc", "AUC", {"name": "auc"}),
        ("binary_accuracy", "BinaryAccuracy", {}),
        ("f1_score", "F1Score", {}),
        ("kl_divergence", "KLDivergence", {}),
    ],
)
def test_a_metric_keeps_the_name_that_source_calls_it(
    name: str, path: str, config: dict[str, Any]
) -> None:
    from keras.src.trainers.compile_utils import get_metric

    found = metric_named(name)
    assert found == {"class_name": f"keras.metrics.{path}", "config": config}
    values = keras.ops.ones((2, 3))
    assert make_object(found, "metric").name == get_metric(name, values, values).name


def test_what_keras_does_not_know_is_none() -> None:
    for name in ("nope", "io_u", "mean", "get"):
        assert metric_named(name) is None
    assert optimizer_named("nope") is None


def test_optimizers_by_name() -> None:
    assert optimizer_named("adam") == {"class_name": "keras.optimizers.Adam", "config": {}}
    assert optimizer_named("rmsprop") == {"class_name": "keras.optimizers.RMSprop", "config": {}}


def test_a_metric_that_keras_would_number_says_its_name() -> None:
    auc = {"class_name": "keras.metrics.AUC", "config": {"num_thresholds": 20}}
    named = with_log_name(auc)
    assert named["config"] == {"num_thresholds": 20, "name": "auc"}
    made = [make_object(named, "metric").name for _ in range(2)]
    assert made == ["auc", "auc"]
    assert log_name(auc) == log_name(named) == "auc"
    first, second = (make_object(auc, "metric").name for _ in range(2))
    assert first != second
    for each in ({"class_name": "keras.metrics.MeanSquaredError", "config": {}}, named):
        assert with_log_name(each) is each
