"""Stretches of statements that occur again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from model_codegen.emitters.folding.steps import Step, Use

LONGEST = 64
"""Most statements in one function; what is longer is made of such."""

MOST_INPUTS = 3

_LONG = 6
"""From so many lines on, a single statement may be worth a function."""


@dataclass(frozen=True)
class Window:
    """Stretches of one shape and wiring, of which the last result is all that leaves them.

    Attributes:
        length: Number of steps.
        starts: Where they begin, in order; none overlaps another.
    """

    length: int
    starts: tuple[int, ...]


class Scope:
    """Statements in order, and who uses what.

    Args:
        steps: The statements.
        returned: The tensors that are used behind all of them.
    """

    def __init__(self, steps: Sequence[Step], returned: Sequence[int]) -> None:
        self.steps = list(steps)
        numbers: dict[Hashable, int] = {}
        self.shapes = [
            None if step.shape is None else numbers.setdefault(step.shape, len(numbers))
            for step in steps
        ]
        self.returned = tuple(returned)
        self.made_at = {result: i for i, step in enumerate(steps) for result in step.results}
        self.last_use: dict[int, int] = {}
        for index, step in enumerate(steps):
            for ref in step.refs:
                self.last_use[ref] = index
        for ref in returned:
            self.last_use[ref] = len(self.steps)
        used = [[self.last_use.get(result, -1) for result in step.results] for step in steps]
        self._first_used = [found[0] if found else -1 for found in used]
        self._used = [max(found, default=-1) for found in used]
        doubled = (
            isinstance(step.form, Use) and step.shape == following.shape
            for step, following in pairwise(self.steps)
        )
        self._doubled = [0, *accumulate(doubled)]

    def uses(self, tensor: int) -> list[int]:
        """Where a tensor is used, the end counted too."""
        found = [i for i, step in enumerate(self.steps) if tensor in step.refs]
        return found + [len(self.steps)] * (tensor in self.returned)

    def taken(self, start: int, length: int) -> list[int]:
        """The tensors that a stretch takes from outside, in the order of their first use."""
        found: dict[int, None] = {}
        for index in range(start, start + length):
            for ref in self.steps[index].refs:
                if self.made_at.get(ref, -1) < start:
                    found[ref] = None
        return list(found)

    def is_closed(self, start: int, length: int) -> bool:
        """Whether nothing but the last result of a stretch is used behind it."""
        end = start + length
        return self._first_used[end - 1] >= end > max(self._used[start : end - 1], default=-1)

    def is_run(self, start: int, length: int) -> bool:
        """Whether one function is called twice in a row in a stretch: a matter of loops."""
        return self._doubled[start + length - 1] > self._doubled[start]

    def token(self, start: int, index: int, taken: Mapping[int, int]) -> Hashable:
        """What a step says, seen from the beginning of a stretch."""
        made_at = self.made_at
        wires = [
            at - start if (at := made_at.get(ref, -1)) >= start else -1 - taken[ref]
            for ref in self.steps[index].refs
        ]
        return self.shapes[index], *wires


def repeated(scope: Scope, *, single: bool = False) -> Iterator[Window]:
    """Every stretch of two or more statements that occurs twice or more.

    Args:
        scope: The statements.
        single: Whether single statements of many lines count as well.
    """
    steps, shapes = scope.steps, scope.shapes
    groups: list[list[int]] = [[i for i, shape in enumerate(shapes) if shape is not None]]
    taken: list[dict[int, int]] = [{} for _ in steps]
    for length in range(1, LONGEST + 1):
        following: list[list[int]] = []
        for group in groups:
            by_token: defaultdict[Hashable, list[int]] = defaultdict(list)
            for start in group:
                index = start + length - 1
                if index >= len(steps) or shapes[index] is None:
                    continue
                if steps[index].when != steps[start].when:
                    continue
                known = taken[start]
                for ref in steps[index].refs:
                    if scope.made_at.get(ref, -1) < start:
                        known.setdefault(ref, len(known))
                if len(known) <= MOST_INPUTS:
                    token = scope.token(start, index, known)
                    by_token[token].append(start)
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
                yield Window(length, starts)


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
