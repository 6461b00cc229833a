"""A teacher runs a class with sign-in on PostgreSQL; all is found again after a restart.

All of them sign in with a real OpenID Connect provider and use the app as pages do, in Streamlit's
messages and over the live channel. Between the two halves the web server is killed, and all come
with browsers that know nothing.
"""

from __future__ import annotations

import asyncio
import csv
import io
import itertools
import os
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from app.core.lessons import course
from bench.builds import ROOT
from bench.measure import Row, percentile
from bench.open_canvas import OpenCanvas
from bench.pupil import Pupil, opens
from bench.visitor import Visitor
from tests import postgres
from tests.e2e.provider import provider, secrets
from tests.e2e.server import TEACHER, app_server, free_port

LEARNERS = 30
LESSON = "layers-are-callables"
PRYING = 5
"""So many learners try each other's drafts, each all of them."""


@dataclass
class School:
    """The class.

    Attributes:
        url: The app.
        pupils: The learners.
        teacher: The teacher's browser of today.
        seconds: What each learner's part took, by what it was.
        pried: How many drafts of others' were tried.
        wrong: What must not be, in sentences.
    """

    url: str
    pupils: list[Pupil]
    teacher: Visitor
    seconds: dict[str, list[float]] = field(default_factory=dict)
    pried: int = 0
    wrong: list[str] = field(default_factory=list)

    async def all(self, what: str, part: Callable[[Pupil], Awaitable[None]]) -> None:
        """Have all learners do something at once."""

        async def one(pupil: Pupil) -> None:
            began = time.perf_counter()
            try:
                await part(pupil)
            except Exception as error:
                self.wrong.append(f"{pupil.name}: {what}: {type(error).__name__}: {error}")
            self.seconds.setdefault(what, []).append(time.perf_counter() - began)

        await asyncio.gather(*(one(pupil) for pupil in self.pupils))

    async def first_day(self) -> None:
        """The teacher makes the class; all join, draw and are checked."""
        await self.teacher.sign_in()
        code = await self._make_class()
        await self.all("sign in", lambda pupil: pupil.browser.sign_in())
        await self.all("join the class", lambda pupil: pupil.join(code))
        await self.all("answer the exercise", Pupil.learn)
        await self.all("draw a design", Pupil.draw)

    async def second_day(self) -> None:
        """All come with empty browsers, and look for what they had; some pry."""
        for pupil in self.pupils:
            await pupil.browser.close()
            pupil.browser = Visitor(self.url, pupil.name)
        await self.teacher.close()
        self.teacher = Visitor(self.url, self.teacher.login)
        await self.all("sign in again", lambda pupil: pupil.browser.sign_in())
        await self.all("find all again", Pupil.find_again)
        await self.teacher.sign_in()
        await self._look_at_table()
        await self._pry()

    async def close(self) -> None:
        """Close the browsers."""
        for visitor in (self.teacher, *(pupil.browser for pupil in self.pupils)):
            await visitor.close()

    async def _make_class(self) -> str:
        async with self.teacher.tab("learn", "teach=classes") as tab:
            await tab.press("Make it", Title="Spring")
            link = await tab.wait_for(
                lambda: next((one.element.code.code_text for one in tab.shown("code")), None),
                "the link of the class",
            )
            await tab.press("Set it")  # The first lesson, which is offered first.
        return link.partition("join=")[2]

    async def _look_at_table(self) -> None:
        async with self.teacher.tab("learn", "teach=classes") as tab:
            text = await self.teacher.download(await tab.download("CSV"))
            first = min(self.pupils, key=lambda pupil: pupil.name)
            await tab.press("Look at it")
            session = await tab.canvas()
            async with OpenCanvas(self.url, self.teacher.cookie, session) as canvas:
                if canvas.document != next(iter(first.drawn.values())):
                    self.wrong.append(f"The teacher does not see the answer of {first.name}.")
        self.wrong += table_faults(text, self.pupils)

    async def _pry(self) -> None:
        """Some try all of each other's drafts; the teacher tries what no exercise asked for."""
        some = self.pupils[:PRYING]
        tries = [
            (one.browser, draft, document)
            for one, other in itertools.permutations(some, 2)
            for draft, document in other.drawn.items()
        ]
        tries += [(self.teacher, *list(one.drawn.items())[1]) for one in some]
        self.pried = len(tries)
        for one in some:
            for draft, document in one.drawn.items():
                if not await opens(one.browser, draft, document):
                    self.wrong.append(f"{one.name} cannot open their own {draft}.")
        for visitor, draft, document in tries:
            if await opens(visitor, draft, document):
                self.wrong.append(f"{visitor.login} can open {draft}, which is another's.")


