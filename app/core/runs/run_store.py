"""The store of runs: a directory for each, under the directory of state.

| file | what is in it |
|---|---|
| `run.json` | whose it is, when it was made, of which draft; only the first ever changes |
| `design.json`, `program.py` | the design, and the script that is run |
| `state.json`, `events.jsonl` | how it is, and all that it told: `model_codegen.training.sink` |
| `control` | what the user wants of it |
| `checkpoint.npz`, `best.npz` | from which it goes on |
| `best.keras`, `results.json` | what is taken away |
| `log.txt` | what its process said, for whoever runs the server |
"""

from __future__ import annotations

import contextlib
import json
import re
import secrets
import shutil
import time
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.core.runs import atomic_file
from app.core.runs.control_file import ControlFile
from app.core.runs.directory_sink import EVENTS, DirectorySink, read_state, write_state
from app.core.runs.run import ENDED, NewRun, Run
from model_codegen.design.errors import LayerloomError
from model_codegen.training import sink

MAX_RUNS = 50
"""How many runs of an owner are kept; one more takes the place of the oldest that has ended."""

MAX_BYTES = 2 * 1024**3
"""How many bytes the runs of an owner may take, with the same consequence."""

LARGEST_ANSWER = 1_000_000
"""Bytes of events that are read at once."""

DOWNLOADS = frozenset({sink.BEST_MODEL, sink.RESULTS})
"""Files that a user may take away."""

_ID = re.compile(r"[0-9a-f]{32}")


class RunError(LayerloomError):
    """A run that cannot be made or kept; `str(error)` is a sentence for a person."""


