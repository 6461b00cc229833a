"""`python -m fidelity`: try every model and write docs/fidelity.md.

Name models or groups to try only those, and to see their table: `python -m fidelity ResNet50 mlp`.
All of them take an hour or so; `--rows FILE` notes each, and goes on where another run ended.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from model_codegen.keras_bridge.keras_import import import_keras

if TYPE_CHECKING:
    from fidelity.check import Row

DOCUMENT = Path("docs", "fidelity.md")


def main(arguments: list[str]) -> int:
    """Try the named models, all of them without names; return 1 if one is not the same."""
    parser = argparse.ArgumentParser(prog="python -m fidelity", description=__doc__)
    parser.add_argument("wanted", nargs="*", metavar="model or group")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes at a time")
    parser.add_argument("--rows", type=Path, help="rows of earlier runs; new ones are added")
    options = parser.parse_args(arguments)
    import_keras()  # silently, before anything below imports it
    from fidelity.check import check
    from fidelity.processes import Fresh
    from fidelity.report import report, table
    from fidelity.subjects import Subject, batches, subjects

    every = subjects()
    known = {subject.name for subject in every} | {subject.group for subject in every}
    unknown = [name for name in options.wanted if name not in known]
    if unknown:
        print(f"There is no model or group {', '.join(unknown)}.", file=sys.stderr)
        return 1
    kept = {row.name: row for row in _read(options.rows)}
    chosen = [
        subject
        for subject in every
        if subject.name not in kept
        and (not options.wanted or {subject.name, subject.group} & {*options.wanted})
    ]
    start = time.perf_counter()

    with Fresh(options.jobs) as fresh, ThreadPoolExecutor(options.jobs) as threads:

        def tried(batch: list[Subject]) -> list[Row]:
            rows = check(fresh, batch)
            for row in rows:
                said = "the same" if row.passed else "not the same"
                print(f"… {row.name}: {said}", file=sys.stderr)
            if options.rows:
                with options.rows.open("a", encoding="utf-8") as file:
                    file.write("".join(f"{row.to_json()}\n" for row in rows))
            return rows

        for found in threads.map(tried, batches(chosen)):
            kept |= {row.name: row for row in found}
    rows = [kept[subject.name] for subject in every if subject.name in kept]
    if options.wanted and not options.rows:
        print(table(rows))
    else:
        DOCUMENT.write_text(report(rows), encoding="utf-8")
    same = sum(row.passed for row in rows)
    minutes = (time.perf_counter() - start) / 60
    print(f"{same} of {len(rows)} are the same, {minutes:.1f} minutes", file=sys.stderr)
    return 0 if same == len(rows) else 1


def _read(path: Path | None) -> list[Row]:
    from fidelity.check import Row

    if path is None or not path.exists():
        return []
    return [Row.from_json(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
