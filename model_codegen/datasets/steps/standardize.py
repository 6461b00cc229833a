"""Numbers around zero."""

import numpy as np


def standardize(values: np.ndarray, train: np.ndarray) -> np.ndarray:
    """Bring values to mean 0 and deviation 1, as measured on the training part alone."""
    axes = tuple(range(max(1, values.ndim - 1)))
    mean = values[train].mean(axis=axes)
    deviation = values[train].std(axis=axes)
    values = (values - mean) / np.where(deviation > 0, deviation, 1)
    return values.astype("float32")
