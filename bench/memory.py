"""What the web process holds on to for each page that is open and idle."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Sequence

from bench import designs
from bench.builds import Build
from bench.hand import opened
from bench.measure import Row, compared, resident_megabytes

SESSIONS = 5


def rows(builds: Sequence[Build]) -> Iterator[Row]:
    """Open pages, let them rest, and look at the process."""
    with opened(builds) as firsts:
        for hand in firsts:
            hand.open(designs.stack_with_head(10))
        before = [resident_megabytes(hand.server.pid) for hand in firsts]
        others = []
        for _, hand in itertools.product(range(SESSIONS), firsts):
            others.append(hand.another())
            others[-1].open(designs.stack_with_head(12))
        time.sleep(2)
        taken = [
            (resident_megabytes(hand.server.pid) - first) / SESSIONS
            for hand, first in zip(firsts, before, strict=True)
        ]
        for other in others:
            other.close()
    yield compared(
        "memory of the web process per idle session",
        taken,
        "MB",
        budget=12,
        note=f"mean of {SESSIONS}",
    )
