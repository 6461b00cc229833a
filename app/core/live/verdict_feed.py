"""What is said of the answer to an exercise: with its analysis, and when a training has ended."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.core.session.session import Session
from components.live_protocol import VerdictUpdate

if TYPE_CHECKING:
    # It brings all that lessons may ask, which a first page does without.
    from app.core.lessons.judge import Judgement

LOOK_SECONDS = 0.5
"""How soon it is seen that a training has ended."""


class VerdictFeed:
    """What a page has of the verdict, and what it is to get.

    Args:
        session: Whose page it is.
        wake: Called, in any thread, when there may be something new.
    """

    def __init__(self, session: Session, wake: Callable[[], None]) -> None:
        self._session = session
        self._wake = wake
        self._told: Judgement | None = None
        self._timer: threading.Timer | None = None

    def forget(self) -> None:
        """Send it the next time, whatever the page has."""
        self._told = None

    def close(self) -> None:
        """Wait for no training any more."""
        if (timer := self._timer) is not None:
            timer.cancel()

    def news(self) -> VerdictUpdate | None:
        """What is new for the page; None where that is nothing, or nothing is asked of it."""
        session = self._session
        analysed, judge = session.analysed, session.judge
        if analysed is None or judge is None:
            return None
        said = judge.now(session.draft, session.owner, analysed)
        if judge.waits:
            self._look_again()
        if said is self._told:
            return None
        self._told = said
        passed = [one.passed for one in said.verdict.findings]
        return {"number": said.number, "id": said.id, "passed": passed}

    def _look_again(self) -> None:
        if self._timer is None:
            self._timer = threading.Timer(LOOK_SECONDS, self._due)
            self._timer.daemon = True
            self._timer.start()

    def _due(self) -> None:
        # Before: who is woken may ask while this thread still lives, and is to have another.
        self._timer = None
        self._wake()
