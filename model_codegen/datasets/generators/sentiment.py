"""Texts of word numbers, kind or unkind."""

import numpy as np


def sentiment(
    samples: int = 2000, length: int = 200, vocabulary: int = 1000, seed: int = 0
) -> dict[str, np.ndarray]:
    """Make texts of word numbers, padded with 0; the label is whether they are kind.

    Word 1 is "not", which turns round the word after it; then come kind words, then unkind ones.
    """
    rng = np.random.default_rng(seed)
    kinds = min(20, vocabulary // 4)
    plain = 2 + 2 * kinds
    label = np.arange(samples) % 2
    tokens = np.zeros((samples, length), "int32")
    for row, kind in zip(tokens, label, strict=True):
        words = rng.integers(plain, vocabulary, rng.integers(length // 4, length + 1))
        places = rng.choice(len(words) // 2, max(1, len(words) // 10), replace=False)
        for place in 2 * places:
            negated = rng.random() < 0.25
            words[place] = 1 if negated else rng.integers(plain, vocabulary)
            words[place + 1] = rng.integers(2, 2 + kinds) + kinds * (kind == negated)
        row[: len(words)] = words
    return {"tokens": tokens, "label": label}
