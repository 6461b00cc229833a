"""Labels against losses: their shape, their range, what they stand for."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.analysis.training.label_checks import check_labels
from model_codegen.design.graph import Layer
from model_codegen.design.training import FieldFacts, Head
from tests.analysis.training.trained import (
    classifier,
    data,
    findings,
    labels,
    loss,
    mended,
    numbers,
)

pytestmark = pytest.mark.keras

SPARSE, HOT, BINARY = (
    "SparseCategoricalCrossentropy",
    "CategoricalCrossentropy",
    "BinaryCrossentropy",
)
ONE_HOT = {"step": "one_hot", "classes": 10}
THREE = FieldFacts((), "str", labels={"cat": 5, "dog": 5, "owl": 5})
TEXT = FieldFacts((), "str", labels={"cat": 5, "dog": 5})


@pytest.mark.parametrize(
    ("name", "units", "activation", "target", "steps", "config"),
    [
        (SPARSE, 10, "softmax", labels(), (), {}),
        (SPARSE, 10, "softmax", labels(0, 6), (), {}),
        (SPARSE, 10, "softmax", labels(-1, 9), (), {"ignore_class": -1}),
        (SPARSE, 2, "softmax", TEXT, (), {}),
        (HOT, 10, "softmax", labels(), (ONE_HOT,), {}),
        (HOT, 10, "softmax", numbers(0, 1, (10,)), (), {}),
        (BINARY, 1, "sigmoid", labels(0, 1), (), {}),
        (BINARY, 1, "sigmoid", numbers(0, 1, (1,)), (), {}),
        ("Hinge", 1, None, labels(-1, 1), (), {}),
        ("Poisson", 1, "softplus", labels(0, 30), (), {}),
        ("MeanSquaredError", 1, None, numbers(-3, 300), (), {}),
        ("MeanSquaredError", 1, "sigmoid", numbers(), (), {}),
        ("MeanSquaredError", 3, None, numbers(0, 9, (3,)), (), {}),
        ("CosineSimilarity", 3, None, numbers(0, 9, (3,)), (), {}),
    ],
)
def test_what_fits_is_not_spoken_of(
    name: str,
    units: int,
    activation: str | None,
    target: FieldFacts,
    steps: Any,
    config: dict[str, Any],
) -> None:
    head = Head(loss(name, **config))
    drawn = classifier(head, units=units, activation=activation, data=data(target, steps))
    assert findings(drawn) == []


@pytest.mark.parametrize(
    ("name", "units", "activation", "target", "steps", "words"),
    [
        (SPARSE, 10, "softmax", labels(1, 10), (), "labels from 1 to 10, and 10 units with"),
        (SPARSE, 10, "softmax", labels(-1, 8), (), "labels from -1 to 8"),
        (SPARSE, 10, "softmax", numbers(0, 5.5), (), "takes the numbers of classes"),
        (SPARSE, 10, "softmax", labels(), (ONE_HOT,), "takes the number of a class"),
        (SPARSE, 1, "softmax", TEXT, (), "with 1 unit"),
        (SPARSE, 2, "softmax", THREE, (), "labels from 0 to 2, and 2 units"),
        (HOT, 10, "softmax", labels(), (), "labels of shape () (a single number)"),
        (HOT, 10, "softmax", labels(), ({**ONE_HOT, "classes": 12},), "written as 12 numbers"),
        (HOT, 10, "softmax", numbers(0, 9, (10,)), (), "0 to 1"),
        (BINARY, 1, "sigmoid", labels(0, 2), (), "yes or no"),
        (BINARY, 1, "sigmoid", labels(-1, 1), (), "numbers from -1 to 1"),
        ("Poisson", 1, "softplus", numbers(-1, 9), (), "nothing below 0"),
        ("Poisson", 1, None, labels(0, 9), (), "End in softplus"),
        ("MeanSquaredError", 1, "sigmoid", numbers(0, 300), (), "it cannot reach them"),
        ("MeanSquaredError", 1, "relu", numbers(-3, 3), (), "nothing below 0"),
        ("MeanSquaredError", 3, None, numbers(0, 9, (4,)), (), "returns (3,) for each sample"),
        ("MeanAbsoluteError", 3, None, numbers(), (), "learns () (a single number)"),
        ("CosineSimilarity", 3, None, numbers(0, 9, (4,)), (), "Keras refuses CosineSimilarity"),
    ],
)
def test_what_does_not_fit_is_told_at_the_head(
    name: str, units: int, activation: str | None, target: FieldFacts, steps: Any, words: str
) -> None:
    drawn = classifier(
        Head(loss(name)), units=units, activation=activation, data=data(target, steps)
    )
    told = findings(drawn)
    assert len(told) == 1, told
    assert told[0].nodes == ("digit",)
    assert words in told[0].message
    if told[0].fix:
        mended(drawn, told[0])


def test_labels_that_begin_at_one_get_a_unit_more() -> None:
    drawn = classifier(data=data(labels(1, 10)))
    (found,) = findings(drawn)
    assert (found.code, found.severity) == ("labels-mismatch", "error")
    after = mended(drawn, found)
    layer = after.main.operations["digit"]
    assert isinstance(layer, Layer)
    assert layer.config["units"] == 11
    assert findings(after) == []


@pytest.mark.parametrize(("name", "steps", "after"), [(SPARSE, (ONE_HOT,), HOT), (HOT, (), SPARSE)])
def test_numbers_of_classes_and_vectors_have_a_loss_each(name: str, steps: Any, after: str) -> None:
    drawn = classifier(Head(loss(name)), data=data(labels(), steps))
    (found,) = findings(drawn)
    repaired = mended(drawn, found)
    assert repaired.training is not None
    assert repaired.training.heads["digit"].loss == loss(after)
    assert findings(repaired) == []


def test_a_loss_that_cannot_be_made_is_not_tried() -> None:
    drawn = classifier(Head(loss("CosineSimilarity", axis="x")), data=data(labels()))
    assert [found.code for found in findings(drawn)] == ["training-object"]
    assert check_labels is not None
