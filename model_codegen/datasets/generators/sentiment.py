"""Texts of word numbers, kind or unkind."""

import numpy as np


def sentiment(
    samples: int = 2000, length: int = 200, vocabulary: int = 2000, seed: int = 0
) -> dict[str, np.ndarray]:
    """Make texts of word numbers, padded with 0; the label is whether they are kind.

    Words 2 to 21 are kind, 22 to 41 unkind, and 1 is "not", which turns round the word after it.
    """
    rng = np.random.default_rng(seed)
    label = np.arange(samples) % 2
    tokens = np.zeros((samples, length), "int32")
    for row, kind in zip(tokens, label, strict=True):
        words = rng.integers(42, vocabulary, rng.integers(length // 4, length + 1))
        for place in rng.choice(len(words) // 2, max(1, len(words) // 10), replace=False):
            negated = rng.random() < 0.25
            words[2 * place] = 1 if negated else rng.integers(42, vocabulary)
            words[2 * place + 1] = rng.integers(2, 22) + 20 * (kind == negated)
        row[: len(words)] = words
    return {"tokens": tokens, "label": label}
