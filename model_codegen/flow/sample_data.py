"""Samples of data that come along, for inputs that they fit."""

from __future__ import annotations

import math

import numpy as np

from model_codegen.datasets.bundled import read_bundled
from model_codegen.design.errors import DataError

_DIGIT = 8
"""Pixels along a side of a digit."""

_TABLES = ("iris", "wine", "breast_cancer", "diabetes")


def fits(shape: tuple[int | None, ...]) -> str:
    """The name of the data that fit an input; empty if none do.

    Args:
        shape: Of one sample.
    """
    if len(shape) == 3 and shape[2] in (1, 3):
        return "digits"
    if len(shape) == 2 and shape[0] == shape[1] and (shape[0] or 0) >= _DIGIT:
        return "digits"
    size = shape[0] if len(shape) == 1 else None
    if size is None:
        return ""
    columns = {"iris": 4, "wine": 13, "breast_cancer": 30, "diabetes": 10}
    for name in _TABLES:
        if columns[name] == size:
            return name
    side = math.isqrt(size)
    return "digits" if side * side == size and side >= _DIGIT else ""


def sample_of(shape: tuple[int, ...], number: int, count: int) -> np.ndarray | None:
    """Samples of the data that fit an input: pictures from 0 to 1, columns standardized.

    Args:
        shape: Of one sample.
        number: Of the first sample; others follow it.
        count: How many.

    Returns:
        None if no data fit, or they cannot be read here.
    """
    name = fits(shape)
    if not name:
        return None
    try:
        data = read_bundled(name)
    except DataError:
        return None
    if name != "digits":
        features = np.asarray(data["features"], dtype=np.float64)
        scaled = (features - features.mean(axis=0)) / features.std(axis=0)
        return np.asarray(scaled[(number + np.arange(count)) % len(scaled)])
    images = np.asarray(data["image"], dtype=np.float64) / 16
    chosen = images[(number + np.arange(count)) % len(images)]
    side = math.isqrt(shape[0])
    height, width = (side, side) if len(shape) == 1 else shape[:2]
    rows, columns = np.arange(height) * _DIGIT // height, np.arange(width) * _DIGIT // width
    large = chosen[:, rows][:, :, columns]
    if len(shape) == 3:
        large = np.repeat(large[..., None], shape[2], axis=3)
    return np.asarray(large.reshape(count, *shape))
