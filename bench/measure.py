"""Time, memory and the table they are printed in."""

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
    """One line of the table.

    Attributes:
        what: What was measured.
        measured: What it took, in `unit`.
        unit: "ms" or "MB".
        budget: What it may take; None where nothing was promised.
        beside: What Keras took for the same, in the same run; None where it has no such thing.
        note: Anything that a reader needs to understand the figures.
    """

    what: str
    measured: float
    unit: str = "ms"
    budget: float | None = None
    beside: float | None = None
    note: str = ""


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


def table(rows: Sequence[Row]) -> str:
    """The rows as text in columns."""
    lines = [("what", "budget", "measured", "", "Keras", "Keras / ours", "")]
    for row in rows:
        kept = row.budget is None or row.measured <= row.budget
        lines.append(
            (
                row.what,
                _figure(row.budget, row.unit),
                _figure(row.measured, row.unit),
                "" if kept else "over",
                _figure(row.beside, row.unit),
                "" if row.beside is None else f"{row.beside / max(row.measured, 0.01):,.1f}×",
                row.note,
            )
        )
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    left = (0, 3, 6)
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:,.1f} {unit}"
