"""Points on spirals."""

import numpy as np


def spirals(
    samples: int = 1500, classes: int = 3, noise: float = 0.1, seed: int = 0
) -> dict[str, np.ndarray]:
    """Make points on spirals that wind around each other; the label is the spiral."""
    rng = np.random.default_rng(seed)
    label = np.arange(samples) % classes
    radius = np.sqrt(rng.uniform(0.02, 1, samples))
    angle = 2 * np.pi * (radius + label / classes) + rng.normal(0, noise, samples)
    points = radius[:, np.newaxis] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return {"features": points.astype("float32"), "label": label}
