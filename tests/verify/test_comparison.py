"""Comparisons: which numbers count as the same."""

from __future__ import annotations

import numpy as np
import pytest

from model_codegen.verify.comparison import Comparison, compared, difference

pytestmark = pytest.mark.keras


def array(*values: float, dtype: str = "float32") -> np.ndarray:
    return np.array(values, dtype)


def test_small_numbers_differ_by_little_and_large_ones_by_much() -> None:
    """Half of 1e-8 is a difference, and so little of 1e8 is none."""
    assert not Comparison(20, 5e-9, 0.5).same
    assert Comparison(20, 8.0, 8e-8).same


def test_a_tensor_is_measured_by_its_own_largest_value() -> None:
    found = compared([array(1e-8, 2e-8)], [array(1e-8, 1e-8)])
    assert found.values == 2
    assert found.relative == pytest.approx(0.5)
    assert not found.same
    assert compared([array(1e8)], [array(1e8 + 8)]).same


def test_what_is_faint_beside_others_is_measured_by_them() -> None:
    """A gradient of nothing but rounding differs by all of itself."""
    assert compared([array(1.0), array(3e-9)], [array(1.0), array(1e-9)]).same
    assert not compared([array(1.0), array(0.1)], [array(1.0), array(0.10001)]).same


def test_how_faint_is_told_by_what_is_compared() -> None:
    pair = [array(1.0), array(2e-6)], [array(1.0), array(1e-6)]
    assert not compared(*pair).within(1e-5)
    assert compared(*pair, faint=0.2).within(1e-5)


def test_one_tensor_more_is_a_difference() -> None:
    assert not compared([array(1.0)], [array(1.0), array(1.0)]).same
    assert not compared([array(1.0)], []).same


def test_what_is_no_number_is_the_same_or_not_at_all() -> None:
    whole = array(1, 2, dtype="int32")
    assert compared([whole], [whole]).same
    assert not compared([whole, array(5.0)], [array(1, 3, dtype="int32"), array(5.0)]).same
    assert difference(array(1), array(1, 2)) == float("inf")
    assert compared([array(np.nan, np.inf)], [array(np.nan, np.inf)]).same
    assert not compared([array(np.nan, 1)], [array(1, 1)]).same


def test_nothing_is_the_same_as_nothing_only_if_something_was_compared() -> None:
    assert not compared([], []).same
    assert (Comparison(3, 0.1, 0.2) + Comparison(4, 0.3, 0.1)) == Comparison(7, 0.3, 0.2)
