"""What is known of fields."""

from __future__ import annotations

import numpy as np

from model_codegen.datasets.field_facts import MOST_LABELS, facts_of, labels_of
from model_codegen.design.training import FieldFacts


def test_labels_are_counted() -> None:
    assert facts_of(np.array([3, 1, 3])) == FieldFacts((), "int64", 1, 3, {"1": 1, "3": 2})
    assert facts_of(np.array([True, False])).labels == {"False": 1, "True": 1}


def test_text_has_labels_and_gaps() -> None:
    text = np.array(["b", "", "a", "b"], dtype=object)
    assert facts_of(text) == FieldFacts((), "str", labels={"a": 1, "b": 2}, missing=1)


def test_floats_have_no_labels_unless_they_are_whole_numbers_with_gaps() -> None:
    assert facts_of(np.array([1.0, 2.0])) == FieldFacts((), "float64", 1, 2)
    gaps = facts_of(np.array([1.0, np.nan, 2.0]))
    assert gaps == FieldFacts((), "float64", 1, 2, {"1": 1, "2": 1}, 1)
    assert facts_of(np.array([1.5, np.nan])).labels == {}


def test_images_have_a_shape_and_no_labels() -> None:
    assert facts_of(np.zeros((4, 2, 2), "uint8")) == FieldFacts((2, 2), "uint8", 0, 0)


def test_a_sample_with_a_gap_anywhere_is_counted_once() -> None:
    values = np.array([[np.nan, np.nan], [1, 2]], "float32")
    assert facts_of(values) == FieldFacts((2,), "float32", 1, 2, {}, 1)
    assert facts_of(values[:1]) == FieldFacts((2,), "float32", None, None, {}, 1)


def test_too_many_values_are_no_labels() -> None:
    assert len(labels_of(np.arange(MOST_LABELS))) == MOST_LABELS
    assert labels_of(np.arange(MOST_LABELS + 1)) == {}
