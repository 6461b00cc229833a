"""What the newest training of a draft came to, for predicates that ask."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from threading import Lock
from typing import Any, NamedTuple

from app.core.lessons import check_reading
from app.core.lessons.facts import Trained
from app.core.lessons.lesson import Exercise
from app.core.runs.run import ENDED
from app.core.runs.runs import Runs
from app.core.workspace.analysed import Analysed
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import loads, to_json
from model_codegen.design.graph import Design, ModelGraph

MOST_KEPT = 200

_EMPTY = Design("", ModelGraph(""))

_Kept = tuple[tuple[Mapping[str, float], ...], str]


def are_asked_for(exercise: Exercise) -> bool:
    """Whether an exercise asks what a training came to; of others, runs need not be read."""
    checks = [*exercise.check, *(one for answer in exercise.answers for one in answer.when)]
    return "trained" in check_reading.names(tuple(checks))


class Newest(NamedTuple):
    """Ids of runs of a draft; empty where there is none.

    Attributes:
        finished: The newest that has finished.
        under_way: The newest that has not ended.
    """

    finished: str
    under_way: str


class FinishedRuns:
    """Tells of runs that have finished; each is read once. May be called from any thread.

    Args:
        runs: All there are.
    """

    def __init__(self, runs: Runs) -> None:
        self._runs = runs
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = Lock()

    def newest(self, draft: str, owner: str, analysed: Analysed) -> Trained | None:
        """The newest of a draft; None if none has finished.

        Args:
            draft: Its id.
            owner: Whose it is.
            analysed: The draft as it is now.
        """
        return self.trained(self.look(draft, owner).finished, analysed)

    def look(self, draft: str, owner: str) -> Newest:
        """Find the newest runs of a draft."""
        runs = self._runs.of_draft(draft, owner)
        finished = next((run.id for run in runs if run.state == "finished"), "")
        return Newest(finished, next((run.id for run in runs if run.state not in ENDED), ""))

    def is_under_way(self, run_id: str, owner: str) -> bool:
        """Whether a run has not ended."""
        run = self._runs.find(run_id, owner)
        return run is not None and run.state not in ENDED

    def trained(self, run_id: str, analysed: Analysed) -> Trained | None:
        """What a run came to that has finished; None where there is none.

        Args:
            run_id: Its id; empty for none.
            analysed: The draft as it is now.
        """
        if not run_id:
            return None
        logs, digest = self._read(run_id)
        return Trained(logs, digest == _digest(analysed.value))

    def _read(self, run_id: str) -> _Kept:
        with self._lock:
            if run_id not in self._kept:
                logs = tuple(self._logs(run_id))
                self._kept[run_id] = (logs, _model_digest(self._runs.store.design(run_id)))
            self._kept.move_to_end(run_id)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return self._kept[run_id]

    def _logs(self, run_id: str) -> Iterator[dict[str, float]]:
        offset = 0
        while True:
            lines, following = self._runs.store.events(run_id, offset)
            if following == offset:
                return
            offset = following
            for line in lines.splitlines():
                if b'"epoch"' in line:
                    yield from _epoch(line)


def _epoch(line: bytes) -> Iterator[dict[str, float]]:
    """The logs of an event that tells of an epoch."""
    event: Any = json.loads(line)
    if event.get("kind") == "epoch":
        logs = event.get("logs", {})
        yield {name: value for name, value in logs.items() if isinstance(value, (int, float))}


def _model_digest(text: str) -> str:
    try:
        design = loads(text)
    except DesignError:
        return ""
    return _digest(to_json(design))


def _digest(value: dict[str, Any]) -> str:
    """Names the model; what the draft is called is no part of it."""
    return Analysed(0, _EMPTY, value | {"name": ""}, {}).model_digest
