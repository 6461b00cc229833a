"""A process for one job: generated source is run in it, under a time limit and a memory ceiling.

The process ends with its job, whatever the job did. One runs at a time, for building a model takes
all cores; the others wait.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from app.core.tasks import process_setup
from app.core.workers.fork_server import ForkServer
from app.core.workers.job import fail, settle
from app.core.workers.job_process import JobProcess, ProcessLostError

_TURN = threading.Lock()


class Run:
    """One job in a process of its own; it starts at once, or when the one before it is done.

    Args:
        function: A module-level function. It may call `process_setup.report`, and is called after
            `process_setup.prepare_alone`.
        arguments: What it takes; pickled.
        seconds: Time limit.
        memory: Ceiling in bytes over what the process has once Keras is imported.
        server: Where to have the process forked.

    Attributes:
        future: What comes of it.
        stage: What the job is doing, in words for the page.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        arguments: tuple[Any, ...],
        seconds: float,
        memory: int,
        server: ForkServer | None = None,
    ) -> None:
        self.future: Future[Any] = Future()
        self._function = function
        self._arguments = arguments
        self._seconds = seconds
        self._memory = memory
        self.stage = "Waiting for another build to finish"
        self._server = server
        self._process: JobProcess | None = None
        threading.Thread(target=self._serve, name="lone run", daemon=True).start()

    def cancel(self) -> None:
        """Stop the job and end its process."""
        self.future.cancel()
        process = self._process
        if process is not None:
            process.kill()

    def _serve(self) -> None:
        with _TURN:
            if self.future.cancelled():
                return
            self.stage = "Starting a fresh Python process"
            try:
                process = JobProcess(
                    process_setup.prepare_alone,
                    self._memory,
                    server=self._server,
                    given_up=self.future.cancelled,
                )
            except OSError as error:
                fail(self.future, f"The system refused a process: {error.strerror or error}.")
                return
            self._process = process
            if self.future.cancelled():
                process.kill()
            self._await(process)
            process.end()

    def _tell(self, stage: str) -> None:
        self.stage = stage

    def _await(self, process: JobProcess) -> None:
        try:
            outcome = process.call(self._function, self._arguments, self._seconds, self._tell)
        except TimeoutError:
            fail(self.future, f"This took over {self._seconds:.0f} seconds and was stopped.")
        except ProcessLostError as error:
            status = error.status
            if status is not None and status >= 0:
                fail(
                    self.future,
                    f"The process ended itself while it was at “{self.stage}” (status {status}).",
                )
                return
            fail(
                self.future,
                f"The process was ended by the system while it was at “{self.stage}”, most likely "
                f"because the model needs more than the {self._memory / 1e9:.1f} GB of memory that "
                "one build may use here.",
            )
        else:
            settle(self.future, outcome)
