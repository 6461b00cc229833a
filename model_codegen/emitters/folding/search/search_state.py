"""`SearchState`: what a search for fewer lines has tried and found so far."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import count
from typing import Any, TypeVar

MOST = 100_000
"""So many statements are laid beside each other in all attempts; EfficientNetB7 needs half."""

Found = TypeVar("Found")


class SearchState:
    """One search through the graphs of a design, which has to end however long these are.

    Args:
        most: How many statements may be compared in all attempts together.
        apart: Whether steps that are left out together may stand apart from each other: the order
            of the steps is not theirs to choose.
    """

    def __init__(self, most: int = MOST, *, apart: bool = False) -> None:
        self.apart = apart
        self._left = most
        self._known: dict[Hashable, Any] = {}
        self._numbers = count()

    def spend(self, statements: int) -> bool:
        """Whether so many statements more may be compared; if so, they count as compared."""
        self._left -= statements
        return not self.spent

    @property
    def spent(self) -> bool:
        """Whether enough was tried."""
        return self._left < 0

    def once(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """What was found before in this search, or is found now.

        Args:
            key: What it depends on.
            find: Finds it.
        """
        if key not in self._known:
            self._known[key] = find()
        found: Found = self._known[key]
        return found

    def number(self) -> int:
        """A number that nothing else in this search has."""
        return next(self._numbers)
