"""A class of fifty draws at once: how long shapes take, what the web process holds, what is lost.

Fifty people draw the siamese comparator, each with widths of their own, most of them by the
protocol, some in real browsers. Meanwhile a worker process is killed now and then, and somebody
else opens the page.
"""

from __future__ import annotations

import asyncio
import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import async_playwright

from bench import children, lesson
from bench.browser_drawer import BrowserDrawer
from bench.builds import Build
from bench.classroom import Drawer, Person, Tally, draw_together
from bench.hand import servers
from bench.measure import Row, percentile, resident_megabytes
from bench.protocol_drawer import ProtocolDrawer
from model_codegen.keras_bridge.keras_import import import_keras
from tests.e2e.browser import launch_arguments
from tests.e2e.server import AppServer

PEOPLE = 50
BROWSERS = 5
CORES = 2
MINUTES = 10.0
KILL_SECONDS = 20.0
SAMPLE_SECONDS = 10.0
AT_ONCE = 5
"""So many open their pages at the same time."""


@dataclass
class Course:
    """What was seen of the server meanwhile.

    Attributes:
        people: How many drew.
        before: Memory of the web process in MB before anybody came.
        samples: Of it, while they drew: seconds since they began, MB.
        killed: How many workers were killed.
        arrival: Seconds until the canvas of one more could be used.
        by_protocol, by_browser: What came of the edits.
    """

    people: int
    before: float
    samples: list[tuple[float, float]] = field(default_factory=list)
    killed: int = 0
    arrival: float = 0.0
    by_protocol: list[Tally] = field(default_factory=list)
    by_browser: list[Tally] = field(default_factory=list)

    def megabytes(self, share: float) -> float:
        """Memory in MB for each who draws, around some share of the time."""
        middle = share * self.samples[-1][0]
        near = sorted(self.samples, key=lambda sample: abs(sample[0] - middle))[:3]
        return (statistics.median(used for _, used in near) - self.before) / self.people


def rows(builds: Sequence[Build], minutes: float = MINUTES) -> Iterator[Row]:
    """Start the build here, let the class draw for so many minutes, and tell what came of it."""
    import_keras()
    with ExitStack() as stack:
        directory = stack.enter_context(tempfile.TemporaryDirectory())
        with _few_cores():
            [server] = stack.enter_context(servers(builds[-1:], Path(directory)))
        course = asyncio.run(_run(server, minutes * 60))
    yield from _told(course, minutes)


@contextmanager
def _few_cores() -> Iterator[None]:
    """What is started meanwhile has `CORES` cores, where the system can be told so."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(cores)[:CORES])
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


async def _run(server: AppServer, seconds: float) -> Course:
    clients = PEOPLE - BROWSERS
    async with AsyncExitStack() as stack:
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(**launch_arguments())
        stack.push_async_callback(browser.close)
        guest = BrowserDrawer(browser, server.url, PEOPLE)
        await guest.arrive()
        await _warm(guest, server.pid)
        course = Course(PEOPLE, resident_megabytes(server.pid))
        people, drawers = [], []
        for person in range(course.people):
            drawer: Drawer
            if person < clients:
                drawer = ProtocolDrawer(server, person)
                steps = lesson.drawing(person)
            else:
                drawer = BrowserDrawer(browser, server.url, person)
                steps = lesson.changes(person)
            drawers.append(drawer)
            people.append(Person(drawer, steps, seed=person))
            stack.push_async_callback(drawer.close)
        gc.collect()
        gc.freeze()
        for first in range(0, len(drawers), AT_ONCE):
            await asyncio.gather(*(drawer.open() for drawer in drawers[first : first + AT_ONCE]))
        await guest.close()
        helpers = [
            asyncio.create_task(_sample(server.pid, course)),
            asyncio.create_task(_kill(server.pid, course)),
            asyncio.create_task(_arrive(guest, 0.6 * seconds, course)),
        ]
        await draw_together(people, seconds)
        for task in helpers:
            task.cancel()
        for error in await asyncio.gather(*helpers, return_exceptions=True):
            if isinstance(error, Exception):
                raise error
        course.by_protocol = [person.tally for person in people[:clients]]
        course.by_browser = [person.tally for person in people[clients:]]
    return course


async def _warm(guest: BrowserDrawer, pid: int) -> None:
    """Draw something, so that Keras is there before the class, and wait until all is at rest."""
    await guest.close()
    await guest.open()
    children.wait_at_rest(pid)


async def _sample(pid: int, course: Course) -> None:
    began = time.monotonic()
    while True:
        course.samples.append((time.monotonic() - began, resident_megabytes(pid)))
        await asyncio.sleep(SAMPLE_SECONDS)


async def _kill(pid: int, course: Course) -> None:
    chance = random.Random(0)
    while True:
        await asyncio.sleep(KILL_SECONDS)
        course.killed += children.kill_one(pid, chance)


async def _arrive(guest: BrowserDrawer, after: float, course: Course) -> None:
    await asyncio.sleep(after)
    course.arrival = await guest.arrive()
    await guest.close()


def _told(course: Course, minutes: float) -> Iterator[Row]:
    tallies = [*course.by_protocol, *course.by_browser]
    edits = sum(tally.edits for tally in tallies)
    told = f"{course.people} people, {len(course.by_browser)} of them in browsers, {minutes:g} min"
    for title, some in (("", tallies), (", in browsers", course.by_browser)):
        taken = [1000 * seconds for tally in some for seconds in tally.seconds]
        for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99)):
            yield Row(
                f"a class draws: edit → shapes{title}, {name}",
                percentile(taken, share) if taken else 0.0,
                budget=150 if name == "p95" else None,
                note=told,
            )
    lost = [why for tally in tallies for why in tally.lost]
    crossed = [pair for tally in tallies for pair in tally.crossed]
    for title, found in (("lost", lost), ("crossed", crossed)):
        for one in found[:5]:
            print(f"{title}: {one}", file=sys.stderr)
        note = f"of {edits:,} edits, while {course.killed} workers were killed"
        yield Row(f"a class draws: {title} answers", len(found), "", budget=0, note=note)
    yield Row(
        "a class draws: the page opened by one more", course.arrival, "s", budget=3, note=told
    )
    for when, share in (("at the start", 0.0), ("half way", 0.5), ("at the end", 1.0)):
        yield Row(
            f"a class draws: memory of the web process per person, {when}",
            course.megabytes(share),
            "MB",
            budget=12,
        )
    yield Row(
        "a class draws: growth of that from half way to the end",
        course.megabytes(1.0) - course.megabytes(0.5),
        "MB",
        budget=0.5,
        note=f"samples every {SAMPLE_SECONDS:g} s, around each time",
    )
