"""Time series of sine waves, and how they go on."""

import numpy as np


def sine_waves(
    samples: int = 2000,
    steps: int = 30,
    channels: int = 5,
    horizon: int = 7,
    noise: float = 0.1,
    seed: int = 0,
) -> dict[str, np.ndarray]:
    """Make waves, each seen through noisy channels, and how the first channel goes on."""
    rng = np.random.default_rng(seed)
    time = np.arange(steps + horizon)
    period = rng.uniform(8, 24, (samples, 1))
    start = rng.uniform(0, 2 * np.pi, (samples, 1))
    angle = start + 2 * np.pi * time / period
    shift = np.linspace(0, np.pi, channels)
    series = np.sin(angle[:, :, np.newaxis] + shift)
    seen = series[:, :steps] + rng.normal(0, noise, (samples, steps, channels))
    return {
        "series": seen.astype("float32"),
        "future": series[:, steps:, 0].astype("float32"),
    }
