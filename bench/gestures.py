"""From a gesture to shapes on the canvas, at several sizes of design."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bench import designs
from bench.builds import Build
from bench.hand import Hand, opened
from bench.measure import Row, compared, in_turn, percentile

GESTURES = 30
SIZES = (10, 100, 1000)
DROP_BUDGETS = {100: 45.0, 1000: 100.0}
UNITS_BUDGETS = {100: 35.0}
FASTER = {("drop", 100): 5.0, ("drop", 1000): 5.0, ("units", 100): 6.0}


def rows(builds: Sequence[Build]) -> Iterator[Row]:
    """Drop layers and change units, on the builds in turn."""
    for nodes in SIZES:
        yield from _gestures(builds, nodes)


def _gestures(builds: Sequence[Build], nodes: int) -> Iterator[Row]:
    with opened(builds) as pages:
        for hand in pages:
            hand.open(designs.stack_with_head(nodes))
            hand.zoom_to_100()
            hand.select("head")
        units = in_turn(GESTURES, [_settled(hand, hand.write_units, 41) for hand in pages])
        drops = in_turn(GESTURES, [_settled(hand, hand.drop) for hand in pages])
    for key, what, taken, budgets in (
        ("drop", "drop a layer", drops, DROP_BUDGETS),
        ("units", "change units", units, UNITS_BUDGETS),
    ):
        for name, share in (("p50", 0.5), ("p95", 0.95)):
            yield compared(
                f"{what} → shapes, {nodes} nodes, {name}",
                [percentile(values, share) for values in taken],
                budget=budgets.get(nodes) if share == 0.95 else None,
                faster=FASTER.get((key, nodes)) if share == 0.95 else None,
            )


def _settled(hand: Hand, gesture: Callable[[int], float], first: int = 0) -> Callable[[int], float]:
    """A gesture on a page that is at rest again afterwards, so that it disturbs no other."""

    def act(index: int) -> float:
        taken = gesture(first + index)
        hand.settle()
        hand.page.wait_for_timeout(150)
        return taken

    return act
