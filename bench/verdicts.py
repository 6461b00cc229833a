"""From an edit in a lesson to the new verdict in its checklist, in a real browser."""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench import designs
from bench.builds import Build, builds
from bench.from_list import BEFORE
from bench.hand import WARM_MS, Hand, opened
from bench.measure import Row, compared, in_turn
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import Design, Layer

SIZES = (10, 200)
EDITS = 21
BUDGET = 100.0
UNITS = 64

TEXT = """\
---
title: A head of another width
summary: One number is to be changed.
minutes: 1
---

## The head

A layer has as many outputs as it has units.

```layerloom
start: start.json
task: Give the head 64 units.
check:
  - parameters: {at_least: 100}
  - config: {layer: head, units: 64}
hints: [Select it., Write 64.]
solution: solution.json
```
"""


def rows(measured: Sequence[Build]) -> Iterator[Row]:
    """Write the number that is asked for and another one, on the builds in turn.

    Args:
        measured: Whether there is an earlier build among them is whether to measure one.
    """
    earlier = BEFORE if len(measured) > 1 else None
    with builds(earlier) as beside, _lessons(), opened(beside) as pages:
        for number, nodes in enumerate(SIZES, start=1):
            for hand in pages:
                _begin(hand, number)
            taken = in_turn(EDITS, [partial(_edit, hand) for hand in pages])
            for name, figure in (("median", statistics.median), ("best", min)):
                yield compared(
                    f"a lesson of {nodes} nodes: an edit → its verdict, {name}",
                    [figure(values) for values in taken],
                    budget=BUDGET if name == "median" else None,
                    note=f"{EDITS} edits; before: {BEFORE}",
                )


@contextmanager
def _lessons() -> Iterator[None]:
    """A course of one lesson for each size, which servers that are started meanwhile have."""
    with tempfile.TemporaryDirectory() as directory:
        for number, nodes in enumerate(SIZES, start=1):
            folder = Path(directory) / f"{number:02}-widths-{number}"
            folder.mkdir()
            design = designs.stack_with_head(nodes)
            (folder / "lesson.md").write_text(TEXT, encoding="utf-8")
            (folder / "start.json").write_text(dumps(design), encoding="utf-8")
            (folder / "solution.json").write_text(dumps(_with_units(design)), encoding="utf-8")
        os.environ["LAYERLOOM_LESSONS"] = directory
        try:
            yield
        finally:
            del os.environ["LAYERLOOM_LESSONS"]


def _with_units(design: Design) -> Design:
    head = Layer("keras.layers.Dense", "head", {"units": UNITS})
    main = replace(design.main, operations={**design.main.operations, "head": head})
    return replace(design, main=main)


def _begin(hand: Hand, number: int) -> None:
    """Open a lesson, and select the layer that is asked about."""
    hand.page.goto(f"{hand.server.url}/learn?lesson=widths-{number}&step=1")
    hand.page.locator(".task-checks li.no").wait_for(timeout=WARM_MS)
    hand.settle()
    hand.zoom_to_100()
    hand.select("head")


def _edit(hand: Hand, index: int) -> float:
    """Write a number, by turns a right one; milliseconds until the list says so."""
    units, wrong = (40 + index, "1") if index % 2 else (UNITS, "0")
    field = hand.page.locator('.inspector [id$="/units"]')
    taken = hand.time("input", ["verdict"], wrong, lambda: field.fill(str(units)))["verdict"]
    hand.settle()
    # What follows the verdict, other panels and the server's save, is to be over.
    hand.page.wait_for_timeout(300)
    return taken
