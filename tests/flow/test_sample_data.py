"""Samples that fit an input."""

from __future__ import annotations

import pytest

from model_codegen.datasets.bundled import read_bundled
from model_codegen.flow.sample_data import fits, sample_of


@pytest.mark.parametrize(
    ("shape", "name"),
    [
        ((28, 28, 1), "digits"),
        ((32, 32, 3), "digits"),
        ((784,), "digits"),
        ((28, 28), "digits"),
        ((4,), "iris"),
        ((30,), "breast_cancer"),
        ((None, 8), ""),
        ((5, 3), ""),
        ((32, 64), ""),
        ((7,), ""),
        ((), ""),
    ],
)
def test_data_fit_by_their_shape(shape: tuple[int | None, ...], name: str) -> None:
    assert fits(shape) == name


def test_digits_are_made_as_large_as_the_input() -> None:
    found = sample_of((16, 16, 3), 1796, 2)
    assert found is not None
    assert found.shape == (2, 16, 16, 3)
    images = read_bundled("digits")["image"] / 16
    assert (found[0, ::2, ::2, 1] == images[1796]).all()
    assert (found[1, ::2, ::2, 0] == images[0]).all()
    flat = sample_of((64,), 3, 1)
    assert flat is not None
    assert (flat[0].reshape(8, 8) == images[3]).all()


def test_columns_are_standardized() -> None:
    found = sample_of((4,), 0, 150)
    assert found is not None
    assert abs(found.mean()) < 1e-9
    assert abs(found.std() - 1) < 1e-9
    assert sample_of((7,), 0, 1) is None
