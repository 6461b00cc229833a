"""`Assignment`: one job that the bridge has to have done, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from app.core.cluster.wire import Message

if TYPE_CHECKING:
    import distributed


class Work(Protocol):
    """What an assignment is about, on the server's side."""

    def take(self) -> tuple[dict[str, Any], dict[str, bytes]]:
        """What a worker is given: content and files, as of now.

        Raises:
            LayerloomError: If that cannot be read, or is too large.
        """

    def keep(self, content: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
        """Keep news of a worker.

        Raises:
            LayerloomError: If they cannot be kept: the job then ends.
        """

    def waits(self, sentence: str) -> None:
        """Note why it is not being done just now; empty: it only waits for its turn."""

    def stopped(self) -> None:
        """Note that it was stopped as the user wanted."""

    def failed(self, sentence: str) -> None:
        """Note that it cannot be done."""

    @property
    def progress(self) -> int:
        """Grows whenever something was kept from which another worker can go on."""


@dataclass(eq=False)
class Assignment:
    """One job.

    Attributes:
        id: Its name among the jobs of this server.
        work: What it is about.
        key: Its name in the cluster; another one each time that it is begun anew by the user.
        turn: See `Turns`.
        wanted: What the user wants of it.
        urgent: Whether somebody waits for it: it goes before all runs.
        future: The task; None as long as the cluster does not have it.
        attempt: The worker that has it, or had it when the scheduler was last heard, by the name of
            its attempt; empty: none.
        down: The queue that this attempt reads; None until it is heard over this connection.
        number: Of its last news.
        progress: How far it was when a task was last submitted for it.
        losses: How many tasks ended without an end of the job since then.
        not_before: When it may be submitted again, by the monotonic clock.
        stop_by: When it counts as stopped, although its worker has not said so.
        attempts: All that had it.
    """

    id: str
    work: Work
    key: str
    turn: int = 0
    wanted: str = "run"
    urgent: bool = False
    future: distributed.Future | None = None
    attempt: str = ""
    down: distributed.Queue | None = None
    number: int = 0
    progress: int = -1
    losses: int = 0
    not_before: float = 0.0
    stop_by: float | None = None
    attempts: set[str] = field(default_factory=set)

    def message(self, kind: str, content: Mapping[str, Any] | None = None) -> Message:
        """Something to tell its worker."""
        return Message(kind, self.id, self.attempt, content or {})
