"""`Control`: what the user wants of a run."""

from __future__ import annotations

from typing import Literal, Protocol, TypeAlias

Wanted: TypeAlias = Literal["run", "pause", "stop"]


class Control(Protocol):
    """Asked between batches, at most some ten times a second."""

    def wanted(self) -> Wanted:
        """What is wanted now."""
