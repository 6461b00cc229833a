"""What a run tells and makes, written into its directory."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from pathlib import Path

from app.core.runs import atomic_file
from app.core.runs.run import RunState
from model_codegen.training.sink import Event

EVENTS = "events.jsonl"
STATE = "state.json"

_STATES: Mapping[str, RunState] = {
    "started": "running",
    "resumed": "running",
    "paused": "paused",
    "stopped": "stopped",
    "failed": "failed",
    "finished": "finished",
}


class DirectorySink:
    """A `Sink`.

    Args:
        directory: Of the run; it has to be there.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._state, self._done, _ = read_state(directory)

    def event(self, event: Event) -> None:
        """Add an event to the file of events, whole; note how the run is now."""
        line = json.dumps(event, separators=(",", ":"), allow_nan=False)
        _append(self._directory / EVENTS, f"{line}\n".encode())
        self.note(event)

    def note(self, event: Event) -> None:
        """Note how the run is after an event that stands in the file of events."""
        state = _STATES.get(event["kind"])
        if event["kind"] == "epoch":
            self._done = event["epoch"] + 1
        elif event["kind"] == "resumed":
            self._done = event["epoch"]
        elif state is None:
            return
        self._state = state or self._state
        write_state(self._directory, self._state, self._done, event.get("sentence", ""))

    def checkpoint(self, epoch: int, files: Mapping[str, bytes]) -> None:
        """Write each file as a whole, in order."""
        for name, content in files.items():
            atomic_file.write(self._directory / name, content)

    def finished(self, files: Mapping[str, bytes]) -> None:
        """Write each file as a whole."""
        self.checkpoint(0, files)


def _append(path: Path, content: bytes) -> None:
    """Add to a file, all or nothing.

    Raises:
        OSError: If there is no room for all of it.
    """
    with path.open("ab", buffering=0) as file:
        before = file.tell()
        try:
            written = file.write(content)
            if written != len(content):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError:
            file.truncate(before)
            raise


def read_state(directory: Path) -> tuple[RunState, int, str]:
    """How a run is: its state, how many epochs are done, and a sentence or `""`."""
    try:
        found = json.loads((directory / STATE).read_bytes())
        return found["state"], found["done"], found["message"]
    except (OSError, ValueError, KeyError):
        return "waiting", 0, ""


def write_state(directory: Path, state: RunState, done: int, message: str = "") -> None:
    """Note how a run is.

    Raises:
        OSError: If it cannot be written.
    """
    content = {"state": state, "done": done, "message": message}
    atomic_file.write(directory / STATE, json.dumps(content).encode())
