"""What is known of a field of data, measured on its values."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from model_codegen.design.training import FieldFacts

MOST_LABELS = 1_000
"""A field with more different values is no label: nobody reads a list of them."""


def facts_of(values: np.ndarray) -> FieldFacts:
    """What is known of one field.

    Args:
        values: One value for each sample: numbers, or text, in which "" stands for no value.
    """
    if is_text(values):
        missing = values == ""
        return FieldFacts((), "str", labels=labels_of(values[~missing]), missing=int(missing.sum()))
    missing_samples = 0
    known = values
    if values.dtype.kind == "f":
        unknown = np.isnan(values)
        if unknown.any():
            missing_samples = int(unknown.reshape(len(values), -1).any(axis=1).sum())
            known = values[~unknown]
    countable = values.ndim == 1 and (
        values.dtype.kind in "biu" or (missing_samples > 0 and _whole(known))
    )
    return FieldFacts(
        tuple(values.shape[1:]),
        str(values.dtype),
        float(known.min()) if known.size else None,
        float(known.max()) if known.size else None,
        labels_of(known) if countable else {},
        missing_samples,
    )


def facts_of_all(arrays: Mapping[str, np.ndarray]) -> dict[str, FieldFacts]:
    """What is known of every field, by its name."""
    return {name: facts_of(values) for name, values in arrays.items()}


def is_text(values: np.ndarray) -> bool:
    """Whether a field holds text: NumPy has it as objects or as characters."""
    return values.dtype.kind in "OU"


def labels_of(values: np.ndarray) -> dict[str, int]:
    """How many samples have each value, in order; nothing where there are too many values."""
    found, counts = np.unique(values, return_counts=True)
    if len(found) > MOST_LABELS:
        return {}
    whole = found.astype("int64") if found.dtype.kind == "f" else found
    return {str(label): int(count) for label, count in zip(whole, counts, strict=True)}


def _whole(values: np.ndarray) -> bool:
    """Whether numbers are whole: a column of them with gaps comes as floats."""
    return bool(np.isfinite(values).all() and (values == np.floor(values)).all())
