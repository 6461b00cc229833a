"""`ClusterEngine`: runs are done by the workers of a Dask cluster."""

from __future__ import annotations

import contextlib
import json
import threading
from pathlib import Path
from typing import Any

from app.core.cluster.link import Link
from app.core.runs import atomic_file
from app.core.runs.directory_sink import write_state
from app.core.runs.run import ENDED, Run
from app.core.runs.run_store import RunStore
from model_codegen.training.control import Wanted

MARK = "cluster.json"
"""In the directory of a run that the cluster has: how often its user has begun it."""

_FORGET_SECONDS = 5.0


class ClusterEngine:
    """An `Engine`.

    Args:
        store: Where runs are kept, under the directory that the link knows.
        link: To the bridge.
    """

    def __init__(self, store: RunStore, link: Link) -> None:
        self._store = store
        self._link = link
        self._has: dict[str, int] = {}
        self._forgotten: dict[str, threading.Event] = {}
        link.on_answer(self._hear)
        link.on_restart(self._restarted)
        for run in reversed(store.all()):
            mark = self._mark(run.id)
            if run.state not in ENDED and mark.is_file():
                self._has[run.id] = json.loads(mark.read_bytes())["begun"]
        self._say_all()

    def start(self, run: Run) -> None:
        """Have a run done by a worker, as soon as one is free."""
        if run.id in self._has:
            return
        mark = self._mark(run.id)
        with contextlib.suppress(OSError):
            write_state(mark.parent, "waiting", run.done)
        begun = json.loads(mark.read_bytes())["begun"] + 1 if mark.is_file() else 1
        atomic_file.write(mark, json.dumps({"begun": begun}).encode())
        self._has[run.id] = begun
        self._link.say({"do": "run", "run": run.id, "begun": begun})

    def control(self, run_id: str, wanted: Wanted) -> None:
        """Pause, stop or continue a run."""
        if run_id in self._has:
            self._store.control(run_id).want(wanted)
            self._link.say({"do": "want", "job": run_id, "wanted": wanted})

    def alive(self, run_id: str) -> bool:
        """Whether the cluster has it, or will have it when it answers again."""
        return run_id in self._has

    def forget(self, run_id: str) -> None:
        """End a run; when this returns, nothing more is written of it."""
        if run_id not in self._has:
            return
        done = self._forgotten.setdefault(run_id, threading.Event())
        self._link.say({"do": "forget", "job": run_id})
        done.wait(_FORGET_SECONDS)
        self._forgotten.pop(run_id, None)
        self._has.pop(run_id, None)

    def warm(self) -> None:
        """Start the bridge, which has workers import Keras."""
        self._link.start()

    def close(self) -> None:
        """End the bridge; workers go on, and whoever takes up the store finds them."""
        self._link.close()

    def _hear(self, answer: dict[str, Any]) -> None:
        if "ended" in answer:
            self._has.pop(answer["ended"], None)
        elif "forgotten" in answer and answer["forgotten"] in self._forgotten:
            self._forgotten[answer["forgotten"]].set()

    def _restarted(self, again: bool) -> None:
        if again:
            self._say_all()
        else:
            self._has.clear()

    def _say_all(self) -> None:
        for run_id, begun in list(self._has.items()):
            self._link.say({"do": "run", "run": run_id, "begun": begun})

    def _mark(self, run_id: str) -> Path:
        path = self._store.path(run_id)
        assert path is not None
        return path / MARK
