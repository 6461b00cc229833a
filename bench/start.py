"""From the opening of a page to a canvas that can be used: of a fresh server, and of a warm one."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser

from bench.builds import Build
from bench.hand import Hand, hands, servers
from bench.measure import Row, compared, in_turn
from tests.e2e.browser import chromium
from tests.e2e.server import AppServer

OPENINGS = 5
BUDGET = 900.0


def rows(builds: Sequence[Build]) -> Iterator[Row]:
    """Open first pages while the workers import Keras, then further ones."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        directory = Path(folder)
        firsts = [partial(_first, browser, build, directory) for build in builds]
        yield _row("fresh", in_turn(OPENINGS, firsts))
        with servers(builds, directory) as running, hands(browser, builds, running):
            further = [partial(_open, browser, server) for server in running]
            yield _row("warm", in_turn(OPENINGS, further))


def _row(server: str, taken: list[list[float]]) -> Row:
    return compared(
        f"open the page of a {server} server → canvas usable",
        [statistics.median(values) for values in taken],
        budget=BUDGET,
        note=f"median of {OPENINGS}",
    )


def _first(browser: Browser, build: Build, directory: Path, index: int) -> float:
    with servers([build], directory) as [server]:
        return _open(browser, server, index)


def _open(browser: Browser, server: AppServer, _: int) -> float:
    """Open a page for the first time, and drop a layer to see that it really can be used."""
    hand = Hand(browser, server)
    taken = hand.usable
    hand.drag_in(0)
    hand.page.locator(".react-flow__node").wait_for()
    hand.close()
    return taken
