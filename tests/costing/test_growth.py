"""Polynomials through values."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from model_codegen.costing.growth import MOST, UNIT, Growth, fitted


def grown(figure: Callable[[int], int]) -> Growth:
    return fitted("tokens", [figure(UNIT * step) for step in range(1, MOST + 2)])


@pytest.mark.parametrize(
    ("figure", "said", "formula"),
    [
        (lambda n: 7, "constant", "7"),
        (lambda n: 5 * n + 1, "linear in tokens", "5·n + 1"),
        (lambda n: 3 * n * n + 5 * n, "quadratic in tokens", "3·n² + 5·n"),
        (lambda n: n**3 - 4, "cubic in tokens", "1·n³ − 4"),
        (lambda n: n // 2 * 3, "linear in tokens", "1.5·n"),
        (lambda n: (n - 3) // 2 + 1, "linear in tokens", "0.5·n − 1"),
    ],
)
def test_what_a_polynomial_is(figure: Callable[[int], int], said: str, formula: str) -> None:
    found = grown(figure)
    assert (str(found), found.formula) == (said, formula)


def test_what_is_no_polynomial_has_the_nearest_power_and_no_formula() -> None:
    found = grown(lambda n: n * n.bit_length() ** 2)
    assert (found.word, found.formula) == ("linear", "")
