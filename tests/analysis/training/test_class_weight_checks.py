"""Class weights are of labels that are there."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.analysis.training.class_weight_checks import check_class_weights
from model_codegen.design.training import BALANCED, FieldFacts, Head
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

SPARSE = loss("SparseCategoricalCrossentropy")


def drawn(
    weights: Any, target: FieldFacts | None = None, learned: Any = SPARSE, **design: Any
) -> Any:
    given = data(target or labels())
    return classifier(Head(learned, class_weight=weights), data=given, **design)


@pytest.mark.parametrize("weights", [{"0": 2.0, "9": 1.0}, BALANCED, {}])
def test_weights_of_labels_that_occur_are_fine(weights: Any) -> None:
    assert findings(drawn(weights)) == []


def test_a_label_that_no_sample_has_is_forgotten() -> None:
    design = drawn({"0": 2.0, "11": 3.0})
    (found,) = findings(design)
    assert (found.code, found.severity, found.nodes) == ("class-weight", "warning", ("digit",))
    assert "weighs `11`, which no sample has" in found.message
    training = mended(design, found).training
    assert training is not None
    assert training.heads["digit"].class_weight == {"0": 2.0}


def test_quantities_have_no_classes() -> None:
    design = drawn({"0": 2.0}, numbers(), loss("MeanSquaredError"), units=1, activation="sigmoid")
    (found,) = findings(design)
    assert "knows no classes" in found.message
    training = mended(design, found).training
    assert training is not None
    assert training.heads["digit"].class_weight is None


def test_what_is_not_counted_cannot_be_balanced() -> None:
    (found,) = findings(drawn(BALANCED, FieldFacts((), "int64", 0, 9)))
    assert (found.severity, found.code) == ("error", "class-weight")


def test_weights_below_zero_are_refused() -> None:
    (found,) = findings(drawn({"0": -1.0}))
    assert "below 0" in found.message
    assert check_class_weights is not None
