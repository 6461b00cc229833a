"""What is done to values."""

from __future__ import annotations

import numpy as np

from model_codegen.datasets.steps.resize import resize
from model_codegen.datasets.steps.standardize import standardize


def test_images_grow_and_shrink() -> None:
    image = np.arange(6).reshape(1, 2, 3)
    assert resize(image, 4, 3)[0].tolist() == [[0, 1, 2], [0, 1, 2], [3, 4, 5], [3, 4, 5]]
    assert resize(image, 1, 1)[0].tolist() == [[0]]
    assert resize(np.zeros((1, 2, 3, 3)), 5, 7).shape == (1, 5, 7, 3)


def test_series_are_standardized_by_channel() -> None:
    series = np.random.default_rng(0).normal([5, -3], [1, 9], (50, 7, 2))
    found = standardize(series, np.arange(50))
    assert found.dtype == "float32"
    assert np.allclose(found.mean(axis=(0, 1)), 0, atol=1e-5)
    assert np.allclose(found.std(axis=(0, 1)), 1, atol=1e-5)


def test_a_single_column_is_standardized_and_a_constant_one_is_0() -> None:
    assert standardize(np.array([1.0, 3.0]), np.arange(2)).tolist() == [-1, 1]
    assert standardize(np.array([2.0, 2.0]), np.arange(2)).tolist() == [0, 0]
