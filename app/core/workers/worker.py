"""Processes that run Keras, so that the web process never has to.

A `Worker` is one warm process and the thread that feeds it: the most urgent job first, one at a
time, sessions in turns. A process that dies or hangs is replaced. What gestures wait for is done
meanwhile by a worker that stands in, if there is one; otherwise whoever waits sees a longer wait,
and `state` says what happened.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any

from app.core.tasks import process_setup
from app.core.workers.fork_server import ForkServer
from app.core.workers.job import Job, Urgency, fail, settle
from app.core.workers.job_process import JobProcess, ProcessLostError
from app.core.workers.team import Seat, Team
from app.core.workers.worker_state import Listeners, Status, WorkerState

_LOG = logging.getLogger(__name__)

WARM_SECONDS = 600.0
"""Longest start of a process: importing Keras takes 5 to 17 seconds on two idle cores."""

GROWTH = 1024**3
"""A process that has grown by more bytes than this is replaced while another stands in."""

_IDLE_SECONDS = 0.5
"""How often the health of an idle process is looked at."""

_CHECK_JOBS = 100
"""After how many jobs the memory of a process is looked at, if it is never idle."""

_ATTEMPTS = 2
"""How often a job is begun before it is blamed for the death of its process."""

_STARTS = 3
"""How often a process is made anew that is killed while it starts."""

_RETRY_SECONDS = 30.0
"""How long a process that could not be started is left alone, if nobody asks for it."""

_WARMING = "Keras is starting; you can draw meanwhile."
_CLOSED = "The server is being stopped."


class Worker:
    """One warm process and the jobs that wait for it.

    Args:
        purpose: What it does, in the words of the page: "computes shapes".
        warm: Function run in every new process before any job.
        beside: A worker that this one helps: it starts after it, so that two imports of Keras
            don't compete, and does what gestures wait for (`Urgency.SHAPES` and `SOURCE`) while
            that one is busy or has no process. The other way round, that one does this one's
            urgent jobs only while this one has no process.
        growth: Bytes; see `GROWTH`.
        server: Where to have processes forked; each is a new interpreter without one.
    """

    def __init__(
        self,
        purpose: str,
        warm: Callable[[], Any],
        beside: Worker | None = None,
        growth: int = GROWTH,
        server: ForkServer | None = None,
    ) -> None:
        self._purpose = purpose
        self._warm = warm
        self._beside = beside
        self._growth = growth
        self._server = server
        self.seat: Seat = Seat(helps=beside.seat if beside else None)
        self.team: Team = beside.team if beside else Team()
        self.members: list[Worker] = beside.members if beside else []
        self.team.seats.append(self.seat)
        self.members.append(self)
        self._started = threading.Event()
        self._closed = False
        self._process: JobProcess | None = None
        self._warm_memory = 0
        self._jobs_done = itertools.count(1)
        self._failed_at = 0.0
        self._state = WorkerState("warming", _WARMING)
        self._listeners = Listeners(self._state)
        self._thread = threading.Thread(target=self._serve, name=f"worker {purpose}", daemon=True)
        self._thread.start()

    @property
    def state(self) -> WorkerState:
        """How the worker is now. While a helper does its work all is well."""
        state = self._state
        if state.status != "ready" and self.team.helped(self.seat):
            return WorkerState("ready", "", state.incidents, state.incident)
        return state

    def on_change(self, callback: Callable[[WorkerState], None]) -> Callable[[], None]:
        """Have a function called with each new `state`, in a worker's thread.

        Returns:
            A function that ends it.
        """
        return self._listeners.add(callback)

    def submit(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        seconds: float,
        urgency: Urgency = Urgency.PICTURE,
        slot: Hashable | None = None,
        owner: Hashable | None = None,
    ) -> Future[Any]:
        """Queue a job.

        Args:
            function: A module-level function; it runs in a process.
            *arguments: What it takes; pickled.
            seconds: After this long the process counts as hung and is replaced.
            urgency: More urgent jobs go first; one that has waited for its `PATIENCE` is as urgent
                as any.
            slot: A waiting job of the same slot is superseded: its future is cancelled. No two
                jobs of a slot run at the same time, so their answers come in order.
            owner: The session that asks; sessions take turns, and of one that has more than
                `MAX_WAITING` jobs waiting the oldest is superseded. By default the first item of
                a slot that is a tuple.

        Returns:
            The result to come, which a worker's thread sets. It raises `task_outcome.TaskError`
            where the function failed, or `WorkerLostError`.
        """
        if owner is None and isinstance(slot, tuple) and slot:
            owner = slot[0]
        job = Job(self.seat, urgency, function, arguments, seconds, slot, owner)
        for superseded in [job] if self._closed else self.team.put(job):
            superseded.future.cancel()
        return job.future

    def wait_started(self, seconds: float | None = None) -> bool:
        """Wait until the first process is warm or has failed; returns whether that happened."""
        return self._started.wait(seconds)

    def close(self) -> None:
        """End the process, cancel what waits and refuse further jobs."""
        self._closed = True
        for job in self.team.leave(self.seat):
            if not job.future.cancel():
                fail(job.future, _CLOSED)
        while self._thread.is_alive():
            process = self._process
            if process is not None:
                process.kill()
            self._thread.join(0.1)

    def _serve(self) -> None:
        beside = self._beside
        while beside is not None and not self._closed and not beside.wait_started(0.2):
            pass
        while not self._closed:
            if not self.seat.able and self._may_start():
                self._start()
            job = self.team.take(self.seat, _IDLE_SECONDS)
            if job is not None:
                try:
                    self._do(job)
                except Exception:  # without this thread nothing is ever done again
                    _LOG.exception("A worker failed")
                    fail(job.future, "Something went wrong on this server.")
            self._look_after(idle=job is None)
        self._end()

    def _may_start(self) -> bool:
        failed = self._state.status == "failed"
        return not failed or time.monotonic() > self._failed_at + _RETRY_SECONDS

    def _do(self, job: Job) -> None:
        if not (job.future.running() or job.future.set_running_or_notify_cancel()):
            return
        if not self.seat.able:  # it could not be started, and no other can do this
            self._start()
        process = self._process
        if process is None:
            fail(job.future, self._state.message)
            return
        if not process.alive:
            self._lost("stopped", job)
            return
        job.attempts += 1
        try:
            outcome = process.call(job.function, job.arguments, job.seconds)
        except TimeoutError:
            self._lost(f"did not answer for {job.seconds:.0f} seconds")
            fail(job.future, f"This took over {job.seconds:.0f} seconds and was stopped.")
        except ProcessLostError as error:
            job.suspect = not error.killed
            self._lost(f"stopped{error.cause}", job)
        else:
            settle(job.future, outcome)

    def _start(self) -> None:
        """Make a process and warm it up; `state` says if that cannot be done."""
        for _ in range(_STARTS):
            reason, killed = self._try_to_start()
            if not killed or self._closed:
                break
        if not reason:
            self._become("ready", "")
        else:
            self._failed_at = time.monotonic()
            if not self._closed:
                _LOG.error("The process that %s did not start: %s", self._purpose, reason)
            self._become(
                "failed",
                f"The process that {self._purpose} could not be started: {reason}. "
                "You can go on drawing; your next change tries again.",
            )
        self._started.set()

    def _try_to_start(self) -> tuple[str, bool]:
        """Returns why there is no warm process, and whether it was killed by somebody else."""
        killed = False
        try:
            process = self._process = JobProcess(
                process_setup.prepare_process, server=self._server, given_up=lambda: self._closed
            )
            outcome = process.call(self._warm, (), WARM_SECONDS)
        except TimeoutError:
            reason = f"it was not ready after {WARM_SECONDS:.0f} seconds"
        except ProcessLostError as error:
            reason, killed = f"it stopped while starting{error.cause}", error.killed
        except OSError as error:
            reason = f"the system refused it: {error.strerror or error}"
        else:
            reason = outcome.failure
            self._warm_memory = process.memory()
        if reason:
            self._end()
        return reason, killed

    def _look_after(self, idle: bool) -> None:
        """Replace a process that died while it was idle, or that has grown too much."""
        process = self._process
        if process is None or not self.seat.able:
            return
        if idle and not process.alive:
            self._lost("stopped")
        elif idle or next(self._jobs_done) % _CHECK_JOBS == 0:
            grown = process.memory() > self._warm_memory + self._growth
            if grown and self.team.retire(self.seat):
                _LOG.info("The process that %s has grown and is replaced.", self._purpose)
                self._end()
                self._become("warming", _WARMING)

    def _lost(self, what: str, job: Job | None = None) -> None:
        """Note that the process is gone, and put back what it was doing."""
        self._end()
        again = job is not None and job.attempts < _ATTEMPTS and not self._closed
        self.team.disable(self.seat, job if again else None)
        if job is not None and not again:
            fail(
                job.future, _CLOSED if self._closed else "The process that did this stopped again."
            )
        if self._closed:
            return
        sentence = (
            f"The process that {self._purpose} {what}. A new one takes its place; "
            "your drawing is safe and you can go on."
        )
        _LOG.warning(sentence)
        # Where another does meanwhile what gestures wait for, there is nothing to tell.
        self._become("restarted", sentence, felt=not self.team.relieved(self.seat))

    def _become(self, status: Status, message: str, felt: bool = False) -> None:
        was = self._state
        incident = message if felt else was.incident
        self._state = WorkerState(status, message, was.incidents + felt, incident)
        if status == "ready" and not self._closed:
            self.team.enable(self.seat)
        for member in tuple(self.members):
            member.tell()

    def tell(self) -> None:
        """Tell whoever listens how the worker is, where that has changed."""
        self._listeners.tell(lambda: self.state)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()
