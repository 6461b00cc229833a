"""Losses against outputs: logits or probabilities, and how many units."""

from __future__ import annotations

import pytest

from model_codegen.analysis.training.loss_checks import CLASSIFYING, PROBABILISTIC
from model_codegen.catalogue import load
from model_codegen.design.graph import Layer
from model_codegen.design.training import Head
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


def test_the_losses_that_are_spoken_of_are_there() -> None:
    names = {entry.name for entry in load().trained_with("loss")}
    assert {*CLASSIFYING, *PROBABILISTIC} <= names


@pytest.mark.parametrize(
    ("units", "activation", "name", "from_logits", "words", "after"),
    [
        (10, "softmax", SPARSE, True, "applies another one", {}),
        (10, None, SPARSE, False, "say from_logits=True", {"from_logits": True}),
        (1, "sigmoid", BINARY, True, "applies another one", {}),
        (1, None, BINARY, False, "say from_logits=True", {"from_logits": True}),
    ],
)
def test_logits_and_probabilities_are_told_apart(
    units: int, activation: str | None, name: str, from_logits: bool, words: str, after: object
) -> None:
    config = {"from_logits": True} if from_logits else {}
    drawn = classifier(Head(loss(name, **config)), units=units, activation=activation)
    (found,) = findings(drawn)
    assert (found.code, found.severity, found.nodes) == ("logits-mismatch", "warning", ("digit",))
    assert words in found.message
    training = mended(drawn, found).training
    assert training is not None
    assert training.heads["digit"].loss == loss(name, **after)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("units", "activation", "name", "config"),
    [
        (10, "softmax", SPARSE, {}),
        (10, None, SPARSE, {"from_logits": True}),
        (1, "sigmoid", BINARY, {}),
        (10, "sigmoid", BINARY, {}),
        (1, None, BINARY, {"from_logits": True}),
        (1, None, "MeanSquaredError", {}),
        (1, None, "Hinge", {}),
    ],
)
def test_what_goes_together_is_not_spoken_of(
    units: int, activation: str | None, name: str, config: dict[str, bool]
) -> None:
    drawn = classifier(Head(loss(name, **config)), units=units, activation=activation)
    assert findings(drawn) == []


@pytest.mark.parametrize(
    ("activation", "name", "config", "after"),
    [
        ("relu", SPARSE, {}, "softmax"),
        ("relu", SPARSE, {"from_logits": True}, "linear"),
        ("sigmoid", HOT, {}, "softmax"),
        (None, "KLDivergence", {}, "softmax"),
    ],
)
def test_an_activation_that_is_neither_is_replaced(
    activation: str | None, name: str, config: dict[str, bool], after: str
) -> None:
    drawn = classifier(Head(loss(name, **config)), activation=activation)
    (found,) = findings(drawn, "logits-mismatch")
    layer = mended(drawn, found).main.operations["digit"]
    assert isinstance(layer, Layer)
    assert layer.config["activation"] == after


@pytest.mark.parametrize("name", [SPARSE, HOT])
def test_one_unit_cannot_tell_classes_apart(name: str) -> None:
    drawn = classifier(Head(loss(name)), units=1, activation="sigmoid")
    (found,) = findings(drawn)
    assert found.code == "loss-mismatch"
    assert "with 1 unit its loss is always 0" in found.message
    training = mended(drawn, found).training
    assert training is not None
    assert training.heads["digit"].loss == loss(BINARY)


def test_a_softmax_over_one_unit_is_always_one() -> None:
    drawn = classifier(Head(loss(BINARY)), units=1)
    (found,) = findings(drawn)
    assert "always 1" in found.message
    assert findings(mended(drawn, found)) == []
    both = classifier(Head(loss(SPARSE)), units=1)
    (found,) = findings(both)
    assert found.fix is not None
    assert found.fix.title == "Take BinaryCrossentropy and sigmoid"
    assert findings(mended(both, found)) == []


@pytest.mark.parametrize(
    ("activation", "target", "steps", "after"),
    [
        ("softmax", None, (), SPARSE),
        ("sigmoid", labels(), (), SPARSE),
        ("softmax", labels(), (), SPARSE),
        ("softmax", labels(), ({"step": "one_hot", "classes": 10},), HOT),
    ],
)
def test_ten_units_with_binary_cross_entropy(
    activation: str, target: object, steps: tuple[dict[str, object], ...], after: str
) -> None:
    given = data(target, steps) if target else None  # type: ignore[arg-type]
    drawn = classifier(Head(loss(BINARY)), activation=activation, data=given)
    (found,) = findings(drawn, "loss-mismatch")
    assert "10 units and BinaryCrossentropy" in found.message
    repaired = mended(drawn, found)
    assert repaired.training is not None
    assert repaired.training.heads["digit"].loss == loss(after)
    assert findings(repaired) == []


def test_ten_questions_with_yes_or_no_may_have_ten_units() -> None:
    given = data(numbers(0, 1, (10,)))
    assert findings(classifier(Head(loss(BINARY)), activation="sigmoid", data=given)) == []
