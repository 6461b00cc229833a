"""Products with a table of numbers and a review."""

import numpy as np


def rated_products(
    samples: int = 4000,
    features: int = 30,
    length: int = 100,
    vocabulary: int = 2000,
    seed: int = 0,
) -> dict[str, np.ndarray]:
    """Make products with numbers and a review in word numbers; the label is whether they sell.

    The first words speak for a product, as many more against it; 0 pads the reviews.
    """
    rng = np.random.default_rng(seed)
    kinds = min(20, vocabulary // 4)
    numeric = rng.normal(0, 1, (samples, features))
    value = numeric @ rng.normal(0, 1 / np.sqrt(features), features)
    opinion = rng.normal(0, 1, samples)
    text_ids = np.zeros((samples, length), "int32")
    for row, good in zip(text_ids, opinion > 0, strict=True):
        words = rng.integers(1 + 2 * kinds, vocabulary, rng.integers(length // 4, length + 1))
        places = rng.choice(len(words), len(words) // 4, replace=False)
        words[places] = rng.integers(1, 1 + kinds, len(places)) + kinds * (not good)
        row[: len(words)] = words
    label = (value + np.sign(opinion) > 0).astype("int64")
    return {"numeric": numeric.astype("float32"), "text_ids": text_ids, "label": label}
