"""How a worker is, as a value for the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["warming", "ready", "restarted", "failed"]


@dataclass(frozen=True)
class WorkerState:
    """How a worker is.

    Attributes:
        status: `restarted` means that a process was lost and its successor is starting.
        message: One sentence for the page; empty when all is well.
        incidents: How many processes were lost so far.
        incident: What happened to the last of them, in one sentence.
    """

    status: Status
    message: str
    incidents: int = 0
    incident: str = ""
