"""How much is tried: a search for fewer lines has to end in any graph, however long it is."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, TypeVar

MOST = 100_000
"""So many statements are laid beside each other in all attempts; EfficientNetB7 needs half."""

Found = TypeVar("Found")

_left: ContextVar[int] = ContextVar("_left", default=MOST)
_known: ContextVar[dict[Hashable, Any] | None] = ContextVar("_known", default=None)


def begin() -> None:
    """Begin a search."""
    _left.set(MOST)
    _known.set({})


def end() -> None:
    """End a search: forget what was found."""
    _known.set(None)


def spend(statements: int) -> bool:
    """Whether so many statements more may be compared."""
    _left.set(_left.get() - statements)
    return not spent()


def spent() -> bool:
    """Whether enough was tried."""
    return _left.get() < 0


def once(key: Hashable, find: Callable[[], Found]) -> Found:
    """What was found before in this search, or is found now.

    Args:
        key: What it depends on.
        find: Finds it.
    """
    known = _known.get()
    if known is None:
        return find()
    if key not in known:
        known[key] = find()
    found: Found = known[key]
    return found
