"""Images of another size."""

import numpy as np


def resize(images: np.ndarray, height: int, width: int) -> np.ndarray:
    """Give images another size; each new pixel is the nearest of the old ones."""
    rows = np.arange(height) * images.shape[1] // height
    columns = np.arange(width) * images.shape[2] // width
    return images[:, rows[:, np.newaxis], columns]
