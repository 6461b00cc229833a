"""What Keras logs, as one number for each name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def as_numbers(logs: Mapping[str, Any]) -> dict[str, float]:
    """The logs of a batch or an epoch with a number for each name.

    A metric that has a number for each class, as `F1Score` does unless its `average` says
    otherwise, is told of by their mean: what `average="macro"` gives.

    Args:
        logs: By Keras' names.
    """
    return {name: _number(value) for name, value in logs.items()}


def _number(value: Any) -> float:
    several = getattr(value, "size", 1) > 1
    return float(value.mean()) if several else float(value)
