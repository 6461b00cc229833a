"""One job for a worker: what is run, how urgent it is, and how its end reaches whoever waits."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from app.core.tasks.task_outcome import Outcome, TaskError

_LOG = logging.getLogger(__name__)


class Urgency(IntEnum):
    """Which waiting job goes first."""

    SHAPES = 0
    SOURCE = 1
    PICTURE = 2


PATIENCE = {Urgency.SHAPES: 0.0, Urgency.SOURCE: 1.0, Urgency.PICTURE: 3.0}
"""Seconds after which a job that waits has become as urgent as any, so that none waits for ever."""


class WorkerLostError(Exception):
    """A job whose process died or hung; `str(error)` is a sentence for a person."""


@dataclass(eq=False)
class Job:
    """A job that waits or runs.

    Attributes:
        home: The worker that was asked.
        urgency: How urgent it was when it was asked for; see `rank`.
        function: A module-level function.
        arguments: What it takes; pickled.
        seconds: After this long its process counts as hung.
        slot: What it is about: a newer job of the same slot supersedes it, and no two of them run
            at the same time, so that their answers come in their order. None: nothing known.
        owner: The session that asked; sessions take turns. None: nobody in particular.
        future: Its end.
        asked: When it was asked for, by the monotonic clock.
        attempts: How often it was begun.
        suspect: Whether a process ended of itself while it had this job. Such a job is kept from
            the process that stands in meanwhile.
    """

    home: object
    urgency: Urgency
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    seconds: float
    slot: Hashable | None = None
    owner: Hashable | None = None
    future: Future[Any] = field(default_factory=Future)
    asked: float = field(default_factory=time.monotonic)
    attempts: int = 0
    suspect: bool = False

    def rank(self, now: float) -> int:
        """How urgent it is by now; lower is sooner."""
        return 0 if now - self.asked > PATIENCE[self.urgency] else self.urgency


def settle(future: Future[Any], outcome: Outcome) -> None:
    """Hand an outcome to whoever waits for a future; one that is settled stays as it is."""
    if outcome.details:
        _LOG.error("A job failed:\n%s", outcome.details)
    with contextlib.suppress(InvalidStateError):
        if outcome.failure:
            future.set_exception(TaskError(outcome.failure))
        else:
            future.set_result(outcome.value)


def fail(future: Future[Any], sentence: str) -> None:
    """Tell whoever waits that there will be no outcome, and why."""
    with contextlib.suppress(InvalidStateError):
        future.set_exception(WorkerLostError(sentence))
