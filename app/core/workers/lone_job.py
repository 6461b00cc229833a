"""`LoneJob`: something that is built or proved apart from all else, wherever that is done."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any, Protocol


class LoneJob(Protocol):
    """One job, from the moment it is asked for.

    Attributes:
        future: What comes of it. It raises `TaskError` where the job failed, or `WorkerLostError`.
    """

    future: Future[Any]

    @property
    def stage(self) -> str:
        """What the job is doing, in words for the page."""

    def cancel(self) -> None:
        """Stop the job and end its process."""
