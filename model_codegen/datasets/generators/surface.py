"""Numbers that follow smoothly from others."""

import numpy as np


def surface(
    samples: int = 2000,
    features: int = 8,
    targets: int = 1,
    noise: float = 0.05,
    seed: int = 0,
) -> dict[str, np.ndarray]:
    """Make points and, for each, numbers that are smooth functions of them, with noise."""
    rng = np.random.default_rng(seed)
    points = rng.uniform(-1, 1, (samples, features))
    waves = rng.normal(0, 2 / np.sqrt(features), (features, 2, targets))
    target = np.sin(np.tensordot(points, waves[:, 0], 1))
    target += np.tensordot(points, waves[:, 1], 1) / 2
    target += rng.normal(0, noise, target.shape)
    if targets == 1:
        target = target[:, 0]
    return {"features": points.astype("float32"), "target": target.astype("float32")}
