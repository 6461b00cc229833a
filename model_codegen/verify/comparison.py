"""`Comparison`: how far the numbers of one model are from another's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

_TOLERANCE = 1e-6
"""Values that differ by no more than this part of the largest one count as the same numbers."""

_FAINT = 1e-2
"""What is smaller than the largest value by this factor is compared as if it were not."""


@dataclass(frozen=True)
class Comparison:
    """A style's values beside the first style's.

    Attributes:
        values: How many were compared.
        difference: Largest absolute difference.
        relative: Largest difference as a part of the largest value of its tensor.
    """

    values: int = 0
    difference: float = 0.0
    relative: float = 0.0

    @property
    def same(self) -> bool:
        """Whether these are the same numbers; not, if there are none."""
        return self.within(_TOLERANCE)

    def within(self, tolerance: float) -> bool:
        """Whether there are numbers, and no difference is larger.

        Args:
            tolerance: As a part of the largest value of a tensor.
        """
        return self.values > 0 and self.relative <= tolerance

    def __add__(self, other: Comparison) -> Comparison:
        return replace(self.beside(other), values=self.values + other.values)

    def beside(self, other: Comparison) -> Comparison:
        """The worse of two comparisons of the same values."""
        return Comparison(
            min(self.values, other.values),
            max(self.difference, other.difference),
            max(self.relative, other.relative),
        )


NOTHING = Comparison()
"""Where nothing was compared."""


def compared(expected: Sequence[Any], found: Sequence[Any], faint: float = _FAINT) -> Comparison:
    """How far tensors are from others.

    Args:
        expected: Tensors or arrays.
        found: Others. Where there are more or fewer, nothing is alike.
        faint: A tensor whose values are smaller than the largest of all by this factor is compared
            as if they were not.
    """
    values = sum(math.prod(tensor.shape) for tensor in found)
    if len(expected) != len(found):
        return Comparison(values, float("inf"), float("inf"))
    gaps = [difference(*pair) for pair in zip(expected, found, strict=True)]
    sizes = [_largest(tensor) for tensor in expected]
    least = faint * max(sizes, default=0.0)
    parts = [gap / max(size, least) for gap, size in zip(gaps, sizes, strict=True)]
    return Comparison(values, max(gaps, default=0.0), max(parts, default=0.0))


def difference(expected: Any, output: Any) -> float:
    """Largest absolute difference; infinite where two values cannot be told apart by a number.

    Args:
        expected: A tensor or array.
        output: Another one.
    """
    import numpy as np

    if expected.shape != output.shape:
        return float("inf")
    one, other = _numbers(expected), _numbers(output)
    if one.dtype.kind not in "fc":
        return 0.0 if np.array_equal(one, other) else float("inf")
    same = (one == other) | (np.isnan(one) & np.isnan(other))
    with np.errstate(invalid="ignore"):
        return float(np.max(np.abs(np.where(same, 0, one - other)), initial=0.0))


def _largest(tensor: Any) -> float:
    """The largest of a tensor's finite numbers, without their signs; never zero."""
    import numpy as np

    values, least = _numbers(tensor), np.finfo(float).tiny
    if values.dtype.kind not in "fc":
        return float(least)
    return float(np.max(np.abs(values[np.isfinite(values)]), initial=least))


def _numbers(tensor: Any) -> Any:
    import keras

    dtype = keras.backend.standardize_dtype(tensor.dtype)
    if not keras.backend.is_float_dtype(dtype):
        return keras.ops.convert_to_numpy(tensor)
    if dtype not in ("float32", "float64"):
        tensor = keras.ops.cast(tensor, "float32")  # numpy has no bfloat16
    return keras.ops.convert_to_numpy(tensor).astype("float64")
