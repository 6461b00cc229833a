"""Processes that run Keras, so that the web process never has to.

A `Worker` is one warm process with a queue of its own: the most urgent job first, one at a time,
and a newer request takes the place of an older one that still waits in the same slot. A process
that dies or hangs is replaced and the job it had is begun again; whoever waits sees only a longer
wait, and `state` says what happened.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import logging
import multiprocessing
import signal
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from pebble import ProcessExpired, ProcessPool

from app.core.tasks import process_setup, task_outcome
from app.core.workers.job import Job, Urgency, WorkerLostError, settle
from app.core.workers.worker_state import WorkerState

_LOG = logging.getLogger(__name__)

WARM_SECONDS = 600.0
"""Longest start of a process: importing Keras takes 5 to 17 seconds on two idle cores."""

_IDLE_SECONDS = 0.5
"""How often the health of an idle process is looked at."""

_ATTEMPTS = 2
"""How often a job is begun before it is blamed for the death of its process."""


class Worker:
    """One warm process and the jobs that wait for it.

    Args:
        purpose: What it does, in the words of the page: "computes shapes".
        warm: Function run in every new process before any job.
        after: A worker whose start is waited for, so that two imports of Keras don't compete.
    """

    def __init__(self, purpose: str, warm: Callable[[], Any], after: Worker | None = None) -> None:
        self._purpose = purpose
        self._warm = warm
        self._after = after
        self._jobs: list[Job] = []
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._started = threading.Event()
        self._closed = False
        self._pool: ProcessPool | None = None
        self._running: Future[task_outcome.Outcome] | None = None
        self._state = WorkerState("warming", "Keras is starting; you can draw meanwhile.")
        self._thread = threading.Thread(target=self._serve, name=f"worker {purpose}", daemon=True)
        self._thread.start()

    @property
    def state(self) -> WorkerState:
        """How the worker is now."""
        return self._state

    def submit(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        seconds: float,
        urgency: Urgency = Urgency.PICTURE,
        slot: Hashable | None = None,
    ) -> Future[Any]:
        """Queue a job.

        Args:
            function: A module-level function; it runs in the process.
            *arguments: What it takes; pickled.
            seconds: After this long the process counts as hung and is replaced.
            urgency: More urgent jobs go first.
            slot: A waiting job of the same slot is superseded: its future is cancelled.

        Returns:
            The result to come. It raises `task_outcome.TaskError` where the function failed, or
            `WorkerLostError`.
        """
        job = Job(urgency, next(self._numbers), function, arguments, seconds, slot, Future())
        with self._changed:
            if self._closed:
                job.future.cancel()
                return job.future
            if slot is not None:
                superseded = [other for other in self._jobs if other.slot == slot]
                for other in superseded:
                    other.future.cancel()
                    self._jobs.remove(other)
                heapq.heapify(self._jobs)
            heapq.heappush(self._jobs, job)
            self._changed.notify()
        return job.future

    def wait_started(self, seconds: float | None = None) -> bool:
        """Wait until the first process is warm or has failed; returns whether that happened."""
        return self._started.wait(seconds)

    def close(self) -> None:
        """End the process, cancel what waits and refuse further jobs."""
        with self._changed:
            self._closed = True
            for job in self._jobs:
                job.future.cancel()
            self._jobs.clear()
            self._changed.notify()
        while self._thread.is_alive():
            self._drop()
            # A pool that is stopped leaves the future of what it was doing open for ever.
            if self._running is not None:
                self._running.cancel()
            self._thread.join(0.1)
        self._drop()

    def _serve(self) -> None:
        while self._after is not None and not self._closed and not self._after.wait_started(0.2):
            pass
        while not self._closed:
            if self._state.status != "failed":
                self._ensure()
            job = self._next()
            if job is not None and job.future.set_running_or_notify_cancel():
                self._do(job)

    def _next(self) -> Job | None:
        with self._changed:
            if not self._jobs and not self._closed:
                self._changed.wait(_IDLE_SECONDS)
            return heapq.heappop(self._jobs) if self._jobs else None

    def _do(self, job: Job) -> None:
        for _ in range(_ATTEMPTS):
            pool = self._ensure()
            if pool is None:
                job.future.set_exception(WorkerLostError(self._state.message))
                return
            try:
                outcome = self._ask(pool, job.function, job.arguments, job.seconds)
            except TimeoutError:
                self._lost(f"did not answer for {job.seconds:.0f} seconds")
                self._warm_up(pool)
                job.future.set_exception(
                    WorkerLostError(f"This took over {job.seconds:.0f} seconds and was stopped.")
                )
                return
            except _POOL_ERRORS as error:
                if self._closed:
                    break
                self._lost(f"stopped{_cause(error)}")
                if pool.active:
                    self._warm_up(pool)
            else:
                settle(job.future, outcome)
                return
        job.future.set_exception(WorkerLostError("The process that did this stopped again."))

    def _ensure(self) -> ProcessPool | None:
        """Return a pool with a warm process; None if that cannot be had, and `state` says why."""
        pool = self._pool
        if pool is not None and pool.active:
            return pool
        if pool is not None and not self._closed:
            self._lost("stopped")
        self._drop()
        pool = ProcessPool(
            max_workers=1,
            initializer=process_setup.prepare_process,
            context=multiprocessing.get_context("spawn"),
        )
        self._pool = pool
        return pool if self._warm_up(pool) else None

    def _warm_up(self, pool: ProcessPool) -> bool:
        state = self._state
        try:
            outcome = self._ask(pool, self._warm, (), WARM_SECONDS)
        except TimeoutError:
            reason = f"it was not ready after {WARM_SECONDS:.0f} seconds"
        except _POOL_ERRORS as error:
            reason = f"it stopped while starting{_cause(error)}"
        else:
            reason = outcome.failure
        if not reason:
            self._state = WorkerState("ready", "", state.incidents, state.incident)
        else:
            self._drop()
            if not self._closed:
                _LOG.error("The process that %s did not start: %s", self._purpose, reason)
            self._state = WorkerState(
                "failed",
                f"The process that {self._purpose} could not be started: {reason}. "
                "You can go on drawing; your next change tries again.",
                state.incidents,
                state.incident,
            )
        self._started.set()
        return not reason

    def _ask(
        self,
        pool: ProcessPool,
        function: Callable[..., Any],
        arguments: tuple[Any, ...],
        seconds: float,
    ) -> task_outcome.Outcome:
        """Run a function in the pool's process.

        Raises:
            TimeoutError: If it took longer than `seconds`; the process has been ended.
            ProcessExpired, BrokenProcessPool, CancelledError, RuntimeError: If the process is gone.
                What the function itself raises is in the outcome, never here.
        """
        self._running = pool.schedule(task_outcome.run, (function, *arguments), timeout=seconds)
        outcome: task_outcome.Outcome = self._running.result()
        return outcome

    def _lost(self, what: str) -> None:
        sentence = (
            f"The process that {self._purpose} {what}. A new one takes its place; "
            "your drawing is safe and you can go on."
        )
        _LOG.warning(sentence)
        self._state = WorkerState("restarted", sentence, self._state.incidents + 1, sentence)

    def _drop(self) -> None:
        with self._changed:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()
            with contextlib.suppress(*_POOL_ERRORS):
                pool.join()


_POOL_ERRORS = (ProcessExpired, BrokenProcessPool, CancelledError, RuntimeError)


def _cause(error: BaseException) -> str:
    """` (ended by SIGKILL)`, as far as the exit code tells."""
    code = getattr(error, "exitcode", 0) or 0
    if code >= 0:
        return ""
    try:
        return f" (ended by {signal.Signals(-code).name})"
    except ValueError:
        return f" (ended by signal {-code})"
