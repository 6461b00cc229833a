"""Stretches of statements that occur again."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from model_codegen.emitters.folding.search.scope import Scope
from model_codegen.emitters.folding.steps import Use

LONGEST = 64
"""Most statements in one function; what is longer is made of such."""

MOST_INPUTS = 3

_LONG = 6
"""From so many lines on, a single statement may be worth a function."""


@dataclass(frozen=True)
class Repeat:
    """Stretches of one shape and wiring, of which the last result is all that leaves them.

    Attributes:
        length: Number of steps.
        starts: Where they begin, in order; none overlaps another.
    """

    length: int
    starts: tuple[int, ...]


def repeated(scope: Scope, *, single: bool = False) -> Iterator[Repeat]:
    """Every stretch of two or more statements that occurs twice or more.

    Args:
        scope: The statements.
        single: Whether single statements of many lines count as well.
    """
    steps, shapes = scope.steps, scope.shapes
    said, reach = scope.said, scope.reach
    groups: list[list[int]] = [[i for i, shape in enumerate(shapes) if shape is not None]]
    taken: list[dict[int, int]] = [{} for _ in steps]
    conditional = any(step.when is not None for step in steps)
    for length in range(1, LONGEST + 1):
        following: list[list[int]] = []
        for group in groups:
            by_token: dict[Hashable, list[int]] = {}
            for start in group:
                index = start + length - 1
                if index >= len(steps) or shapes[index] is None:
                    continue
                if conditional and steps[index].when != steps[start].when:
                    continue
                token: Hashable
                if reach[index] < length:
                    token = said[index]  # it takes nothing from outside
                else:
                    known = taken[start]
                    for ref in steps[index].refs:
                        if scope.made_at.get(ref, -1) < start:
                            known.setdefault(ref, len(known))
                    if len(known) > MOST_INPUTS:
                        continue
                    token = scope.token(start, index, known)
                alike = by_token.get(token)
                if alike is None:
                    by_token[token] = [start]
                else:
                    alike.append(start)
            following += [found for found in by_token.values() if len(found) > 1]
        groups = following
        if not groups:
            return
        for group in groups:
            # A function that only calls another one would be wrapped again and again.
            first = steps[group[0]]
            worth = first.weight >= _LONG and not isinstance(first.form, Use)
            if length == 1 and not (single and worth):
                continue
            word = shapes[group[0] : group[0] + length]
            if scope.is_run(group[0], length) or _is_power(word):
                continue
            closed = [start for start in group if scope.is_closed(start, length)]
            starts = apart(closed, length)
            if len(starts) > 1:
                yield Repeat(length, starts)


def apart(starts: Sequence[int], length: int) -> tuple[int, ...]:
    """As many stretches as can be taken from the left without overlap."""
    found: list[int] = []
    for start in starts:
        if not found or start >= found[-1] + length:
            found.append(start)
    return tuple(found)


def _is_power(word: Sequence[int | None]) -> bool:
    """Whether a word is a shorter one over and over; two of the same are none yet."""
    length = len(word)
    return any(
        length % period == 0 and word[period:] == word[:-period]
        for period in range(1, length // 2 + 1)
        if length > 2
    )
