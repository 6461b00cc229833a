"""Pictures of coloured shapes."""

import numpy as np


def shapes(
    samples: int = 3000, size: int = 32, classes: int = 10, noise: int = 20, seed: int = 0
) -> dict[str, np.ndarray]:
    """Make pictures of up to ten coloured shapes; the label is the shape.

    The mask says of each pixel whether it is of the shape (1) or not (0).
    """
    rng = np.random.default_rng(seed)
    label = np.arange(samples) % classes
    image = np.empty((samples, size, size, 3), "uint8")
    mask = np.empty((samples, size, size), "uint8")
    rows, columns = np.mgrid[:size, :size] / size
    for i in range(samples):
        radius = rng.uniform(0.2, 0.35)
        y = (rows - rng.uniform(radius, 1 - radius)) / radius
        x = (columns - rng.uniform(radius, 1 - radius)) / radius
        square = np.maximum(abs(x), abs(y)) < 1
        round_ = x**2 + y**2
        inside = (
            round_ < 1,
            square,
            abs(x) + abs(y) < 1,
            (round_ < 1) & (round_ > 0.4),
            square & (np.minimum(abs(x), abs(y)) < 0.3),
            square & (abs(abs(x) - abs(y)) < 0.4),
            (abs(y) < 1) & (2 * abs(x) < 1 + y),
            square & (np.sin(10 * x) > 0),
            square & (np.sin(10 * y) > 0),
            square & (np.sin(8 * x) * np.sin(8 * y) > 0),
        )[label[i]]
        back, front = rng.permutation([rng.integers(0, 100, 3), rng.integers(155, 256, 3)])
        grain = rng.integers(-noise, noise + 1, (size, size, 3))
        image[i] = np.clip(np.where(inside[:, :, np.newaxis], front, back) + grain, 0, 255)
        mask[i] = inside
    return {"image": image, "mask": mask, "label": label}
