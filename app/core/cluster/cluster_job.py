"""`ClusterJob`: a live build or a proof that a worker of the cluster does, or else this machine."""

from __future__ import annotations

import contextlib
import logging
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from typing import Any

from app.core.cluster.link import Link
from app.core.cluster.remote_jobs import JOBS
from app.core.tasks.task_outcome import Outcome
from app.core.workers.job import fail, settle
from app.core.workers.lone_job import LoneJob

_LOG = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds in which a worker has to take it: somebody waits, and all may train for hours."""


class ClusterJob:
    """A `LoneJob`. If no worker takes it at once, or the one that did is lost, it is done here.

    Args:
        link: To the bridge.
        name: Which of `remote_jobs.JOBS`.
        arguments: What the task takes.
        seconds: Time limit, from the moment a worker has it.
        locally: Starts it on this machine.
    """

    def __init__(
        self,
        link: Link,
        name: str,
        arguments: tuple[Any, ...],
        seconds: float,
        locally: Callable[[], LoneJob],
    ) -> None:
        self.future: Future[Any] = Future()
        self._id = f"job-{secrets.token_hex(8)}"
        self._job = JOBS[name]
        self._link = link
        self._seconds = seconds
        self._locally = locally
        self._local: LoneJob | None = None
        self._turn = threading.Lock()
        self._stage = "Waiting for a worker of the cluster"
        sent, self._places = self._job.sent(*arguments)
        self._remove = link.on_answer(self._hear)
        self._timer = self._after(PATIENCE, self._not_taken)
        self.future.add_done_callback(lambda _: self._put_away())
        link.say(
            {
                "do": "job",
                "job": self._id,
                "name": name,
                "arguments": sent,
                "places": self._places,
            }
        )

    @property
    def stage(self) -> str:
        """What the job is doing, in words for the page."""
        local = self._local
        return self._stage if local is None else local.stage

    def cancel(self) -> None:
        """Stop the job, wherever it is done."""
        self.future.cancel()
        with self._turn:
            local = self._local
        if local is not None:
            local.cancel()

    def _after(self, seconds: float, step: Callable[[], None]) -> threading.Timer:
        timer = threading.Timer(seconds, step)
        timer.daemon = True
        timer.start()
        return timer

    def _hear(self, answer: dict[str, Any]) -> None:
        if answer.get("told") != self._id or self._local is not None:
            return
        if "taken" in answer:
            self._timer.cancel()
            self._timer = self._after(self._seconds, self._too_long)
            self._stage = "Starting a fresh Python process"
        elif "stage" in answer:
            self._stage = answer["stage"]
        elif "lost" in answer:
            _LOG.warning("A job is done on this machine: %s", answer["lost"])
            self._here()
        elif "end" in answer:
            self._settle(answer["end"])

    def _settle(self, end: Any) -> None:
        try:
            outcome = Outcome(None, str(end["failure"]), str(end["details"]))
            if not outcome.failure:
                outcome = Outcome(self._job.read(end["value"], self._places))
        except (LookupError, TypeError, ValueError, OSError) as error:
            outcome = Outcome(failure=f"A worker sent what is no answer: {error}")
        settle(self.future, outcome)

    def _not_taken(self) -> None:
        if self._stage == "Waiting for a worker of the cluster":
            self._here()

    def _too_long(self) -> None:
        fail(self.future, f"This took over {self._seconds:.0f} seconds and was stopped.")

    def _here(self) -> None:
        """Do it on this machine instead."""
        with self._turn:
            if self._local is not None or self.future.done():
                return
            self._local = local = self._locally()
        self._link.say({"do": "forget", "job": self._id})
        if self.future.cancelled():
            local.cancel()
        local.future.add_done_callback(self._pass_on)

    def _pass_on(self, found: Future[Any]) -> None:
        with contextlib.suppress(InvalidStateError):
            if found.cancelled():
                self.future.cancel()
            elif (error := found.exception()) is not None:
                self.future.set_exception(error)
            else:
                self.future.set_result(found.result())

    def _put_away(self) -> None:
        self._timer.cancel()
        self._remove()
        if self._local is None:
            self._link.say({"do": "forget", "job": self._id})
