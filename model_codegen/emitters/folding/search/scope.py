"""`Scope`: statements in order, with who uses what."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from math import inf

from model_codegen.emitters.folding.search.search_state import SearchState
from model_codegen.emitters.folding.steps import Step, Use


class Scope:
    """Statements in order, and who uses what.

    Args:
        steps: The statements.
        returned: The tensors that are used behind all of them.
        search: What was tried and found so far in the search that they are part of.
    """

    def __init__(self, steps: Sequence[Step], returned: Sequence[int], search: SearchState) -> None:
        self.search = search
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
        self._closed_from = _closed_from([max(found, default=-1) for found in used])
        doubled = (
            isinstance(step.form, Use) and step.shape == following.shape
            for step, following in pairwise(self.steps)
        )
        self._doubled = [0, *accumulate(doubled)]

    @cached_property
    def reach(self) -> list[float]:
        """How many steps before it each step's farthest tensor was made; infinity if by none."""
        made_at = self.made_at
        return [
            max((i - made_at.get(ref, -inf) for ref in step.refs), default=0)
            for i, step in enumerate(self.steps)
        ]

    @cached_property
    def said(self) -> list[int]:
        """A number for each step: that of another with its shape and tensors from as far before."""
        numbers: dict[Hashable, int] = {}
        made_at = self.made_at
        return [
            numbers.setdefault(
                (shape, *(i - made_at.get(ref, -1) for ref in step.refs)), len(numbers)
            )
            for i, (shape, step) in enumerate(zip(self.shapes, self.steps, strict=True))
        ]

    def with_steps(self, steps: Sequence[Step]) -> Scope:
        """Other statements in the place of these."""
        return Scope(steps, self.returned, self.search)

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
        return self._first_used[end - 1] >= end and start >= self._closed_from[end]

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


def _closed_from(used: Sequence[int]) -> list[int]:
    """The first start, for each end, of stretches whose last step only is used behind them.

    Args:
        used: For each step, by which one its results are used last.
    """
    found = [0, 0]
    latest: list[int] = []  # the steps whose results may still be used, of which the last counts
    for end in range(2, len(used) + 1):
        latest.append(end - 2)
        while latest and used[latest[-1]] < end:
            latest.pop()
        found.append(latest[-1] + 1 if latest else 0)
    return found
