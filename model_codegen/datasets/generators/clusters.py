"""Clusters of points, several for each class."""

import numpy as np


def clusters(
    samples: int = 4000,
    features: int = 20,
    classes: int = 10,
    clusters_per_class: int = 2,
    noise: float = 1.0,
    seed: int = 0,
) -> dict[str, np.ndarray]:
    """Make points around centres; each class has several, so no line tells them apart."""
    rng = np.random.default_rng(seed)
    count = classes * clusters_per_class
    centres = rng.normal(0, 1, (count, features))
    centres *= 4 / np.linalg.norm(centres, axis=1, keepdims=True)
    cluster = rng.integers(0, count, samples)
    points = centres[cluster] + rng.normal(0, noise, (samples, features))
    return {"features": points.astype("float32"), "label": cluster % classes}
