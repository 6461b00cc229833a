"""Numbers by lot in the shape of given fields: for a design that no data fit yet."""

from __future__ import annotations

import math

import numpy as np

from model_codegen.design.errors import DataError
from model_codegen.design.training import Data, FieldFacts

MOST_NUMBERS = 100_000_000
"""The most numbers of one field: 800 MB while they are made."""


def read_random(data: Data) -> dict[str, np.ndarray]:
    """Every field, drawn by lot between its minimum and maximum, the same each time.

    Raises:
        DataError: If there would be too much data.
    """
    rng = np.random.default_rng(0)
    return {name: _drawn(rng, data.samples, name, facts) for name, facts in data.fields.items()}


def _drawn(rng: np.random.Generator, samples: int, name: str, facts: FieldFacts) -> np.ndarray:
    if samples < 1 or samples * math.prod(facts.shape) > MOST_NUMBERS:
        raise DataError(
            f"Random data for {name!r} would have more than {MOST_NUMBERS:,} numbers, or none: "
            "choose another number of samples."
        )
    size = (samples, *facts.shape)
    low, high = random_range(facts)
    if is_whole(facts):
        return rng.integers(int(low), int(high) + 1, size).astype(facts.dtype)
    return rng.uniform(low, high, size).astype("float32")


def is_whole(facts: FieldFacts) -> bool:
    """Whether a field has whole numbers."""
    return facts.dtype.startswith(("int", "uint"))


def random_range(facts: FieldFacts) -> tuple[float, float]:
    """Between which numbers a field lies; from 0 to 1 where nothing is known."""
    low = 0.0 if facts.minimum is None else facts.minimum
    high = 1.0 if facts.maximum is None else facts.maximum
    return low, max(low, high)
