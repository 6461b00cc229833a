"""Outputs beside what they should be: classes by their loss, numbers by their distance."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from model_codegen.training.prediction import (
    Classes,
    as_classes,
    confusion,
    preview,
    residuals,
    said_of,
)

SURE = np.array([[0.1, 0.9], [0.8, 0.2], [0.3, 0.7]])


def classes(y: Any, out: Any, loss: str) -> Classes:
    found = as_classes(np.asarray(y), np.asarray(out), loss)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("y", "out", "loss"),
    [
        ([1, 0, 0], SURE, "SparseCategoricalCrossentropy"),
        ([1.0, 0.0, 0.0], SURE, "SparseCategoricalCrossentropy"),
        ([[[1], [0], [0]]], SURE[None], "SparseCategoricalCrossentropy"),
        ([[0, 1], [1, 0], [1, 0]], SURE, "CategoricalCrossentropy"),
        ([1, 0, 0], [[0.9], [0.2], [0.7]], "BinaryCrossentropy"),
        ([1, 0, 0], [[3.0], [-2.0], [0.7]], "BinaryCrossentropy"),
        ([1, -1, -1], [[3.0], [-2.0], [0.7]], "Hinge"),
    ],
)
def test_classes_are_found_by_the_loss(y: Any, out: Any, loss: str) -> None:
    told = confusion(classes(y, out, loss))
    assert told["matrix"] == [[1, 1], [0, 1]]
    assert told["accuracy"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("y", "out", "loss"),
    [
        ([0.5, 1.5, 2.0], [[1.0], [1.0], [1.0]], "MeanSquaredError"),
        ([1, 2, 3], [[1.0], [1.0], [1.0]], "MeanAbsoluteError"),
        ([0, 5], [[0.5, 0.5], [0.1, 0.9]], "SparseCategoricalCrossentropy"),
    ],
)
def test_other_heads_tell_no_classes_apart(y: Any, out: Any, loss: str) -> None:
    assert as_classes(np.asarray(y), np.asarray(out), loss) is None


def test_only_probabilities_are_scores() -> None:
    sure = classes([1, 0, 0], SURE, "SparseCategoricalCrossentropy").score
    assert sure is not None
    assert sure.tolist() == [0.9, 0.8, 0.7]
    assert classes([1, 0, 0], SURE * 5, "SparseCategoricalCrossentropy").score is None


def test_of_very_many_classes_no_matrix_is_told() -> None:
    many = np.eye(100)
    told = confusion(classes(np.arange(100), many, "SparseCategoricalCrossentropy"))
    assert told == {"kind": "confusion", "accuracy": 1.0, "count": 100}


def test_residuals_are_few_points_and_a_histogram() -> None:
    y = np.linspace(0, 1, 5000)
    told = residuals(y, (y + 0.5)[:, None])
    assert told is not None
    assert told["mean_absolute"] == pytest.approx(0.5)
    assert (len(told["points"]), sum(told["counts"])) == (400, 5000)
    assert len(json.dumps(told)) < 20_000
    assert residuals(y, np.zeros((5000, 2))) is None


def test_a_constant_target_has_no_part_explained() -> None:
    told = residuals(np.ones(4), np.zeros(4))
    assert told is not None
    assert told["r2"] is None


@pytest.mark.parametrize(
    ("array", "key", "size"),
    [
        (np.zeros((224, 224, 3)), "image", 32),
        (np.arange(64.0).reshape(8, 8, 1), "image", 8),
        (np.arange(784.0), "values", 784),
        (np.arange(5000.0), "values", 32),
        (np.array(3), "values", 1),
        (np.array(["a word"]), "values", 1),
    ],
)
def test_a_sample_is_shown_small(array: Any, key: str, size: int) -> None:
    told = preview(array)
    assert told["shape"] == list(array.shape)
    assert len(told[key]) == size
    assert len(json.dumps(told)) < 30_000


def test_of_many_outputs_the_largest_are_told() -> None:
    assert said_of(np.array([0.25])) == [0.25]
    assert said_of(np.array([0.1, 0.2, 0.05, 0.65]))[0] == {"class": 3, "value": 0.65}
