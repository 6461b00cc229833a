"""The task that Dask calls on a worker: it carries what a process tells to the server, and back.

What does the job is a `child` process: it can be ended within a step of TensorFlow, and leaves
nothing behind in the worker. News go out one at a time: the next when the server has kept the last.
Whatever comes meanwhile is put together, of checkpoints only the newest; so a server that is away
for a while costs a worker no more than what it would have sent at once.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import secrets
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import distributed

from app.core.cluster import wire
from app.core.cluster.child import COLD
from app.core.cluster.child_process import ChildProcess
from app.core.cluster.versions import versions
from app.core.cluster.wire import Message

_LOG = logging.getLogger(__name__)

NEWS_SECONDS = 0.1
"""How often news are sent at most."""

STOP_SECONDS = 1.0
"""How long a run that is to stop may take to write its checkpoint."""

REPEAT_SECONDS = 3.0
"""After how long a message is sent once more that was not answered: who had read it may be gone."""

PULSE_SECONDS = 5.0
"""After how long without news it is told that there are none: the server may be a new one."""

ORPHAN_SECONDS = 900.0
"""How long a worker waits for a server that does not answer."""

_LOOK_SECONDS = 0.25

_spares: dict[str, ChildProcess] = {}
"""Processes that have imported Keras and wait for the next job of this worker, by their kind."""


class Ready(distributed.WorkerPlugin):  # type: ignore[misc]
    """Has every worker, also those to come, import Keras before its first run."""

    name = "layerloom"

    def setup(self, worker: object) -> None:
        """Called by Dask in the worker."""
        _keep_ready("training")


class _WorkerEndsError(Exception):
    """This worker, or its way to the scheduler, is about to end."""


def work(server: str, job: str) -> None:
    """Do a job of a server, as far as it is still wanted.

    Args:
        server: The name of the queue in which the server finds what workers tell.
        job: Which job.

    Raises:
        distributed.Reschedule: If this worker ends; another is to do it then.
    """
    relay = _Relay(server, job)
    try:
        relay.serve()
    except _WorkerEndsError:
        raise distributed.Reschedule from None
    finally:
        relay.close()


@dataclass
class _News:
    """What is to be sent next.

    Attributes:
        position: Of the first event among all that the job has told, by whichever worker.
    """

    position: int = 0
    events: list[Any] = field(default_factory=list)
    stage: str = ""
    checkpoint: int | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    end: dict[str, Any] | None = None

    @property
    def any(self) -> bool:
        return bool(self.events or self.stage or self.files or self.end is not None)

    def content(self, number: int) -> dict[str, Any]:
        return {
            "number": number,
            "position": self.position,
            "events": self.events,
            "stage": self.stage,
            "checkpoint": self.checkpoint,
            "end": self.end,
        }


class _Relay:
    """One attempt at one job."""

    def __init__(self, server: str, job: str) -> None:
        self._job = job
        self._attempt = secrets.token_hex(8)
        self._worker = distributed.get_worker()
        client = distributed.get_client()
        self._up = distributed.Queue(server, client=client)
        self._down = distributed.Queue(down_queue(server, self._attempt), client=client)
        self._inbox: queue.Queue[Any] = queue.Queue()
        self._child: ChildProcess | None = None
        self._reader: threading.Thread | None = None
        # Dask clears its directory also after a worker that was killed.
        self._folder = tempfile.mkdtemp(prefix="job-", dir=self._worker.local_directory)
        self._news = _News()
        self._number = 0
        self._sent: Message | None = None
        self._sent_at = self._first_sent_at = 0.0
        self._stop_at: float | None = None
        self._ended = False
        self._over = False
        threading.Thread(target=self._listen, daemon=True).start()

    def serve(self) -> None:
        """From hello to the end."""
        self._send("hello", {"versions": versions(), "worker": str(self._worker.address)}, {})
        flushed = time.monotonic()
        while not self._over:
            try:
                self._take(
                    self._inbox.get(timeout=NEWS_SECONDS if self._news.any else _LOOK_SECONDS)
                )
                while True:
                    self._take(self._inbox.get_nowait())
            except queue.Empty:
                pass
            now = time.monotonic()
            self._look(now)
            if self._sent is None and not self._over and self._due(now - flushed):
                news = self._news
                self._news = _News(news.position + len(news.events))
                self._number += 1
                self._send("news", news.content(self._number), news.files)
                flushed = now
            if self._ended and self._sent is None and not self._news.any:
                self._over = True

    def close(self) -> None:
        """End the process of the job, and have another one ready for the next."""
        self._over = True
        with contextlib.suppress(Exception):  # the scheduler may be gone
            self._down.put(wire.packed(Message("over", self._job, self._attempt)))  # to `_listen`
        child = self._child
        if child is not None:
            child.kill()
            if self._reader is not None:
                self._reader.join()
            child.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        stays = self._worker.status == distributed.Status.running
        if child is not None and child.kind != COLD and stays:
            _keep_ready(child.kind)

    def _due(self, seconds: float) -> bool:
        """Whether to send news now; the last were sent so many seconds ago."""
        if self._news.any:
            return self._news.end is not None or seconds >= NEWS_SECONDS
        return not self._ended and self._child is not None and seconds >= PULSE_SECONDS

    def _look(self, now: float) -> None:
        """What has to be done because time passes."""
        if self._worker.status != distributed.Status.running:
            raise _WorkerEndsError
        if self._stop_at is not None and now > self._stop_at and not self._ended:
            assert self._child is not None
            self._child.kill()  # the reader tells of its end
        if self._sent is not None:
            if now > self._first_sent_at + ORPHAN_SECONDS:
                _LOG.warning("The server of job %s does not answer: it is given up.", self._job)
                self._over = True
            elif now > self._sent_at + REPEAT_SECONDS:
                self._put(self._sent)

    def _send(self, kind: str, content: dict[str, Any], files: dict[str, bytes]) -> None:
        self._sent = Message(kind, self._job, self._attempt, content, files)
        self._first_sent_at = time.monotonic()
        self._put(self._sent)

    def _put(self, message: Message) -> None:
        self._sent_at = time.monotonic()
        try:
            self._up.put(wire.packed(message))
        except Exception as error:  # a lost scheduler shows itself in many ways
            _LOG.warning("The scheduler cannot be told of job %s: %s", self._job, error)
            raise _WorkerEndsError from error

    def _listen(self) -> None:
        """Puts what the server says into the inbox, in a thread of its own."""
        # Without a time limit, for each that passes is an error in the scheduler's log.
        while not self._over:
            try:
                self._inbox.put(wire.unpacked(self._down.get()))
            except wire.WireError as error:
                _LOG.warning("Job %s: %s", self._job, error)
            except Exception:  # a lost scheduler shows itself in many ways
                time.sleep(_LOOK_SECONDS)
        self._down.close()

    def _read(self, child: ChildProcess) -> None:
        """Puts what the process says into the inbox, in a thread of its own."""
        try:
            while True:
                self._inbox.put(child.pipe.receive())
        except Exception:
            self._inbox.put(("gone", None, {}))

    def _take(self, item: Any) -> None:
        if isinstance(item, Message):
            self._hear(item)
        else:
            self._note(*item)

    def _hear(self, message: Message) -> None:
        """What the server says."""
        if message.kind == "drop":
            self._over = True
        elif message.kind == "take" and self._child is None:
            self._sent = None
            self._start(message)
        elif message.kind == "kept" and message.content["number"] == self._number:
            self._sent = None
        elif message.kind == "wanted" and self._child is not None and not self._ended:
            wanted = message.content["wanted"]
            self._child.want(wanted)
            self._stop_at = time.monotonic() + STOP_SECONDS if wanted == "stop" else None

    def _start(self, message: Message) -> None:
        self._news.position = message.content["position"]
        kind = message.content["kind"]
        spare = _spares.pop(kind, None)
        if spare is not None and not spare.alive:
            spare.close()
            spare = None
        child = self._child = spare or ChildProcess(kind)
        self._reader = threading.Thread(target=self._read, args=(child,), daemon=True)
        self._reader.start()
        child.give({**message.content, "folder": self._folder}, message.files)

    def _note(self, kind: str, content: Any, files: dict[str, bytes]) -> None:
        """What the process says."""
        news = self._news
        if kind == "event":
            news.events.append(content)
        elif kind == "stage":
            news.stage = content
        elif kind in ("checkpoint", "finished"):
            news.checkpoint = content if kind == "checkpoint" else news.checkpoint
            news.files.update(files)
            self._check_size(news)
        elif kind == "end" and not self._ended:
            self._ended = True
            news.end = content
        elif kind == "gone" and not self._ended:
            self._ended = True
            assert self._child is not None
            stopped = self._stop_at is not None
            sentence = f"The process on the worker is gone{self._child.how_ended()}."
            news.end = {**_failure(sentence), "stopped": stopped}

    def _check_size(self, news: _News) -> None:
        """End a job whose files are more than can be sent: they would be refused for ever."""
        size = sum(map(len, news.files.values()))
        if size <= wire.LARGEST or self._ended:
            return
        news.files.clear()
        self._ended = True
        assert self._child is not None
        self._child.kill()
        news.end = _failure(
            f"The model and its checkpoint are {size / 1e6:,.0f} MB, and at most "
            f"{wire.LARGEST / 1e6:,.0f} MB are sent from a worker."
        )


def _failure(sentence: str) -> dict[str, Any]:
    """The end of a job that has none."""
    return {"value": None, "failure": sentence, "details": ""}


def _keep_ready(kind: str) -> None:
    if kind not in _spares:
        _spares[kind] = ChildProcess(kind)


def down_queue(server: str, attempt: str) -> str:
    """The name of the queue in which an attempt finds what the server says to it."""
    return f"{server}-{attempt}"
