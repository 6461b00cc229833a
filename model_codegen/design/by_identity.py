"""`by_identity`: answers that are known again where a question is about the very same objects."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def by_identity(size: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Have a function of immutable arguments remember its last answers, by what its arguments are.

    For what is too large to be looked at, and compared, each time. Safe in several threads.

    Args:
        size: How many answers it remembers; then it begins anew.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        # The arguments are kept, so that no other object can come to have their address.
        known: dict[tuple[int, ...], tuple[object, R]] = {}

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            if kwargs:
                return function(*args, **kwargs)
            key = tuple(map(id, args))
            found = known.get(key)
            if found is not None:
                return found[1]
            answer = function(*args, **kwargs)
            if len(known) >= size:
                known.clear()
            known[key] = args, answer
            return answer

        return call

    return decorate
