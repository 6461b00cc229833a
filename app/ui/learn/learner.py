"""`Learner`: who learns in this tab, and how far they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from app.core.lessons.judge import Judge
from app.core.lessons.lesson import Lesson
from app.core.lessons.scene import Scene, scene
from app.core.progress.progress import Progress
from app.core.session import lesson_session
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.core.workspace.workspaces import Workspaces
from app.ui import server
from model_codegen.design.graph import Design

NOT_BEGUN = Progress()

_KEY = "learner"


@dataclass
class Learner:
    """Kept as long as the tab is open.

    Attributes:
        owner: Whose progress it is.
        workspaces: All open drafts.
        browser: The token of their browser.
        known: Their progress by the key of the exercise, as it was read last.
        problem: Why it cannot be read or kept; empty if it can.
        asked: The draft and revision of the answer that was to be checked last.
        counted: Those that were counted as tries.
        shown: Exercises whose solution is in view.
    """

    owner: str
    workspaces: Workspaces
    browser: str = ""
    known: Mapping[str, Progress] = field(default_factory=dict)
    problem: str = ""
    asked: tuple[str, int] = ("", 0)
    counted: set[tuple[str, int]] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    _at: tuple[str, str, int] | None = None
    _session: Session | None = None
    _scene: Scene | None = None

    def read(self) -> None:
        """Read how far they are."""
        try:
            self.known = self.workspaces.services.progress.of(self.owner)
            self.problem = ""
        except DraftError as error:
            self.problem = str(error)

    def of(self, key: str) -> Progress:
        """How far they are with an exercise."""
        return self.known.get(key, NOT_BEGUN)

    def note(self, write: Callable[[], object]) -> None:
        """Write something of it down, and read it again."""
        try:
            write()
        except DraftError as error:
            self.problem = f"Your progress cannot be kept. {error}"
        else:
            self.read()

    def scene(self, lesson: Lesson, number: int) -> tuple[Scene, Session]:
        """What lies on the canvas during a step, and the session that draws on it.

        The same one as long as it lies there.
        """
        found = scene(lesson, number, self._answer)
        at = (lesson.slug, found.exercise, found.step)
        if self._session is None or self._scene is None or at != self._at:
            self._scene = found
            self._session = lesson_session.open_scene(self.workspaces, self.owner, found)
            self._session.browser = self.browser
            exercise = lesson.steps[found.step - 1].exercise
            if exercise is not None:
                self._session.judge = Judge(exercise, found.start, server.finished_runs)
            self._at = at
            self.read()
        server.sessions().add(self._session)
        return self._scene, self._session

    def _answer(self, key: str) -> Design | None:
        progress = self.of(key)
        if not progress.passed:
            return None
        return lesson_session.answer(self.workspaces, self.owner, progress.draft)


def learner(here: Session) -> Learner:
    """The learner of this tab."""
    found: Learner | None = st.session_state.get(_KEY)
    if found is None or found.owner != here.owner:
        found = Learner(here.owner, here.workspaces, here.browser)
        st.session_state[_KEY] = found
    return found
