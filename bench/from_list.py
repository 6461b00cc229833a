"""From a click in My designs, with 5,000 designs in it, to the nodes on the canvas."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial

from app.core.store.store import Store
from app.serving.owner_cookie import COOKIE
from bench import designs, store
from bench.builds import Build, builds
from bench.hand import WARM_MS, Hand, opened
from bench.measure import Row, compared, in_turn

BEFORE = "f9d4b912"
"""The last build with three runs of the script for a click, and garbage collected after each."""

OPENINGS = 15
BUDGET = 300.0


def rows(measured: Sequence[Build]) -> Iterator[Row]:
    """Fill the list of a page of each build, and open one design after the other from it.

    Args:
        measured: Whether there is an earlier build among them is whether to measure one.
    """
    with builds(BEFORE if len(measured) > 1 else None) as beside, opened(beside) as pages:
        for hand in pages:
            _fill(hand)
        for hand in pages:
            _open(hand, OPENINGS)
        taken = in_turn(OPENINGS, [partial(_open, hand) for hand in pages])
    for name, figure in (("median", statistics.median), ("best", min)):
        yield compared(
            f"My designs: a click → {store.NODES} nodes on the canvas, {name}",
            [figure(values) for values in taken],
            budget=BUDGET if name == "median" else None,
            note=f"{store.DRAFTS:,} designs, {OPENINGS} clicks; before: {BEFORE}",
        )


def _fill(hand: Hand) -> None:
    cookies = hand.page.context.cookies()
    owner = next(str(one.get("value")) for one in cookies if one.get("name") == COOKIE)
    place = hand.server.log.parent / "state" / "drafts.sqlite3"
    with closing(Store(place)) as kept:
        store.fill(kept, owner, designs.residual_stack(store.NODES))


def _open(hand: Hand, number: int) -> float:
    """Look at the list, wait until all is at rest, click; milliseconds until nodes are there."""
    page, name = hand.page, f"design no {number}"
    page.get_by_role("link", name="My designs").click()
    link = page.get_by_role("link", name=name, exact=True)
    link.hover(timeout=WARM_MS)
    page.wait_for_timeout(500)
    taken = hand.time("click", ["listed"], name, link.click)["listed"]
    hand.settle()
    return taken
