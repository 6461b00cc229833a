"""How tests are divided among processes, so that none is left alone with a long one at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

BROWSERS = 2
"""How many processes have a browser and a server of their own, if there are more than that."""


@dataclass(frozen=True)
class Group(Generic[T]):
    """Tests that one process has to do, for they share something dear.

    Attributes:
        tests: In their order.
        seconds: What they take together, about.
    """

    tests: Sequence[T]
    seconds: float


def arranged(
    browser: Sequence[Group[T]], long: Sequence[Group[T]], others: Sequence[T], processes: int
) -> list[T]:
    """Put tests in the order in which xdist's `worksteal` gives each process what it begins with.

    It cuts them into as many runs of equal length as there are processes; whoever is done takes
    half of what another one has not begun, from the end. So what stands at the beginning of a run
    is done by one process.

    Args:
        browser: They need a server and a browser, and wait more than they work: the first
            processes have them.
        long: The longest goes first, to whoever has least.
        others: What fills up, each of them short.
        processes: How many there are.
    """
    begins: list[list[T]] = [[] for _ in range(processes)]
    spent = [0.0] * processes

    def give(group: Group[T], among: Iterable[int]) -> None:
        chosen = min(among, key=lambda number: spent[number])
        begins[chosen].extend(group.tests)
        spent[chosen] += group.seconds

    for group in browser:
        give(group, range(min(BROWSERS, max(1, processes - 1))))
    for group in sorted(long, key=lambda group: -group.seconds):
        give(group, range(processes))
    left, fill = sum(map(len, begins)) + len(others), [*others]
    found: list[T] = []
    for number, begin in enumerate(begins):
        size = left // (processes - number)
        more = max(0, size - len(begin))
        found += [*begin, *fill[:more]]
        del fill[:more]
        left -= size
    return found + fill
