"""Handwritten digits, some of them hard to read."""

import numpy as np
from sklearn.datasets import load_digits


def hard_digits(samples: int = 4000, size: int = 28, seed: int = 0) -> dict[str, np.ndarray]:
    """Make pictures of digits, some spoilt; the labels are the digit, and whether it is hard.

    The metadata are what a scanner notes: ink, contrast, and the ink of six stripes.
    """
    rng = np.random.default_rng(seed)
    digits = load_digits()
    chosen = rng.integers(0, len(digits.target), samples)
    images = digits.images[chosen]
    spoilt = rng.uniform(0, 1, (samples, 1, 1))
    images = (1 - spoilt / 2) * images + spoilt * rng.uniform(0, 8, images.shape)
    places = np.arange(size) * 8 // size
    metadata = np.column_stack(
        [images.mean((1, 2)), images.std((1, 2)), images[:, :, 1:7].mean(axis=1)]
    )
    return {
        "pixels": images[:, places[:, np.newaxis], places].astype("uint8"),
        "metadata": (metadata / 16).astype("float32"),
        "digit": digits.target[chosen],
        "is_hard": (spoilt[:, 0, 0] > 0.5).astype("int64"),
    }
