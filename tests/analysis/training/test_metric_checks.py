"""Metrics against what their heads return and learn."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.analysis.training.metric_checks import check_metrics
from model_codegen.design.training import FieldFacts, Head
from tests.analysis.training.trained import (
    classifier,
    data,
    findings,
    labels,
    loss,
    mended,
    metric,
    numbers,
)

pytestmark = pytest.mark.keras

SPARSE, BINARY = "SparseCategoricalCrossentropy", "BinaryCrossentropy"
ONE_HOT = {"step": "one_hot", "classes": 10}
LOGITS = {"from_logits": True}


def told(measured: dict[str, Any], learned: Head, **design: Any) -> list[Any]:
    drawn = classifier(Head(learned.loss, metrics=(measured,)), **design)
    found = findings(drawn, "metric-mismatch")
    for one in found:
        if one.fix:
            mended(drawn, one)
    return found


@pytest.mark.parametrize(
    ("name", "config", "name_of_loss", "units", "activation", "target", "steps"),
    [
        ("SparseCategoricalAccuracy", {}, SPARSE, 10, "softmax", labels(), ()),
        ("SparseTopKCategoricalAccuracy", {"k": 3}, SPARSE, 10, "softmax", labels(), ()),
        ("CategoricalAccuracy", {}, "CategoricalCrossentropy", 10, "softmax", labels(), (ONE_HOT,)),
        ("F1Score", {}, "CategoricalCrossentropy", 10, "softmax", labels(), (ONE_HOT,)),
        ("BinaryAccuracy", {}, BINARY, 1, "sigmoid", labels(0, 1), ()),
        ("AUC", {}, BINARY, 1, "sigmoid", labels(0, 1), ()),
        ("Precision", {}, BINARY, 1, "sigmoid", labels(0, 1), ()),
        ("MeanAbsoluteError", {}, "MeanSquaredError", 1, None, numbers(0, 30), ()),
        ("R2Score", {}, "MeanSquaredError", 1, None, numbers(0, 30, (1,)), ()),
        (
            "MeanIoU",
            {"num_classes": 10, "sparse_y_pred": False},
            SPARSE,
            10,
            "softmax",
            labels(),
            (),
        ),
    ],
)
def test_what_fits_is_not_spoken_of(
    name: str,
    config: Any,
    name_of_loss: str,
    units: int,
    activation: str | None,
    target: FieldFacts,
    steps: Any,
) -> None:
    found = told(
        metric(name, **config),
        Head(loss(name_of_loss)),
        units=units,
        activation=activation,
        data=data(target, steps),
    )
    assert found == []


@pytest.mark.parametrize(
    ("name", "name_of_loss", "units", "activation", "after"),
    [
        ("Accuracy", SPARSE, 10, "softmax", "SparseCategoricalAccuracy"),
        ("CategoricalAccuracy", SPARSE, 10, "softmax", "SparseCategoricalAccuracy"),
        ("TopKCategoricalAccuracy", SPARSE, 10, "softmax", "SparseTopKCategoricalAccuracy"),
        ("BinaryAccuracy", "CategoricalCrossentropy", 10, "softmax", "CategoricalAccuracy"),
        ("SparseCategoricalAccuracy", BINARY, 1, "sigmoid", "BinaryAccuracy"),
    ],
)
def test_each_form_of_labels_has_its_accuracy(
    name: str, name_of_loss: str, units: int, activation: str, after: str
) -> None:
    drawn = classifier(
        Head(loss(name_of_loss), metrics=(metric(name, name="accuracy"),)),
        units=units,
        activation=activation,
    )
    (found,) = findings(drawn)
    assert (found.code, found.severity, found.nodes) == ("metric-mismatch", "warning", ("digit",))
    assert f"take {after}" in found.message
    training = mended(drawn, found).training
    assert training is not None
    assert training.heads["digit"].metrics == (metric(after, name="accuracy"),)


def test_the_accuracy_of_quantities_is_none() -> None:
    (found,) = told(
        metric("Accuracy"),
        Head(loss("MeanSquaredError")),
        units=1,
        activation=None,
        data=data(numbers(0, 30)),
    )
    assert "never are" in found.message


@pytest.mark.parametrize(
    ("name", "config", "title"),
    [
        ("AUC", {}, "Take logits: from_logits=True"),
        ("BinaryAccuracy", {}, "Compare logits with 0: threshold=0"),
        ("Precision", {}, "Compare logits with 0: thresholds=0"),
        ("Recall", {}, "Compare logits with 0: thresholds=0"),
        ("BinaryCrossentropy", {}, "Take logits: from_logits=True"),
        ("PrecisionAtRecall", {"recall": 0.5}, None),
    ],
)
def test_metrics_of_probabilities_are_no_metrics_of_logits(
    name: str, config: Any, title: str | None
) -> None:
    (found,) = told(metric(name, **config), Head(loss(BINARY, **LOGITS)), units=1, activation=None)
    assert "the head returns logits" in found.message
    assert (found.fix.title if found.fix else None) == title


def test_a_metric_of_logits_is_none_of_probabilities() -> None:
    (found,) = told(metric("AUC", **LOGITS), Head(loss(BINARY)), units=1, activation="sigmoid")
    assert "takes logits, and the head returns probabilities" in found.message


def test_the_largest_of_logits_is_that_of_probabilities() -> None:
    head = Head(loss("CategoricalCrossentropy", **LOGITS))
    assert told(metric("F1Score"), head, activation=None) == []
    assert len(told(metric("F1Score", threshold=0.5), head, activation=None)) == 1


def test_overlap_is_of_numbers_of_classes_unless_it_is_told() -> None:
    given = data(labels(), (ONE_HOT,))
    head = Head(loss("CategoricalCrossentropy"))
    (found,) = told(metric("MeanIoU", num_classes=10), head, data=given)
    assert "say sparse_y_pred=False" in found.message


def test_what_keras_refuses_is_told_in_its_words() -> None:
    (found,) = told(metric("F1Score"), Head(loss(SPARSE)), data=data(labels()))
    assert found.severity == "error"
    assert found.message.startswith("Keras refuses `f1_score` of `digit`: ")
    assert check_metrics is not None
