"""A class that draws at once: each at the pace of a hand, with bursts, checking every answer."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bench.lesson import Step

PAUSE = (1.0, 4.0)
"""Seconds from one edit to the next, from … to."""

BURST = 5
"""Edits of a burst, such as a number that is typed."""

BURST_SECONDS = 0.5
"""How long a burst takes."""

BURST_SHARE = 0.15
"""How often there is a burst instead of one edit."""

LOST_SECONDS = 30.0
"""An edit without shapes for so long counts as lost."""


@dataclass(frozen=True)
class Answer:
    """Shapes that came for an edit.

    Attributes:
        seconds: From the edit until they were there.
        total_params: How many parameters they say that the design has.
    """

    seconds: float
    total_params: int


class Drawer(Protocol):
    """One person's way of drawing: a client of the protocol, or a browser."""

    async def open(self) -> None:
        """Come to the empty design, or whatever the first step begins from."""

    async def edit(self, step: Step) -> Answer:
        """Make an edit and wait for shapes of it, or of a later edit.

        It may be called again before it has returned; edits are sent in the order of the calls.
        """

    async def close(self) -> None:
        """Leave."""


@dataclass
class Tally:
    """What came of all edits.

    Attributes:
        seconds: Until the shapes of each edit that was answered were there.
        edits: How many edits were made.
        lost: What happened to those that got no answer.
        crossed: Answers that belong to no edit from the asked one on: what was wanted, what came.
    """

    seconds: list[float] = field(default_factory=list)
    edits: int = 0
    lost: list[str] = field(default_factory=list)
    crossed: list[tuple[list[int], int]] = field(default_factory=list)


class Person:
    """One of the class.

    Args:
        drawer: How they draw.
        steps: A round of edits, which begins again at its end.
        seed: Of their pauses and bursts.
    """

    def __init__(self, drawer: Drawer, steps: Sequence[Step], seed: int) -> None:
        self._drawer = drawer
        self._steps = steps
        self._random = random.Random(seed)
        self._made: list[Step] = []
        self.tally = Tally()

    async def draw(self, goes_on: Callable[[], bool]) -> None:
        """Draw for as long as the class goes on; nothing that happens to an edit ends it."""
        await asyncio.sleep(self._random.uniform(0, PAUSE[1]))
        waiting: list[asyncio.Task[None]] = []
        while goes_on():
            burst = self._random.random() < BURST_SHARE
            for _ in range(BURST if burst else 1):
                waiting.append(asyncio.create_task(self._edit()))
                await asyncio.sleep(BURST_SECONDS / BURST if burst else 0)
            waiting = [task for task in waiting if not task.done()]
            await asyncio.sleep(self._random.uniform(*PAUSE))
        await asyncio.gather(*waiting)

    async def _edit(self) -> None:
        number = len(self._made)
        step = self._steps[number % len(self._steps)]
        self._made.append(step)
        self.tally.edits += 1
        try:
            answer = await asyncio.wait_for(self._drawer.edit(step), LOST_SECONDS)
        except Exception as error:
            self.tally.lost.append(f"{type(error).__name__}: {error}")
            return
        # Edits of a burst may be answered by the shapes of a later one, and by nothing else.
        wanted = [made.total_params for made in self._made[number:]]
        if answer.total_params not in wanted:
            self.tally.crossed.append((wanted, answer.total_params))
        self.tally.seconds.append(answer.seconds)


async def draw_together(people: Sequence[Person], seconds: float) -> None:
    """Let all of them draw for so long."""
    until = time.monotonic() + seconds
    await asyncio.gather(*(person.draw(lambda: time.monotonic() < until) for person in people))
