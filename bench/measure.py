"""What is measured, and how: time, memory, a line of the table."""

from __future__ import annotations

import gc
import math
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Row:
    """One line of a table.

    Attributes:
        what: What was measured.
        measured: What it took, in `unit`.
        unit: "ms", "s", "MB", "kB", or "" of a bare count; of "frames/s" the more the better.
        budget: What it may take; None where nothing was promised.
        before: What the earlier build took in the same run; None where it was not measured.
        faster: How many times less than the earlier build it has to take; None where nothing was
            promised.
        keras: What Keras took for the same, in the same run; None where it has no such thing.
        note: Anything that a reader needs to understand the figures.
    """

    what: str
    measured: float
    unit: str = "ms"
    budget: float | None = None
    before: float | None = None
    faster: float | None = None
    keras: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times better than the earlier build."""
        if self.before is None:
            return None
        if self.unit in MORE_IS_BETTER:
            return self.measured / max(self.before, TINY)
        return self.before / max(self.measured, TINY)

    @property
    def kept(self) -> bool | None:
        """Whether what was promised is kept; None where nothing was."""
        promises = []
        if self.budget is not None:
            more = self.unit in MORE_IS_BETTER
            promises.append(self.measured >= self.budget if more else self.measured <= self.budget)
        if self.faster is not None and self.ratio is not None:
            promises.append(self.ratio >= self.faster)
        return all(promises) if promises else None


MORE_IS_BETTER = ("frames/s",)

TINY = 0.01
"""What was too short to measure counts as this much."""


def milliseconds(
    action: Callable[[], Any], times: int = 1, before: Callable[[], Any] | None = None
) -> float:
    """The median time of an action, each time after `before`, which is not counted."""
    taken = []
    for _ in range(times):
        if before is not None:
            before()
        gc.collect()
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least so great a share of the values does not exceed."""
    return sorted(values)[math.ceil(share * len(values)) - 1]


def resident_megabytes(pid: int | None = None) -> float:
    """Memory of a process that is its own and in use, in MB (10^6 bytes)."""
    status = Path(f"/proc/{pid or os.getpid()}/smaps_rollup").read_text(encoding="ascii")
    private = [
        int(line.split()[1])
        for line in status.splitlines()
        if line.startswith(("Private_Clean", "Private_Dirty"))
    ]
    return sum(private) * 1024 / 1e6


def compared(
    what: str,
    values: Sequence[float],
    unit: str = "ms",
    budget: float | None = None,
    faster: float | None = None,
    note: str = "",
) -> Row:
    """The row of one figure of each build, the one here last."""
    before = values[0] if len(values) > 1 else None
    return Row(what, values[-1], unit, budget, before, faster, note=note)


def in_turn(times: int, actions: Sequence[Callable[[int], float]]) -> list[list[float]]:
    """What each of some actions returns, so many times, all of them in turn."""
    taken: list[list[float]] = [[] for _ in actions]
    for index in range(times):
        for action, values in zip(actions, taken, strict=True):
            values.append(action(index))
    return taken
