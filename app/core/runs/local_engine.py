"""`LocalEngine`: runs are done by processes of this machine, so many at a time."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from app.core.runs.directory_sink import DirectorySink, write_state
from app.core.runs.process_mark import ProcessMark
from app.core.runs.run import ENDED, Run
from app.core.runs.run_process import PATIENT
from app.core.runs.run_queue import RunQueue
from app.core.runs.run_store import RunStore
from app.core.runs.training_process import TrainingProcess, started
from app.core.workers.fork_server import ForkServer
from model_codegen.training.control import Wanted

_LOG = logging.getLogger(__name__)

STOP_SECONDS = 10.0
"""After this long a process that does not stop by itself is ended."""

_LOOK_SECONDS = 0.2
"""How soon it is seen that a process has ended."""

_IDLE_SECONDS = 5.0
_END_SECONDS = 5.0


@dataclass
class _Doing:
    """A run that a process has.

    Attributes:
        owner: Whose it is.
        process: Its process.
        stop_at: When the process is ended if it still runs.
    """

    owner: str
    process: TrainingProcess
    stop_at: float | None = None


class LocalEngine:
    """An `Engine`. It takes up what an earlier server has left: processes go on, others wait again.

    Args:
        store: Where runs are kept.
        server: Where to have processes forked; each is a new interpreter without one.
        most: How many run at the same time.
        memory: Says how many bytes a run may use, when it starts.
        patience: How far runs step back for whoever edits.
    """

    def __init__(
        self,
        store: RunStore,
        server: ForkServer | None,
        most: int,
        memory: Callable[[], int],
        patience: int = PATIENT,
    ) -> None:
        self._store = store
        self._server = server
        self._most = most
        self._memory = memory
        self._patience = patience
        self._queue = RunQueue()
        self._doing: dict[str, _Doing] = {}
        self._starting: set[str] = set()
        self._lock = threading.RLock()
        self._news = threading.Event()
        self._closed = False
        self._is_warm = False
        self._take_up()
        self._thread = threading.Thread(target=self._serve, name="runs", daemon=True)
        self._thread.start()

    def start(self, run: Run) -> None:
        """Have a run done as soon as there is room."""
        with self._lock:
            self._let_go_of_ended(run.id)
            if self.alive(run.id) or self._closed:
                return
            path = self._store.path(run.id)
            assert path is not None
            with contextlib.suppress(OSError):
                write_state(path, "waiting", run.done)
            self._queue.put(run.owner, run.id)
        self._news.set()

    def control(self, run_id: str, wanted: Wanted) -> None:
        """Pause, stop or continue a run."""
        with self._lock:
            if not self.alive(run_id):
                return
            self._store.control(run_id).want(wanted)
            if wanted == "stop" and self._queue.drop(run_id):
                self._note_stopped(run_id)
            elif run_id in self._doing:
                end = time.monotonic() + STOP_SECONDS
                self._doing[run_id].stop_at = end if wanted == "stop" else None

    def alive(self, run_id: str) -> bool:
        """Whether it has a run."""
        with self._lock:
            if run_id in self._queue or run_id in self._starting:
                return True
            doing = self._doing.get(run_id)
            return doing is not None and doing.process.alive

    def forget(self, run_id: str) -> None:
        """End a run's process at once."""
        with self._lock:
            self._queue.drop(run_id)
        until = time.monotonic() + _END_SECONDS
        while run_id in self._starting and time.monotonic() < until:
            time.sleep(0.02)
        with self._lock:
            doing = self._doing.pop(run_id, None)
        if doing is not None:
            doing.process.end(_END_SECONDS)
        self._news.set()

    def warm(self) -> None:
        """Get ready: somebody is about to start a run. It does not wait."""
        if self._server is not None and not self._closed and not self._is_warm:
            self._is_warm = True
            threading.Thread(target=self._warm, name="warm runs", daemon=True).start()

    def close(self) -> None:
        """Let go of the processes, which go on."""
        self._closed = True
        self._news.set()
        self._thread.join(_END_SECONDS)
        if self._server is not None:
            self._server.close()

    def _warm(self) -> None:
        assert self._server is not None
        with contextlib.suppress(OSError):
            self._server.warm(lambda: self._closed)

    def _let_go_of_ended(self, run_id: str) -> None:
        """End a process that has told of its end and has not got there: it writes no more."""
        run = self._store.find(run_id)
        if run is not None and run.state in ENDED:
            doing = self._doing.pop(run_id, None)
            if doing is not None:
                doing.process.end(_END_SECONDS)

    def _take_up(self) -> None:
        for run in reversed(self._store.all()):
            path = self._store.path(run.id)
            assert path is not None
            if run.state in ENDED:
                continue
            mark = ProcessMark.read(path)
            if mark is not None and mark.alive:
                self._doing[run.id] = _Doing(run.owner, TrainingProcess(mark))
            elif run.state == "waiting":
                self._queue.put(run.owner, run.id)

    def _serve(self) -> None:
        while not self._closed:
            try:
                self._look_after()
                if self._start_next():
                    continue
            except Exception:  # without this thread nothing is ever started again
                _LOG.exception("The engine of runs failed")
            self._news.wait(_LOOK_SECONDS if self._doing else _IDLE_SECONDS)
            self._news.clear()

    def _look_after(self) -> None:
        """Forget who has ended, and end who was to stop and does not."""
        now = time.monotonic()
        with self._lock:
            for run_id, doing in list(self._doing.items()):
                if not doing.process.alive:
                    doing.process.end(0)
                    del self._doing[run_id]
                    if doing.stop_at is not None:
                        self._note_stopped(run_id)
                elif doing.stop_at is not None and now > doing.stop_at:
                    doing.process.kill()

    def _start_next(self) -> bool:
        """Start a run that waits, if there is one and room for it; returns whether it did."""
        with self._lock:
            running = Counter(doing.owner for doing in self._doing.values())
            found = self._queue.take(running) if running.total() < self._most else None
            if found is None:
                return False
            owner, run_id = found
            self._starting.add(run_id)
        path = self._store.path(run_id)
        assert path is not None
        try:
            process = started(
                path, self._memory(), self._server, lambda: self._closed, self._patience
            )
            with self._lock:
                self._doing[run_id] = _Doing(owner, process)
        except OSError as error:
            if not self._closed:  # else it waits for the next server
                sentence = f"The system refused a process: {error}."
                DirectorySink(path).event({"kind": "failed", "t": 0.0, "sentence": sentence})
        finally:
            self._starting.discard(run_id)
        return True

    def _note_stopped(self, run_id: str) -> None:
        """Note that a run was stopped, if it could not do so itself."""
        run, path = self._store.find(run_id), self._store.path(run_id)
        if run is not None and path is not None and run.state not in ENDED:
            with contextlib.suppress(OSError):
                write_state(path, "stopped", run.done)
