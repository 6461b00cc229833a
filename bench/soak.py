"""`python -m bench.soak`: learners draw while the web server, a worker and PostgreSQL are killed.

Each learner keeps books: what a server that has begun again has must be a state that the page once
showed, and no older one than what was shown as saved; no edit is made twice; at the end all is in
the database. With `--quiet` nothing is killed, and growth of memory, files and connections shows.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from app.core.drafts.draft_store import Drafts
from app.core.store.store import Store
from bench import children
from bench.measure import percentile, resident_megabytes
from bench.soak_learner import Learner
from tests import postgres
from tests.e2e.server import AppServer, app_server, free_port

PATIENCE = 120.0
"""Seconds after the end within which all has to be saved."""

SAMPLE_SECONDS = 10.0


class Server:
    """A web server that can be killed and started again where it was.

    Args:
        directory: Of its state and log.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._port = free_port()
        self._stack = ExitStack()
        self.app: AppServer | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._directory.mkdir(parents=True, exist_ok=True)
        self.app = self._stack.enter_context(app_server(self._directory, port=self._port))

    def kill(self) -> None:
        """Kill the web process alone, as the system does where memory is short."""
        assert self.app is not None
        os.kill(self.app.pid, signal.SIGKILL)
        self._stack.close()

    def close(self) -> None:
        """End it."""
        self._stack.close()


@dataclass
class Course:
    """What was done, and what was seen of the servers meanwhile.

    Attributes:
        killed: How often what was killed.
        samples: Seconds since the beginning; of all servers: MB, open files, connections.
    """

    killed: Counter[str] = field(default_factory=Counter)
    samples: list[tuple[float, float, int, int]] = field(default_factory=list)


async def soak(
    servers: Sequence[Server], cluster: postgres.Cluster, url: str, given: argparse.Namespace
) -> tuple[Course, list[Learner]]:
    """Let them draw."""
    course = Course()
    learners = [Learner([one.url for one in servers], n) for n in range(given.learners)]
    until = time.monotonic() + given.minutes * 60
    helpers = [asyncio.create_task(_sample(servers, cluster, url, course))]
    if not given.quiet:
        helpers.append(asyncio.create_task(_kill(servers, cluster, course, until, given.every)))
    await asyncio.gather(*(one.draw(until, PATIENCE) for one in learners))
    for task in helpers:
        task.cancel()
    for error in await asyncio.gather(*helpers, return_exceptions=True):
        if isinstance(error, Exception):
            raise error
    return course, learners


async def _kill(
    servers: Sequence[Server], cluster: postgres.Cluster, course: Course, until: float, every: float
) -> None:
    chance = random.Random(0)
    while True:
        await asyncio.sleep(chance.uniform(0.5, 1.5) * every)
        if time.monotonic() > until:
            return
        what = chance.choice(("server", "worker", "database"))
        course.killed[what] += 1
        if what == "database":
            await asyncio.to_thread(cluster.kill)
            await asyncio.sleep(chance.uniform(0, 3))
            await asyncio.to_thread(cluster.start)
            continue
        server = chance.choice(servers)
        if what == "server":
            await asyncio.to_thread(server.kill)
            await asyncio.sleep(chance.uniform(0, 3))
            await asyncio.to_thread(server.start)
        elif server.app is not None:
            children.kill_one(server.app.pid, chance)


async def _sample(
    servers: Sequence[Server], cluster: postgres.Cluster, url: str, course: Course
) -> None:
    began = time.monotonic()
    while True:
        await asyncio.sleep(SAMPLE_SECONDS)
        try:
            pids = [one.app.pid for one in servers if one.app is not None]
            memory = sum(resident_megabytes(pid) for pid in pids)
            files = sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in pids)  # noqa: PTH208
            connections = await asyncio.to_thread(_connections, url)
        except (OSError, psycopg.Error, ValueError):
            continue  # One of them has just been killed.
        course.samples.append((time.monotonic() - began, memory, files, connections))


def _connections(url: str) -> int:
    with psycopg.connect(url) as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        row = connection.execute(query).fetchone()
    return int(row[0]) - 1 if row else 0


def stored_wrongly(url: str, learners: Sequence[Learner]) -> list[str]:
    """What of the learners' designs is not in the database as they show it."""
    store, found = Store(url), []
    for learner in learners:
        newest = Drafts(store).newest(learner.draft)
        if newest is None or json.loads(newest.text) != learner.mine:
            found.append(f"{learner.draft}: the database has another design than the page.")
    store.close()
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Soak, and tell; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="make soak ARGS=…", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--learners", type=int, default=20)
    parser.add_argument("--servers", type=int, default=1, help="a page comes to any of them")
    parser.add_argument("--every", type=float, default=15.0, help="seconds between two kills")
    parser.add_argument("--quiet", action="store_true", help="kill nothing")
    given = parser.parse_args(arguments)
    if postgres.binaries() is None:
        print(f"{postgres.REMEDY}.", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        # As it is for users: what is committed survives.
        how = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
        cluster = stack.enter_context(postgres.running(**how))
        url = os.environ["LAYERLOOM_DATABASE"] = cluster.make()
        servers = [Server(directory / str(number)) for number in range(given.servers)]
        for server in servers:
            stack.callback(server.close)
            server.start()
        course, learners = asyncio.run(soak(servers, cluster, url, given))
        wrong = [one for learner in learners for one in learner.books.wrong]
        wrong += stored_wrongly(url, learners)
        _tell(course, learners, wrong, list(directory.glob("*/server.log")))
    return 1 if wrong else 0


def _tell(course: Course, learners: list[Learner], wrong: list[str], logs: list[Path]) -> None:
    books = [learner.books for learner in learners]
    killed = ", ".join(f"{count} × {what}" for what, count in course.killed.items())
    print(f"learners: {len(learners)}, edits: {sum(one.edits for one in books):,}")
    print(f"killed: {killed or 'nothing'}")
    print(f"connections of pages: {sum(one.connections for one in books):,}")
    print(f"servers that had begun again, as pages saw it: {sum(one.begun_again for one in books)}")
    print(f"of these with edits to be made again: {sum(one.resent for one in books)}")
    waits = [wait for one in books for wait in one.waits]
    if waits:
        p50, p95, most = (percentile(waits, share) for share in (0.5, 0.95, 1))
        print(f"edit → saved: p50 {p50:.1f} s, p95 {p95:.1f} s, at most {most:.1f} s")
    for what, place in (("MB", 1), ("open files", 2), ("connections to the database", 3)):
        values = [sample[place] for sample in course.samples]
        if len(values) > 2:
            third = len(values) // 3
            middle, last = values[third : 2 * third], values[-third:]
            before, after = sum(middle) / third, sum(last) / third
            print(f"{what}: {before:.0f} in the middle third of the time, {after:.0f} in the last")
    tracebacks = [
        text for log in logs for text in log.read_text("utf-8", "replace").split("Traceback")[1:]
    ]
    print(f"tracebacks in the logs: {len(tracebacks)}")
    for text in tracebacks[:3]:
        print("    " + "\n    ".join(text.splitlines()[:15]))
    for one in wrong[:20]:
        print(f"WRONG: {one}")
    print(f"lost, doubled or otherwise wrong: {len(wrong)}")


if __name__ == "__main__":
    sys.exit(main())
