"""What gradients that vanish or explode look like, in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from model_codegen.design.wording import quote

VANISHED = 1e4
"""A layer whose gradient is this many times smaller than that of a later one hardly learns."""

EXPLODED = 1e3
"""A norm beyond this is told of: with a usual rate one step throws weights far away."""


@dataclass(frozen=True)
class LayerNorm:
    """One layer's weights and their gradient on a batch.

    Attributes:
        name: The layer, with the blocks that it is in: `"encoder/dense"`.
        weight: The Euclidean norm of all its weights that train.
        gradient: The norm of their gradient.
        count: How many numbers there are.
    """

    name: str
    weight: float
    gradient: float
    count: int = 1

    @property
    def each(self) -> float:
        """The gradient of one number, in the quadratic mean, so that sizes do not matter."""
        return self.gradient / math.sqrt(max(1, self.count))


def words(layers: Sequence[LayerNorm]) -> str:
    """A sentence on gradients that vanish or explode; empty if they do neither.

    Args:
        layers: In the order in which they are called.
    """
    broken = [one for one in layers if not math.isfinite(one.gradient)]
    if broken:
        return f"The gradient of {quote(broken[-1].name)} is no finite number."
    largest = max(layers, key=lambda one: one.gradient, default=None)
    if largest is None:
        return ""
    if largest.gradient > EXPLODED:
        return (
            f"Gradients explode: that of {quote(largest.name)} has a norm of "
            f"{largest.gradient:,.0f}. A smaller learning rate or clipnorm=1.0 in the optimizer "
            "keeps steps bounded."
        )
    strongest = max(layers, key=lambda one: one.each)
    before = layers[: layers.index(strongest)]
    weakest = min(before, key=lambda one: one.each, default=None)
    if weakest is None or strongest.each == 0 or weakest.each * VANISHED > strongest.each:
        return ""
    if weakest.each == 0:
        return (
            f"The gradient of {quote(weakest.name)} is zero: it does not learn, while "
            f"{quote(strongest.name)} does."
        )
    return (
        f"Gradients vanish towards the input: that of {quote(weakest.name)} is "
        f"{strongest.each / weakest.each:,.0f} times smaller than that of "
        f"{quote(strongest.name)}, so that it hardly learns."
    )
