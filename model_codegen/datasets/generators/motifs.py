"""Sequences of vectors, with a motif hidden in each."""

import numpy as np


def motifs(
    samples: int = 2000,
    steps: int = 32,
    channels: int = 64,
    classes: int = 3,
    copies: int = 3,
    noise: float = 1.0,
    seed: int = 0,
) -> dict[str, np.ndarray]:
    """Make sequences of noise with copies of one motif in them; the label is the motif."""
    rng = np.random.default_rng(seed)
    motif = rng.normal(0, 0.7, (classes, channels))
    label = np.arange(samples) % classes
    sequence = rng.normal(0, noise, (samples, steps, channels))
    for _ in range(copies):
        sequence[np.arange(samples), rng.integers(0, steps, samples)] += motif[label]
    return {"sequence": sequence.astype("float32"), "label": label}
