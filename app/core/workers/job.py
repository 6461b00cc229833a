"""One job for a worker: what is run, how urgent it is, and how its end reaches whoever waits."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from concurrent.futures import Future
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


class WorkerLostError(Exception):
    """A job whose process died or hung; `str(error)` is a sentence for a person."""


@dataclass(order=True)
class Job:
    """A job that waits; jobs are ordered by urgency, then by age."""

    urgency: int
    number: int
    function: Callable[..., Any] = field(compare=False)
    arguments: tuple[Any, ...] = field(compare=False)
    seconds: float = field(compare=False)
    slot: Hashable | None = field(compare=False)
    future: Future[Any] = field(compare=False)


def settle(future: Future[Any], outcome: Outcome) -> None:
    """Hand the outcome of a job to whoever waits for it."""
    if outcome.failure:
        if outcome.details:
            _LOG.error("A job failed:\n%s", outcome.details)
        future.set_exception(TaskError(outcome.failure))
    else:
        future.set_result(outcome.value)
