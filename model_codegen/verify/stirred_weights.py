"""Weights moved a little from their initial values, which several models can be given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from model_codegen.verify.built_layers import Path

_NOISE = 0.05
"""How far weights are moved from their initial values, so that no zero hides a mistake."""

Weights = dict[Path, list[Any]]
"""Values of each layer's weights by the names of the blocks and the layer."""


def stirred(found: Iterable[tuple[Path, Any]], rng: Any) -> Weights:
    """The weights of layers, each moved a little upwards; variances stay positive.

    Args:
        found: The layers by their paths.
        rng: NumPy's generator of random numbers.
    """
    return {path: [_stir(value, rng) for value in layer.get_weights()] for path, layer in found}


def _stir(value: Any, rng: Any) -> Any:
    if "float" not in str(value.dtype):
        return value
    return (value + rng.uniform(0, _NOISE, value.shape)).astype(value.dtype)
