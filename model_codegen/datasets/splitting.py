"""Which samples a model learns from, and which are kept to validate."""

from __future__ import annotations

import numpy as np


def split(samples: int, validation_split: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The places of the samples to learn from and of those to validate with.

    All are shuffled once before: many files are sorted by their label. At least one sample is left
    to learn from.

    Args:
        samples: How many there are.
        validation_split: The part that is kept to validate.
        seed: Of the shuffling.
    """
    order = np.random.default_rng(seed).permutation(samples)
    kept = validation_samples(samples, validation_split)
    return order[kept:], order[:kept]


def validation_samples(samples: int, validation_split: float) -> int:
    """How many samples are kept to validate: at least one, if any are to be, and never all."""
    if samples < 2 or validation_split <= 0:
        return 0
    return min(samples - 1, max(1, int(samples * validation_split)))
