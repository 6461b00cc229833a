"""A page hears of each verdict once, and of one that a training brings without an edit."""

from __future__ import annotations

import threading
from typing import Any, cast

import pytest

from app.core.lessons.judge import Judge, Judgement
from app.core.lessons.verdict import Finding, Verdict
from app.core.live import verdict_feed
from app.core.live.verdict_feed import VerdictFeed
from app.core.session.session import Session
from tests.app.canvas_messages import draw
from tests.app.core.live.line import name


def said(number: int, *passed: bool) -> Judgement:
    findings = tuple(Finding("asked", one, "found") for one in passed)
    return Judgement(number, number, Verdict(all(passed), findings, "said"), False)


class Scripted:
    """A judge that says what it is told to say."""

    def __init__(self) -> None:
        self.says = said(1, True, False)
        self.waits = False

    def now(self, *_: Any, **__: Any) -> Judgement:
        return self.says


def test_each_verdict_is_told_once(session: Session) -> None:
    feed = VerdictFeed(session, lambda: None)
    draw(session, patch=[name("other")])
    assert feed.news() is None
    judge = Scripted()
    session.judge = cast("Judge", judge)
    first = feed.news()
    assert first == {"number": 1, "id": judge.says.id, "passed": [True, False]}
    assert feed.news() is None
    judge.says = said(2, True, True)
    second = feed.news()
    assert second is not None
    assert (second["passed"], second["id"] == first["id"]) == ([True, True], False)
    feed.forget()
    assert feed.news() == second


def test_a_training_is_looked_at_until_it_ends(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdict_feed, "LOOK_SECONDS", 0.01)
    woken = threading.Event()
    feed = VerdictFeed(session, woken.set)
    draw(session, patch=[name("other")])
    judge = Scripted()
    judge.waits, session.judge = True, cast("Judge", judge)
    feed.news()
    assert woken.wait(10)
    feed.close()


def test_who_is_woken_is_woken_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """News are asked for before the timer that woke has ended: the next one is another."""
    monkeypatch.setattr(verdict_feed, "LOOK_SECONDS", 0.01)
    often = threading.Semaphore(0)

    def woken() -> None:
        feed.news()
        often.release()

    feed = VerdictFeed(session, woken)
    draw(session, patch=[name("other")])
    judge = Scripted()
    judge.waits, session.judge = True, cast("Judge", judge)
    feed.news()
    assert all(often.acquire(timeout=10) for _ in range(3))
    judge.waits = False
    feed.close()
