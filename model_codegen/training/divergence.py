"""A loss that grows instead of falling, in words."""

from __future__ import annotations

from collections.abc import Sequence

DIVERGED = 10.0
"""A loss of so many times the least one so far no longer comes down by itself."""


def words(losses: Sequence[float]) -> str:
    """A sentence on a loss that has just begun to diverge; empty if it has not, or had before.

    Args:
        losses: The mean of each epoch so far, all finite.
    """
    if not _diverges(losses) or any(_diverges(losses[:end]) for end in range(2, len(losses))):
        return ""
    least = min(losses)
    return (
        f"The loss diverges: it has grown from {least:.3g} to {losses[-1]:.3g}. Train anew with a "
        "smaller learning rate, or with clipnorm=1.0 in the optimizer."
    )


def _diverges(losses: Sequence[float]) -> bool:
    if len(losses) < 2:
        return False
    before, now = min(losses[:-1]), losses[-1]
    # A loss near zero swings by such factors; one below its first value has learnt something.
    return before > 0 and now > DIVERGED * before and now > losses[0]
