"""Bytes on the wire for one edit: of all sockets and requests of a page, until it is at rest."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from bench import designs
from bench.builds import Build
from bench.hand import Hand, opened
from bench.measure import Row, compared

EDITS = 10
PANELS = ("Code", "Problems")
REST_MS = 600
"""A page over whose wires nothing went for so long is at rest."""

LONGEST_MS = 8000
"""A page that is never at rest is not waited for longer than this."""

BUDGETS = {"up": 2.0, "down": 4.0}


def rows(builds: Sequence[Build]) -> Iterator[Row]:
    """Measure drops and changes of units at 1,000 nodes, with this panel open and with that."""
    for panel in PANELS:
        with opened(builds) as pages:
            for hand in pages:
                hand.open(designs.stack_with_head(1000))
                hand.tab(panel)
                hand.zoom_to_100()
                hand.select("head")
                _rest(hand)
            units = [_sizes(hand, partial(_units, hand)) for hand in pages]
            drops = [_sizes(hand, hand.drop) for hand in pages]
        for what, sizes in (("change units", units), ("drop a layer", drops)):
            for way, index in (("up", 0), ("down", 1)):
                yield compared(
                    f"{what}, 1,000 nodes, {panel} open: bytes {way}",
                    [statistics.median(size[index] for size in of) / 1000 for of in sizes],
                    "kB",
                    budget=BUDGETS[way],
                    note=f"median of {EDITS}",
                )


def _units(hand: Hand, index: int) -> float:
    return hand.write_units(41 + index)


def _sizes(hand: Hand, gesture: Callable[[int], object]) -> list[tuple[int, int]]:
    """Bytes up and down for each of some gestures."""
    sizes = []
    for index in range(EDITS):
        hand.traffic.reset()
        gesture(index)
        hand.settle()
        _rest(hand)
        hand.traffic.finish()
        sizes.append((hand.traffic.up, hand.traffic.down))
    return sizes


def _rest(hand: Hand) -> None:
    step = 100
    quiet = 0
    for _ in range(0, LONGEST_MS, step):
        before = hand.traffic.messages
        hand.page.wait_for_timeout(step)
        quiet = quiet + step if hand.traffic.messages == before else 0
        if quiet >= REST_MS:
            return
