"""`Bridge`: the client of the cluster. It gives jobs to workers and keeps what they tell.

Everything happens in the thread of `serve`; other threads only fill its inbox. Tasks are tiny: what
a job needs is sent when a worker says hello, so that hundreds may wait, and whoever takes one up
after a worker's death is given the newest checkpoint. All that is lost with a scheduler is
submitted again to the next one; all that the cluster still has when this process begins anew is
found by its key.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable

import distributed

from app.core.cluster import relay, wire
from app.core.cluster.assignment import Assignment
from app.core.cluster.turns import Turns
from app.core.cluster.versions import difference, versions
from app.core.cluster.wire import Message
from model_codegen.design.errors import LayerloomError

_LOG = logging.getLogger(__name__)

CONNECT_SECONDS = 3.0
"""How long a scheduler may take to answer before it counts as away for now."""

RETRY_SECONDS = 2.0
"""How long after that, or after a task that ended without an end, it is tried again."""

LOSSES = 3
"""How many tasks of a job may be lost, as the scheduler counts it, without progress."""

STOP_SECONDS = relay.STOP_SECONDS + 2
"""How long a worker may take to say that it has stopped; after that it is believed to be gone."""

_LOOK_SECONDS = 0.1


class Bridge:
    """Gives jobs to a cluster.

    Args:
        address: Of the scheduler: `tcp://host:8786`.
        server: A name of this server that outlives it; its queue is called so.
        ended: Called with the id of each job that has ended.
        warm: Whether workers are to import Keras ahead.
    """

    def __init__(
        self, address: str, server: str, ended: Callable[[str], None], warm: bool = True
    ) -> None:
        self._address = address
        self._server = server
        self._ended = ended
        self._warm = warm
        self._inbox: queue.Queue[Callable[[], None]] = queue.Queue()
        self._jobs: dict[str, Assignment] = {}
        self._turns = Turns()
        self._client: distributed.Client | None = None
        self._connect_at = 0.0
        self._closed = False
        self._versions = versions()

    def begin(self, job: Assignment, owner: str) -> None:
        """Have a job done; of one that it has already nothing is done. From any thread."""
        self._inbox.put(lambda: self._begin(job, owner))

    def want(self, job_id: str, wanted: str) -> None:
        """Pause, stop or continue a job. From any thread."""
        self._inbox.put(lambda: self._want(job_id, wanted))

    def forget(self, job_id: str, then: Callable[[], None]) -> None:
        """End a job at once and keep nothing more of it. From any thread.

        Args:
            job_id: The job; one that is not there is no error.
            then: Called when nothing more will be kept.
        """

        def forget() -> None:
            if job_id in self._jobs:
                self._drop(self._jobs[job_id])
            then()

        self._inbox.put(forget)

    def close(self) -> None:
        """End `serve`; what the cluster has it keeps. From any thread."""
        self._closed = True
        self._inbox.put(lambda: None)

    def serve(self) -> None:
        """Work until it is closed."""
        while not self._closed:
            with contextlib.suppress(queue.Empty):
                self._guarded(self._inbox.get(timeout=_LOOK_SECONDS))
                while not self._closed:
                    self._guarded(self._inbox.get_nowait())
            self._guarded(self._look)
        if self._client is not None:
            with contextlib.suppress(Exception):  # the scheduler may be gone
                # To `_listen`: one that waits when its client goes takes a message with it.
                found = distributed.Queue(self._server, client=self._client)
                found.put(wire.packed(Message("over", "", "")))
        self._disconnect()

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except Exception:  # a lost scheduler shows itself in many ways; the next look finds it
            _LOG.exception("A step of the bridge to the cluster failed")

    # What the web process says.

    def _begin(self, job: Assignment, owner: str) -> None:
        if job.id in self._jobs:
            return
        job.turn = 0 if job.urgent else self._turns.give(owner)
        self._jobs[job.id] = job
        if job.wanted == "stop":  # a worker may have it from before this process
            job.stop_by = time.monotonic() + STOP_SECONDS + relay.PULSE_SECONDS
        self._submit(job)

    def _want(self, job_id: str, wanted: str) -> None:
        job = self._jobs.get(job_id)
        if job is None:
            return
        job.wanted = wanted
        job.stop_by = time.monotonic() + STOP_SECONDS if wanted == "stop" else None
        if job.down is not None:
            self._tell(job, job.message("wanted", {"wanted": wanted}))
        elif wanted == "stop":
            self._stopped(job)

    # What passes with time.

    def _look(self) -> None:
        client = self._client
        if client is not None and client.status != "running":
            _LOG.warning("The scheduler at %s is gone.", self._address)
            self._disconnect()
        if self._client is None and time.monotonic() >= self._connect_at:
            self._connect()
        for job in list(self._jobs.values()):
            if job.stop_by is not None and time.monotonic() > job.stop_by:
                self._stopped(job)
            elif job.future is None:
                self._submit(job)
            elif job.future.status != "pending":
                self._task_ended(job)

    def _connect(self) -> None:
        try:
            client = distributed.Client(
                self._address, timeout=CONNECT_SECONDS, set_as_default=False, name="layerloom"
            )
        except Exception as error:  # whatever it is, it is not there
            _LOG.warning("The scheduler at %s does not answer: %s", self._address, error)
            self._connect_at = time.monotonic() + RETRY_SECONDS
            for job in self._jobs.values():
                job.work.waits(
                    f"The cluster at {self._address} does not answer. It is tried again."
                )
            return
        self._client = client
        if self._warm:
            self._guarded(lambda: client.register_plugin(relay.Ready()))
        for job in self._jobs.values():
            job.work.waits("")
        threading.Thread(target=self._listen, args=(client,), daemon=True).start()

    def _disconnect(self) -> None:
        client, self._client = self._client, None
        for job in self._jobs.values():
            # Not its attempt: if only the network was broken, its worker is heard again.
            job.future = job.down = None
        if client is not None:
            threading.Thread(target=_close, args=(client,), daemon=True).start()

    def _submit(self, job: Assignment) -> None:
        client = self._client
        if client is None or time.monotonic() < job.not_before:
            return
        job.future = client.submit(
            relay.work,
            self._server,
            job.id,
            key=job.key,
            priority=_URGENT if job.urgent else -job.turn,
            pure=False,
        )
        # So that it goes on while this process is gone.
        distributed.fire_and_forget(job.future)

    def _task_ended(self, job: Assignment) -> None:
        """A task has ended, and no news said that the job has."""
        future, job.future = job.future, None
        assert future is not None
        error = future.exception() if future.status == "error" else None
        future.release()
        job.not_before = time.monotonic() + RETRY_SECONDS
        if future.status == "cancelled" and error is None:
            return  # with its scheduler; or it was begun anew
        if job.work.progress > job.progress:
            job.progress, job.losses = job.work.progress, 0
        job.losses += 1
        if error is not None and not isinstance(error, distributed.KilledWorker):
            self._fail(
                job,
                f"A worker of the cluster could not begin: {type(error).__name__}: {error}. "
                "Every worker needs Layerloom as it is installed here.",
            )
        elif job.losses >= LOSSES:
            self._fail(
                job,
                "The workers that did this were lost again and again without getting further; "
                "most likely it needs more memory than they have.",
            )

    # What workers say.

    def _listen(self, client: distributed.Client) -> None:
        """Puts what workers say into the inbox, in a thread of its own."""
        found = None
        while self._client is client and not self._closed:
            try:
                found = found or distributed.Queue(self._server, client=client)
                message = wire.unpacked(found.get())
            except wire.WireError as error:
                _LOG.warning("A worker said what is no message: %s", error)
            except Exception:  # a lost scheduler shows itself in many ways
                time.sleep(_LOOK_SECONDS)
            else:
                self._inbox.put(lambda message=message: self._hear(message))  # type: ignore[misc]

    def _hear(self, message: Message) -> None:
        job = self._jobs.get(message.job)
        if message.kind == "over":
            return
        if job is None:
            self._refuse(message)
        elif message.kind == "hello":
            self._welcome(job, message)
        elif message.kind == "news":
            if job.attempt not in ("", message.attempt):
                self._refuse(message)  # another has taken its place
                return
            if job.down is None:  # this process or its connection is new, the worker is not
                self._take_up(job, message.attempt)
                self._tell(job, job.message("wanted", {"wanted": job.wanted}))
            self._keep(job, message)

    def _take_up(self, job: Assignment, attempt: str) -> None:
        """The worker of this attempt is the one that has a job from now on, or has it still."""
        if job.down is not None:
            job.down.close()
        if job.attempt != attempt:
            job.attempt = attempt
            job.attempts.add(attempt)
            job.number = 0
        job.down = distributed.Queue(relay.down_queue(self._server, attempt), client=self._client)

    def _welcome(self, job: Assignment, message: Message) -> None:
        if message.attempt == job.attempt and job.down is not None:
            return  # said once more, and answered meanwhile
        if message.attempt in job.attempts and message.attempt != job.attempt:
            self._refuse(message)  # another has taken its place
            return
        self._take_up(job, message.attempt)
        if job.wanted == "stop":
            self._stopped(job)
            return
        self._turns.begun(job.turn)
        refusal = difference(self._versions, message.content["versions"], message.content["worker"])
        if refusal:
            self._fail(job, refusal)
            return
        try:
            content, files = job.work.take()
        except LayerloomError as error:
            self._fail(job, str(error))
            return
        content["wanted"] = job.wanted
        self._tell(job, Message("take", job.id, job.attempt, content, files))

    def _keep(self, job: Assignment, message: Message) -> None:
        number = message.content["number"]
        if number > job.number:
            job.number = number
            try:
                job.work.keep(message.content, message.files)
            except LayerloomError as error:
                self._fail(job, str(error))
                return
        self._tell(job, job.message("kept", {"number": number}))
        if message.content["end"] is not None:
            self._remove(job)

    def _refuse(self, message: Message) -> None:
        """Tell a worker that nobody wants to hear more of this."""
        down = distributed.Queue(
            relay.down_queue(self._server, message.attempt), client=self._client
        )
        down.put(wire.packed(Message("drop", message.job, message.attempt)))
        down.close()

    def _tell(self, job: Assignment, message: Message) -> None:
        if job.down is not None:
            job.down.put(wire.packed(message))

    # How jobs end.

    def _fail(self, job: Assignment, sentence: str) -> None:
        try:
            job.work.failed(sentence)
        finally:
            self._drop(job)

    def _stopped(self, job: Assignment) -> None:
        try:
            job.work.stopped()
        finally:
            self._drop(job)

    def _drop(self, job: Assignment) -> None:
        """End it, whoever has it."""
        with contextlib.suppress(Exception):  # with a lost scheduler it ends anyway
            self._tell(job, job.message("drop"))
            if job.future is not None and self._client is not None:
                self._client.cancel([job.future], force=True)
        self._remove(job)

    def _remove(self, job: Assignment) -> None:
        self._jobs.pop(job.id, None)
        with contextlib.suppress(Exception):
            if job.down is not None:
                job.down.close()
            if job.future is not None:
                job.future.release()
        self._ended(job.id)


_URGENT = 1
"""Before every run: their priorities are negative."""


def _close(client: distributed.Client) -> None:
    with contextlib.suppress(Exception):
        client.close(timeout=2)