def table_faults(text: str, pupils: Sequence[Pupil]) -> list[str]:
    """What of a class' table is not as the learners left it.

    Args:
        text: The table as CSV.
        pupils: All members.
    """
    lines = list(csv.DictReader(io.StringIO(text)))
    if not lines or "name" not in lines[0]:
        return [f"The table is none: {text[:200]!r}"]
    names = {line["name"] for line in lines}
    faults = []
    if names != {pupil.name for pupil in pupils}:
        faults.append(f"The table has {len(names)} members, of {len(pupils)}.")
    for pupil in pupils:
        for line in (line for line in lines if line["name"] == pupil.name):
            mine = f"{line['lesson']}/{line['exercise']}" == pupil.exercise.key
            wanted = (mine, str(pupil.tries if mine else 0))
            if (bool(line["passed"]), line["tries"]) != wanted:
                faults.append(f"The table says of {pupil.name} {line}; wanted: {wanted}.")
    return faults


def pupils(url: str, count: int) -> list[Pupil]:
    """A class whose members have the exercises of a lesson by turns, wrong answers first or not."""
    lesson = course.read(ROOT / "lessons").lesson(LESSON)
    assert lesson is not None
    asked = [(at, s.exercise) for at, s in enumerate(lesson.steps, 1) if s.exercise is not None]
    made = []
    for number in range(count):
        step, exercise = asked[number % len(asked)]
        wrongly = min(number % 3, len(exercise.wrong))
        browser = Visitor(url, f"learner{number:02}")
        made.append(Pupil(number, lesson, step, exercise, wrongly, browser))
    return made


def rows(count: int = LEARNERS) -> Iterator[Row]:
    """Run the school, and tell."""
    assert postgres.binaries() is not None, postgres.REMEDY
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        # As it is for users: what is committed survives.
        how = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
        cluster = stack.enter_context(postgres.running(**how))
        before = os.environ.get("LAYERLOOM_DATABASE")
        stack.callback(_put_back, before)
        database = os.environ["LAYERLOOM_DATABASE"] = cluster.make()
        port, issuer = free_port(), free_port()
        url = f"http://127.0.0.1:{port}"
        stack.enter_context(provider(url, issuer))
        said = secrets(url, issuer)
        school = School(url, pupils(url, count), Visitor(url, TEACHER.partition("@")[0]))
        began = time.perf_counter()

        async def whole() -> None:
            with app_server(directory, port=port, secrets=said) as app:
                await school.first_day()
                os.kill(app.pid, signal.SIGKILL)
            with app_server(directory, port=port, secrets=said):
                await school.second_day()
            await school.close()

        asyncio.run(whole())
        took = time.perf_counter() - began
        stored = _stored(database)
        log = (directory / "server.log").read_text("utf-8", "replace")
    yield from _told(school, took, stored, log)


def _put_back(before: str | None) -> None:
    os.environ.pop("LAYERLOOM_DATABASE", None)
    if before is not None:
        os.environ["LAYERLOOM_DATABASE"] = before


def _stored(database: str) -> dict[str, int]:
    """How many rows the database has."""
    found = {}
    with suppress(psycopg.Error), psycopg.connect(database) as connection:
        for table in ("people", "members", "drafts", "versions", "progress", "audit"):
            row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            found[table] = int(row[0]) if row else 0
    return found


def _told(school: School, took: float, stored: dict[str, int], log: str) -> Iterator[Row]:
    wrong = [*school.wrong, *(one for pupil in school.pupils for one in pupil.wrong)]
    tracebacks = log.split("Traceback")[1:]
    for one in (*wrong[:10], *tracebacks[:3]):
        print(f"wrong: {one[:3000]}", file=sys.stderr)
    count = len(school.pupils)
    for what, taken in school.seconds.items():
        for name, share in (("p50", 0.5), ("most", 1.0)):
            note = f"{count} at once"
            yield Row(f"a school: {what}, {name}", percentile(taken, share), "s", note=note)
    drawn = sum(len(pupil.drawn) for pupil in school.pupils)
    yield Row("a school: designs drawn and looked for after the restart", drawn, "")
    yield Row("a school: drafts of others' that were tried", school.pried, "")
    rows_of = ", ".join(f"{number} {table}" for table, number in stored.items())
    yield Row("a school: rows in PostgreSQL", sum(stored.values()), "", note=rows_of)
    yield Row("a school: the whole", took, "s")
    yield Row("a school: tracebacks in the log", len(tracebacks), "", budget=0)
    yield Row("a school: lost, mixed up or otherwise wrong", len(wrong), "", budget=0)
