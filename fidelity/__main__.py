"""`python -m fidelity`: try every model and write docs/fidelity.md.

Name models or groups to try only those, and to see their table: `python -m fidelity ResNet50 mlp`.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from model_codegen.quiet import import_keras

DOCUMENT = Path("docs", "fidelity.md")


def main(arguments: list[str]) -> int:
    """Try the named models, all of them without names; return 1 if one is not the same."""
    parser = argparse.ArgumentParser(prog="python -m fidelity", description=__doc__)
    parser.add_argument("wanted", nargs="*", metavar="model or group")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes at a time")
    options = parser.parse_args(arguments)
    import_keras()  # silently, before anything below imports it
    from fidelity.check import Row, check
    from fidelity.processes import Fresh
    from fidelity.report import report, table
    from fidelity.subjects import Subject, batches, subjects

    every = subjects()
    known = {subject.name for subject in every} | {subject.group for subject in every}
    unknown = [name for name in options.wanted if name not in known]
    if unknown:
        print(f"There is no model or group {', '.join(unknown)}.", file=sys.stderr)
        return 1
    chosen = [s for s in every if not options.wanted or {s.name, s.group} & {*options.wanted}]
    start = time.perf_counter()

    with Fresh(options.jobs) as fresh, ThreadPoolExecutor(options.jobs) as threads:

        def tried(batch: list[Subject]) -> list[Row]:
            rows = check(fresh, batch)
            for row in rows:
                said = "the same" if row.passed else "not the same"
                print(f"… {row.subject.name}: {said}, {row.seconds:.1f} s", file=sys.stderr)
            return rows

        rows = [row for found in threads.map(tried, batches(chosen)) for row in found]
    if options.wanted:
        print(table(rows))
    else:
        DOCUMENT.write_text(report(rows), encoding="utf-8")
    same = sum(row.passed for row in rows)
    minutes = (time.perf_counter() - start) / 60
    print(f"{same} of {len(rows)} are the same, {minutes:.1f} minutes", file=sys.stderr)
    return 0 if same == len(rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
