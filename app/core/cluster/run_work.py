"""`RunWork`: a training run that a worker does, written into its directory as a local one is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.core.cluster import wire
from app.core.cluster.child import COLD
from app.core.runs.directory_sink import read_state, write_state
from app.core.runs.run import Run, RunState
from app.core.runs.run_store import RunError, RunStore
from model_codegen.training import sink
from model_codegen.training.sink import Event

TRAIN = "app.core.cluster.remote_work:train"


class RunWork:
    """A `Work`.

    Args:
        store: Where the run is kept.
        run: The run.
        function: What a worker calls, as `"module:name"`.
        warm: Whether that needs a process that has imported Keras for training.
    """

    def __init__(self, store: RunStore, run: Run, function: str = TRAIN, warm: bool = True) -> None:
        self._store = store
        self._run = run
        self._function = function
        self._warm = warm
        self._sink = store.sink(run.id)
        path = store.path(run.id)
        assert path is not None
        self._path = path
        self._last: dict[str, Any] = {"t": 0.0, "epoch": run.done, "step": 0}
        self._before: RunState | None = None
        self._told = store.told(run.id)
        self.progress = run.done

    def take(self) -> tuple[dict[str, Any], dict[str, bytes]]:
        """The script, the design, the data, the last checkpoint, and where its events go on."""
        run = self._run
        files = {f"kept/{name}": one for name, one in self._store.kept(run.id).items()}
        for name, place in run.files.items():
            try:
                files[f"data/{name}"] = Path(place).read_bytes()
            except OSError as error:
                raise RunError(f"{name} cannot be read: {error.strerror or error}.") from error
        total = sum(map(len, files.values()))
        if total > wire.LARGEST:
            raise RunError(
                f"The data and the checkpoint are {total / 1e6:,.0f} MB, and at most "
                f"{wire.LARGEST / 1e6:,.0f} MB are sent to a worker."
            )
        arguments = {
            "source": self._store.source(run.id),
            "design": self._store.design(run.id),
            "trusted": run.trusted,
        }
        content = {
            "function": self._function,
            "arguments": arguments,
            "kind": "training" if self._warm else COLD,
            "position": self._told,
        }
        return content, files

    def keep(self, content: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
        """Write what was made, then what was told: who reads of an end finds what came of it.

        A worker tells again what it does not know to be kept, and the bridge that has kept it may
        be gone. So each event has a place in the file of events, and is written there once.
        """
        try:
            state, done, message = read_state(self._path)
            if state == "waiting" and (message or self._before):
                write_state(self._path, self._before or "running", done)
                self._sink = self._store.sink(self._run.id)  # which remembers how the run is
            # In this order: with a checkpoint goes the best that it knows.
            ordered = sorted(files, key=sink.CHECKPOINT.__eq__)
            for name in ordered:
                if name not in _FILES:
                    raise RunError(f"A worker sent a file {name!r}, which no run has.")
            self._sink.checkpoint(
                content["checkpoint"] or 0, {name: files[name] for name in ordered}
            )
            self.progress += sink.CHECKPOINT in files
            for position, event in enumerate(content["events"], content["position"]):
                self._tell(event, position)
                self._last.update((key, event[key]) for key in self._last if key in event)
        except OSError as error:
            raise RunError(
                f"What the run sends cannot be stored: {error.strerror or error}."
            ) from error
        except (KeyError, TypeError, ValueError) as error:
            raise RunError("A worker sent what no run tells.") from error
        end = content["end"]
        if end and self._sink_is_open():
            position = content["position"] + len(content["events"])
            if end.get("stopped"):
                self._end("stopped", position)
            else:
                sentence = end["failure"] or "The run ended without an end."
                self._end("failed", position, sentence=sentence)

    def waits(self, sentence: str) -> None:
        """Note it in the state of the run, which goes back to what it was with the next news."""
        state, done, message = read_state(self._path)
        if state != "waiting":
            self._before = state
        if message != sentence:
            write_state(self._path, "waiting", done, sentence)

    def stopped(self) -> None:
        """Tell the event."""
        self._end("stopped", self._told)

    def failed(self, sentence: str) -> None:
        """Tell the event."""
        self._end("failed", self._told, sentence=sentence)

    def _end(self, kind: str, position: int, **more: str) -> None:
        self._tell({**self._last, "kind": kind, **more}, position)

    def _tell(self, event: Event, position: int) -> None:
        """Write an event, unless it stands at its place; the state may still be the one before."""
        if position < self._told:
            self._sink.note(event)
        else:
            self._sink.event(event)
            self._told += 1

    def _sink_is_open(self) -> bool:
        run = self._store.find(self._run.id)
        return run is not None and run.state in ("waiting", "running", "paused")


_FILES = frozenset({sink.BEST, sink.CHECKPOINT, sink.BEST_MODEL, sink.RESULTS})
