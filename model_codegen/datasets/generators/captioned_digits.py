"""Pictures of digits with captions."""

import numpy as np
from sklearn.datasets import load_digits


def captioned_digits(
    samples: int = 4000, size: int = 28, words: int = 100, seed: int = 0
) -> dict[str, np.ndarray]:
    """Make noisy pictures of digits, each with a caption; the label is the digit.

    A caption counts its words, as a bag of words. One of two words in it belongs to the digit, the
    other to another digit: neither the picture nor the caption tells all.
    """
    rng = np.random.default_rng(seed)
    digits = load_digits()
    chosen = rng.integers(0, len(digits.target), samples)
    label = digits.target[chosen]
    noisy = digits.images[chosen] + rng.normal(0, 4, (samples, 8, 8))
    places = np.arange(size) * 8 // size
    images = noisy.clip(0, 16)[:, places[:, np.newaxis], places]
    text = rng.poisson(0.05, (samples, words))
    other = (label + rng.integers(1, 10, samples)) % 10
    for digit in (label, other):
        text[np.arange(samples), digit + 10 * rng.integers(0, words // 10, samples)] += 1
    return {
        "image": images.astype("uint8"),
        "text": text.astype("float32"),
        "label": label,
    }
