"""How much is tried: a search for fewer lines has to end in any graph, however long it is."""

from __future__ import annotations

from contextvars import ContextVar

MOST = 100_000
"""So many statements are laid beside each other in all attempts; EfficientNetB7 needs half."""

_left: ContextVar[int] = ContextVar("_left", default=MOST)


def begin() -> None:
    """Begin a search."""
    _left.set(MOST)


def spend(statements: int) -> bool:
    """Whether so many statements more may be compared."""
    _left.set(_left.get() - statements)
    return not spent()


def spent() -> bool:
    """Whether enough was tried."""
    return _left.get() < 0
