"""A process for one job: generated source is run in it, under a time limit and a memory ceiling.

The process ends with its job, whatever the job did. One runs at a time, for building a model takes
all cores; the others wait.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing.connection import Connection
from typing import Any

from app.core.tasks import process_setup
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
    """

    def __init__(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], seconds: float, memory: int
    ) -> None:
        self.future: Future[Any] = Future()
        self._function = function
        self._arguments = arguments
        self._seconds = seconds
        self._memory = memory
        self._stage = "Waiting for another build to finish"
        self._reports: Connection | None = None
        self._process: JobProcess | None = None
        self._lock = threading.Lock()
        threading.Thread(target=self._serve, name="lone run", daemon=True).start()

    @property
    def stage(self) -> str:
        """What the job is doing, in words for the page."""
        with self._lock:
            try:
                while self._reports is not None and self._reports.poll():
                    self._stage = self._reports.recv()
            except (EOFError, OSError):
                self._reports = None
            return self._stage

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
            reader, writer = multiprocessing.get_context("spawn").Pipe(duplex=False)
            with self._lock:
                self._stage = "Starting a fresh Python process"
                self._reports = reader
            try:
                process = JobProcess(process_setup.prepare_alone, writer, self._memory)
            except OSError as error:
                fail(self.future, f"The system refused a process: {error.strerror or error}.")
                return
            finally:
                writer.close()
            self._process = process
            if self.future.cancelled():
                process.kill()
            self._await(process)
            process.end()

    def _await(self, process: JobProcess) -> None:
        try:
            outcome = process.call(self._function, self._arguments, self._seconds)
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
