"""`JobWork`: a live build or a proof that a worker does for somebody who waits for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.core.cluster import remote_jobs
from app.core.runs import atomic_file
from app.core.runs.run_store import RunError


class JobWork:
    """A `Work`: all is told at once.

    Args:
        name: Which of `remote_jobs.JOBS`.
        arguments: Of it, as JSON.
        places: Where the files that it makes go, by their names.
        tell: Called with what is to be told to the web process: `taken`, `stage`, `end`, `lost`.
    """

    progress = 0

    def __init__(
        self,
        name: str,
        arguments: Any,
        places: Mapping[str, str],
        tell: Callable[[dict[str, Any]], None],
    ) -> None:
        self._function = remote_jobs.JOBS[name].function
        self._arguments = arguments
        self._places = places
        self._tell = tell

    def take(self) -> tuple[dict[str, Any], dict[str, bytes]]:
        """The arguments."""
        self._tell({"taken": True})
        content = {
            "function": self._function,
            "arguments": self._arguments,
            "kind": "building",
            "position": 0,
        }
        return content, {}

    def keep(self, content: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
        """Write the files; tell of the stage and the end."""
        for name, one in files.items():
            if name not in self._places:
                raise RunError(f"A worker sent a file {name!r}, which nobody asked for.")
            place = Path(self._places[name])
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
                atomic_file.write(place, one)
            except OSError as error:
                raise RunError(f"The model cannot be stored: {error.strerror or error}.") from error
        if content["stage"]:
            self._tell({"stage": str(content["stage"])})
        if content["end"] is not None:
            self._tell({"end": content["end"]})

    def waits(self, sentence: str) -> None:
        """Nothing: who waits goes on without the cluster by himself."""

    def stopped(self) -> None:
        """Nothing: who stopped it waits no longer."""

    def failed(self, sentence: str) -> None:
        """Tell that it cannot be done there."""
        self._tell({"lost": sentence})
