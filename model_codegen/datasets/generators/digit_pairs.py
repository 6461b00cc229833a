"""Pairs of handwritten digits, the same or not."""

import numpy as np
from sklearn.datasets import load_digits


def digit_pairs(samples: int = 8000, size: int = 28, seed: int = 0) -> dict[str, np.ndarray]:
    """Make pairs of pictures of digits, half of them of the same digit; the label says which."""
    rng = np.random.default_rng(seed)
    digits = load_digits()
    places = np.arange(size) * 8 // size
    images = digits.images[:, places[:, np.newaxis], places].astype("uint8")
    of_digit = [np.flatnonzero(digits.target == digit) for digit in range(10)]
    left = rng.integers(0, 10, samples)
    same = np.arange(samples) % 2
    right = np.where(same, left, (left + rng.integers(1, 10, samples)) % 10)
    return {
        "left": images[[rng.choice(of_digit[digit]) for digit in left]],
        "right": images[[rng.choice(of_digit[digit]) for digit in right]],
        "same": same,
    }
