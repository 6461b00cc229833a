"""`Judge`: what is said of the answer to an exercise, once for each answer."""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from app.core.lessons.checking import check
from app.core.lessons.facts import Facts
from app.core.lessons.finished_runs import FinishedRuns, Newest, are_asked_for
from app.core.lessons.lesson import Exercise
from app.core.lessons.verdict import Verdict
from app.core.workspace.analysed import Analysed
from model_codegen import catalogue
from model_codegen.catalogue.entry import Catalogue
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.graph import Design

LOOK_SECONDS = 1.0
"""How old what is known of runs may be: to find them takes a look at all runs of the server."""


@dataclass(frozen=True)
class Judgement:
    """What was said of an answer.

    Attributes:
        number: Counts those of a judge, from 1.
        rev: The analysed revision of the answer.
        verdict: What was said.
        known: Whether it is a wrong answer that the lesson knows, and the learner has drawn it:
            nobody needs to ask.
    """

    number: int
    rev: int
    verdict: Verdict
    known: bool

    @cached_property
    def id(self) -> str:
        """Two have the same of which the same is shown to who does not ask."""
        passed, say = self.verdict.passed, self.verdict.say
        lines = [(one.asked, one.passed) for one in self.verdict.findings]
        shown = (passed, lines, say if passed or self.known else "", self.known)
        return f"{zlib.crc32(repr(shown).encode()):08x}"


class Judge:
    """Judges the answers to an exercise on one canvas. May be called from any thread.

    Args:
        exercise: The exercise.
        start: What it begins with.
        finished: Gives who knows what trainings came to; asked where the exercise asks for one.
    """

    def __init__(
        self, exercise: Exercise, start: Design, finished: Callable[[], FinishedRuns]
    ) -> None:
        self._exercise = exercise
        self._finished = finished() if are_asked_for(exercise) else None
        self._answers = {one.say for one in exercise.answers}
        self._start = Analysed(0, start, to_json(start), {})
        self._lock = threading.Lock()
        self._known: tuple[Analysed, Catalogue | None, str] | None = None
        self._last: Judgement | None = None
        self._runs = Newest("", "")
        self._looked_at = 0.0
        self._skipped = False

    @property
    def waits(self) -> bool:
        """Whether it should be asked again soon: a training may come to something."""
        return self._skipped or bool(self._runs.under_way)

    def now(self, draft: str, owner: str, analysed: Analysed, anew: bool = False) -> Judgement:
        """Judge an answer, or say again what was said of it.

        Args:
            draft: The id of the answer's draft.
            owner: Whose it is.
            analysed: The answer.
            anew: Whether to look at what has been trained meanwhile, however short ago that was.
        """
        with self._lock:
            if self._finished is not None:
                self._look(self._finished, draft, owner, anew)
            offered = catalogue.cached()
            trained = self._runs.finished
            known, last = self._known, self._last
            if known is not None and last is not None:
                same = known[0] is analysed and known[1] is offered and known[2] == trained
                # A page may be behind another that has the newer one.
                if same or analysed.rev < known[0].rev:
                    return last
            run = self._finished.trained(trained, analysed) if self._finished else None
            verdict = check(self._exercise, Facts.of(analysed, run, offered))
            number = last.number + 1 if last else 1
            said = Judgement(number, analysed.rev, verdict, self._is_known(verdict, analysed))
            self._known, self._last = (analysed, offered, trained), said
            return said

    def _is_known(self, verdict: Verdict, analysed: Analysed) -> bool:
        if verdict.passed or verdict.say not in self._answers:
            return False
        return self._start.model_digest != analysed.model_digest

    def _look(self, finished: FinishedRuns, draft: str, owner: str, anew: bool) -> None:
        under_way, now = self._runs.under_way, time.monotonic()
        self._skipped = False
        is_new = not anew and now < self._looked_at + LOOK_SECONDS
        # Of the one that is known it is quickly said whether it has ended.
        if is_new and (not under_way or finished.is_under_way(under_way, owner)):
            self._skipped = not under_way
            return
        self._runs = finished.look(draft, owner)
        self._looked_at = now
