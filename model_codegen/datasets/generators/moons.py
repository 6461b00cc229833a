"""Points on two half moons."""

import numpy as np


def moons(samples: int = 1000, noise: float = 0.15, seed: int = 0) -> dict[str, np.ndarray]:
    """Make points on two half moons that reach into each other; the label is the moon."""
    rng = np.random.default_rng(seed)
    label = np.arange(samples) % 2
    angle = rng.uniform(0, np.pi, samples)
    side = 1 - 2 * label
    points = np.stack(
        [side * np.cos(angle) + label - 0.5, side * np.sin(angle) + label / 2], axis=1
    )
    points += rng.normal(0, noise, points.shape)
    return {"features": points.astype("float32"), "label": label}