class RunStore:
    """All runs of this server. Its methods may be called from any thread.

    Args:
        directory: Where the runs' directories are; it is made when it is first needed.
        max_runs: See `MAX_RUNS`.
        max_bytes: See `MAX_BYTES`.
    """

    def __init__(
        self, directory: Path, max_runs: int = MAX_RUNS, max_bytes: int = MAX_BYTES
    ) -> None:
        self._directory = directory
        self._max_runs = max_runs
        self._max_bytes = max_bytes

    def create(self, new: NewRun) -> Run:
        """Keep a run that is to be done.

        Raises:
            RunError: If it cannot be written, or the owner has no room left for it.
        """
        self._make_room(new.owner)
        run_id = secrets.token_hex(16)
        path = self._directory / run_id
        facts = asdict(new) | {"id": run_id, "created": time.time()}
        design, source = facts.pop("design"), facts.pop("source")
        try:
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.mkdir(mode=0o700)
            (path / "design.json").write_text(design, encoding="utf-8")
            (path / "program.py").write_text(source, encoding="utf-8")
            write_state(path, "waiting", 0)
            # At last: a directory without it is no run.
            atomic_file.write(path / "run.json", json.dumps(facts).encode())
        except OSError as error:
            shutil.rmtree(path, ignore_errors=True)
            raise RunError(f"The run could not be stored: {error.strerror or error}.") from error
        found = self.find(run_id)
        assert found is not None
        return found

    def find(self, run_id: str) -> Run | None:
        """A run by its id, as it is now; None if there is none."""
        path = self.path(run_id)
        if path is None:
            return None
        try:
            facts = _facts(path / "run.json", (path / "run.json").stat().st_mtime_ns)
        except (OSError, ValueError):
            return None
        state, done, message = read_state(path)
        return Run(
            **facts,
            state=state,
            done=done,
            message=message,
            can_go_on=state in ENDED - {"finished"} and self.has_checkpoint(run_id),
        )

    def all(self) -> list[Run]:
        """Every run, newest first."""
        try:
            names = [path.name for path in self._directory.iterdir()]
        except OSError:
            return []
        found = [run for name in names if (run := self.find(name)) is not None]
        return sorted(found, key=lambda run: run.created, reverse=True)

    def of_draft(self, draft: str, owner: str) -> list[Run]:
        """An owner's runs of a draft, newest first."""
        return [run for run in self.all() if (run.draft, run.owner) == (draft, owner)]

    def of_owner(self, owner: str) -> list[Run]:
        """An owner's runs, newest first."""
        return [run for run in self.all() if run.owner == owner]

    def adopt(self, token: str, person: str) -> None:
        """Make the runs of a browser somebody's; a run that cannot be written stays as it is."""
        for run in self.of_owner(token):
            path = self._directory / run.id / "run.json"
            with contextlib.suppress(OSError, ValueError):
                facts = json.loads(path.read_bytes())
                atomic_file.write(path, json.dumps(facts | {"owner": person}).encode())

    def delete(self, run_id: str) -> None:
        """Forget a run that no process has; one that is not there is no error."""
        path = self.path(run_id)
        if path is not None:
            with contextlib.suppress(OSError):
                (path / "run.json").unlink()  # first: it is no run any more
            shutil.rmtree(path, ignore_errors=True)

    def path(self, run_id: str) -> Path | None:
        """The directory of a run; None for what is no id, whoever says it."""
        return self._directory / run_id if _ID.fullmatch(run_id) else None

    def design(self, run_id: str) -> str:
        """The design of a run as JSON text; empty if there is none."""
        return self._text(run_id, "design.json")

    def source(self, run_id: str) -> str:
        """The script of a run; empty if there is none."""
        return self._text(run_id, "program.py")

    def results(self, run_id: str) -> dict[str, Any] | None:
        """What the `results` event has; None if there are none yet."""
        text = self._text(run_id, sink.RESULTS)
        found: dict[str, Any] | None = json.loads(text) if text else None
        return found

    def kept(self, run_id: str) -> dict[str, bytes]:
        """The files of the last checkpoint, by name; empty if there is none."""
        path = self.path(run_id)
        found = {}
        for name in (sink.BEST, sink.CHECKPOINT):
            with contextlib.suppress(OSError):
                if path is not None:
                    found[name] = (path / name).read_bytes()
        return found if sink.CHECKPOINT in found else {}

    def has_checkpoint(self, run_id: str) -> bool:
        """Whether a run has a state from which it can go on."""
        path = self.path(run_id)
        return path is not None and (path / sink.CHECKPOINT).is_file()

    def events(self, run_id: str, offset: int = 0) -> tuple[bytes, int]:
        """What a run has told since: whole lines of JSON, and where to read on.

        Args:
            run_id: The run.
            offset: Bytes that are known already.
        """
        path = self.path(run_id)
        if path is None:
            return b"", 0
        try:
            with (path / EVENTS).open("rb") as file:
                file.seek(max(0, offset))
                found = file.read(LARGEST_ANSWER)
        except OSError:
            return b"", offset
        whole = found[: found.rfind(b"\n") + 1]
        return whole, max(0, offset) + len(whole)

    def told(self, run_id: str) -> int:
        """How many events a run has told."""
        path = self.path(run_id)
        try:
            return 0 if path is None else (path / EVENTS).read_bytes().count(b"\n")
        except OSError:
            return 0

    def download(self, run_id: str, name: str) -> Path | None:
        """A file that may be taken away; None if there is none of this name."""
        path = self.path(run_id)
        if path is None or name not in DOWNLOADS or not (path / name).is_file():
            return None
        return path / name

    def sink(self, run_id: str) -> DirectorySink:
        """Writes what a run tells and makes.

        Raises:
            RunError: If there is no such run.
        """
        return DirectorySink(self._required(run_id))

    def control(self, run_id: str) -> ControlFile:
        """What the user wants of a run, to be read and said.

        Raises:
            RunError: If there is no such run.
        """
        return ControlFile(self._required(run_id))

    def _required(self, run_id: str) -> Path:
        path = self.path(run_id)
        if path is None or not path.is_dir():
            raise RunError("This run is not there any more.")
        return path

    def _text(self, run_id: str, name: str) -> str:
        path = self.path(run_id)
        try:
            return "" if path is None else (path / name).read_text(encoding="utf-8")
        except OSError:
            return ""

    def _make_room(self, owner: str) -> None:
        """Delete an owner's oldest runs that have ended until another one fits.

        Raises:
            RunError: If those that have not ended leave none.
        """
        runs = self.of_owner(owner)
        sizes = {run.id: _size(self._directory / run.id) for run in runs}
        while len(sizes) >= self._max_runs or sum(sizes.values()) > self._max_bytes:
            oldest = next((run for run in reversed(runs) if run.state in ENDED), None)
            if oldest is None:
                raise RunError(
                    f"{len(runs)} of your runs wait or train, which is all that there is room for "
                    "here. Stop one first."
                )
            runs.remove(oldest)
            del sizes[oldest.id]
            self.delete(oldest.id)


@lru_cache(maxsize=4096)
def _facts(path: Path, _written: int) -> dict[str, Any]:
    """What hardly ever changes of a run, as it was written at a time."""
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


def _size(directory: Path) -> int:
    total = 0
    with contextlib.suppress(OSError):
        for path in directory.iterdir():
            with contextlib.suppress(OSError):
                total += path.stat().st_size
    return total
