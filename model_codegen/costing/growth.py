"""How a cost grows with the batch or an open dimension: "quadratic in `tokens`".

The design is counted at several sizes of the dimension, multiples of 64 so that strides divide
them. Costs are polynomials of it then, whose coefficients follow from the values by Newton's
differences.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

UNIT = 64
"""What the sizes are multiples of."""

MOST = 4
"""The highest power that is looked for."""

_WORDS = ("constant", "linear", "quadratic", "cubic")


@dataclass(frozen=True)
class Growth:
    """How a figure depends on one dimension, all others kept.

    Attributes:
        dimension: Its name; `batch` for the batch.
        coefficients: Of the powers of its size, the lowest first; empty if it is no polynomial.
        degree: The highest power; for what is no polynomial, the whole power that is nearest.
    """

    dimension: str
    coefficients: tuple[Fraction, ...]
    degree: int

    @property
    def word(self) -> str:
        """Such as `quadratic`."""
        return _WORDS[self.degree] if self.degree < len(_WORDS) else f"of power {self.degree}"

    def __str__(self) -> str:
        return "constant" if not self.degree else f"{self.word} in {self.dimension}"

    @property
    def formula(self) -> str:
        """The polynomial, such as `8·n² + 512·n`; empty if it is none."""
        powers = ("", "·n", "·n²", "·n³", "·n⁴")
        terms = [
            f"{_number(c)}{powers[p]}" for p, c in reversed([*enumerate(self.coefficients)]) if c
        ]
        return " + ".join(terms).replace("+ -", "− ")


@dataclass(frozen=True)
class Growths:
    """How a design's cost depends on one dimension.

    Attributes:
        flops: The float operations of a forward pass.
        activation_bytes: The most memory that tensors take at one time.
        nodes: The float operations of each call, by id.
    """

    flops: Growth
    activation_bytes: Growth
    nodes: Mapping[str, Growth]


def fitted(name: str, values: Sequence[int]) -> Growth:
    """The polynomial through some values.

    Args:
        name: The dimension.
        values: The figure at a size of `UNIT`, of two, three … times it; at least three.
    """
    differences: list[Fraction] = []
    row = [Fraction(value) for value in values]
    while row:
        differences.append(row[0])
        row = [after - before for before, after in itertools.pairwise(row)]
    degree = max((k for k, d in enumerate(differences) if d), default=0)
    if degree == len(values) - 1 and degree > 0:  # as many powers as values: no polynomial
        first, last = max(1, values[0]), max(1, values[-1])
        power = (math.log(last) - math.log(first)) / math.log(len(values))
        return Growth(name, (), round(power))
    coefficients = [Fraction(0)] * (degree + 1)
    basis = [Fraction(1)]  # C(s − 1, k) as a polynomial of s
    for k in range(degree + 1):
        for power, c in enumerate(basis):
            coefficients[power] += differences[k] * c
        grown = [Fraction(0), *basis]
        for power, c in enumerate(basis):
            grown[power] -= c * (k + 1)
        basis = [c / (k + 1) for c in grown]
    scaled = tuple(c / UNIT**power for power, c in enumerate(coefficients))
    return Growth(name, scaled, degree)


def _number(value: Fraction) -> str:
    return f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):,.4g}"
