"""`python -m bench`: measure everything and print one table after the other.

Name parts to measure only those: `python -m bench library`. `applications`, all 40 of Keras, are
measured only where they are named; `imports` has a spread of them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

from bench import imported_applications, library, opening, page, source_reading
from bench.measure import Row, table

PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "library": library.rows,
    "page": page.rows,
    "opening": opening.rows,
    "imports": imported_applications.rows,
    "source": source_reading.rows,
    "applications": imported_applications.all_rows,
}

ON_DEMAND = ("applications",)


def main(wanted: list[str]) -> int:
    """Measure the named parts, all of them without names."""
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        print(f"No such part: {', '.join(unknown)}; there is {', '.join(PARTS)}.", file=sys.stderr)
        return 1
    for name in wanted or [name for name in PARTS if name not in ON_DEMAND]:
        rows = []
        for row in PARTS[name]():
            print(f"… {row.what}", file=sys.stderr)
            rows.append(row)
        print(f"\n{name}, {os.cpu_count()} cores\n\n{table(rows)}\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
