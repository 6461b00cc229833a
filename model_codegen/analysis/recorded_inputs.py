"""Whether what was recorded of a placeholder is about the tensors that it is called with now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from model_codegen.design.graph import Recorded


class Shaped(Protocol):
    """What has a shape: a tensor of the analysis, or what is told of it."""

    @property
    def shape(self) -> tuple[int | None, ...]:
        """Its shape, None where a dimension is open."""


def is_about(recorded: Recorded, given: Sequence[Shaped]) -> bool:
    """Whether a call may return what was recorded, as far as the shapes of its tensors tell.

    A dimension that was recorded as open takes every size. Dtypes are not looked at: they follow
    the policy, and what a layer returns seldom depends on them otherwise.

    Args:
        recorded: What was recorded; without inputs it is about all tensors.
        given: The tensors of the call, flattened.
    """
    if not recorded.inputs:
        return True
    if len(recorded.inputs) != len(given):
        return False
    return all(
        len(was.shape) == len(now.shape)
        and all(a is None or a == b for a, b in zip(was.shape, now.shape, strict=True))
        for was, now in zip(recorded.inputs, given, strict=True)
    )
