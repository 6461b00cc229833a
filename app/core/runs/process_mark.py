"""`ProcessMark`: which process has a run, so that another server finds it again."""

from __future__ import annotations

import contextlib
import json
import os
import signal
from dataclasses import asdict, dataclass
from pathlib import Path

from app.core.runs import atomic_file

NAME = "process.json"


@dataclass(frozen=True)
class ProcessMark:
    """A process, and when it started: its number alone may be another's by now.

    Attributes:
        pid: Its number.
        started: When, in clock ticks since the system's start; empty where that is not told.
    """

    pid: int
    started: str

    @classmethod
    def of(cls, pid: int) -> ProcessMark:
        """The mark of a process that runs."""
        return cls(pid, _stat(pid)[1])

    @classmethod
    def read(cls, directory: Path) -> ProcessMark | None:
        """The mark in the directory of a run; None if there is none."""
        try:
            found = json.loads((directory / NAME).read_bytes())
            return cls(int(found["pid"]), str(found["started"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, directory: Path) -> None:
        """Leave the mark in the directory of a run.

        Raises:
            OSError: If that fails.
        """
        atomic_file.write(directory / NAME, json.dumps(asdict(self)).encode())

    @property
    def alive(self) -> bool:
        """Whether it is this process that runs, and has not just left its number behind."""
        state, started = _stat(self.pid)
        return state not in ("", "Z", "X") and started == self.started

    def kill(self) -> None:
        """End it at once, if it is this process that runs."""
        if self.alive:
            with contextlib.suppress(OSError):
                os.kill(self.pid, getattr(signal, "SIGKILL", signal.SIGTERM))


def _stat(pid: int) -> tuple[str, str]:
    """How a process is, by a letter that is empty if there is none, and when it started."""
    if not Path("/proc/self/stat").exists():
        try:
            os.kill(pid, 0)
        except OSError:
            return "", ""
        return "R", ""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return "", ""
    fields = text.rpartition(")")[2].split()
    return fields[0], fields[19]
