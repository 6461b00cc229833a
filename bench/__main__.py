"""`python -m bench`: measure everything, print it, and write docs/performance.md.

Name parts to measure only those, which is printed and not written: `python -m bench library`.
`applications`, all 40 of Keras, are measured only where they are named; `imports` has a spread of
them. So is `school`: a teacher and 30 learners with sign-in on PostgreSQL.
"""

from __future__ import annotations

import argparse
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain

from bench import (
    blocks,
    code_panel,
    costs,
    drag,
    flow,
    from_list,
    gestures,
    imported_applications,
    lessons,
    library,
    load,
    machine,
    memory,
    opening,
    report,
    school,
    source_reading,
    start,
    store,
    train_tab,
    training_runs,
    verdicts,
    wire,
)
from bench.builds import BEFORE, Build, builds
from bench.measure import Row
from bench.tables import text_table

Part = Callable[[Sequence[Build]], Iterator[Row]]

PARTS: dict[str, Part] = {
    "start": start.rows,
    "gestures": gestures.rows,
    "drag": drag.rows,
    "code": code_panel.rows,
    "wire": wire.rows,
    "memory": memory.rows,
    "load": load.rows,
    "opening": opening.rows,
    "store": lambda builds: chain(store.rows(), from_list.rows(builds)),
    "blocks": blocks.rows,
    "library": library.rows,
    "train": lambda _: train_tab.rows(),
    "cost": lambda _: costs.rows(),
    "flow": lambda _: flow.rows(),
    "lessons": lambda builds: chain(lessons.rows(), verdicts.rows(builds)),
    "imports": lambda _: imported_applications.rows(),
    "runs": lambda _: training_runs.rows(),
    "source": lambda _: source_reading.rows(),
    "school": lambda _: school.rows(),
    "applications": lambda _: imported_applications.all_rows(),
}

ON_DEMAND = ("applications", "school")


def main(arguments: Sequence[str]) -> int:
    """Measure the named parts, all of them without names; 1 where one of them failed."""
    # Servers, browsers and worktrees are cleared away however this ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    parser = _parser()
    given = parser.parse_args(arguments)
    unknown = [name for name in given.parts if name not in PARTS]
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}; there is {', '.join(PARTS)}")
    wanted = given.parts or [name for name in PARTS if name not in ON_DEMAND]
    parts: dict[str, Part] = {**PARTS, "load": partial(load.rows, minutes=given.minutes)}
    on = machine.described()
    measured: dict[str, list[Row]] = {}
    failed = []
    with builds(None if given.alone else given.beside) as beside:
        for name in wanted:
            rows = measured[name] = []
            try:
                for row in parts[name](beside):
                    print(f"… {row.what}", file=sys.stderr, flush=True)
                    rows.append(row)
            except Exception:
                # The others are still worth their time.
                traceback.print_exc()
                failed.append(name)
            finally:
                print(f"\n{name}\n\n{text_table(rows)}\n", flush=True)
    if failed:
        print(f"Not all of this could be measured: {', '.join(failed)}.", file=sys.stderr)
    elif not given.parts:
        earlier = beside[0].name if len(beside) > 1 else None
        report.FILE.write_text(report.written(measured, on, earlier), encoding="utf-8")
        print(f"Written: {report.FILE}")
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument(
        "--beside", metavar="REV", default=BEFORE, help="the earlier build (default: %(default)s)"
    )
    parser.add_argument("--alone", action="store_true", help="measure no earlier build")
    parser.add_argument(
        "--minutes",
        type=float,
        default=load.MINUTES,
        help="how long the class of `load` draws (default: %(default)g)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
