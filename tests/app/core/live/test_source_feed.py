"""Source travels as what is new in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.live import source_feed
from app.core.live.source_feed import SourceFeed
from app.core.session.session import Session
from app.core.tasks import source_tasks
from app.core.tasks.task_outcome import TaskError
from tests.app.canvas_messages import draw
from tests.app.core.live.line import name
from tests.app.idle_services import worker_of
from tests.app.live_page import LivePage

SETTINGS: Any = {"style": "functional", "fold": True}


def answer(text: str, lines: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"text": text, "lines": lines or {}, "block_lines": {}}


@pytest.fixture
def answers(session: Session) -> Iterator[list[Any]]:
    """What is answered next."""
    coming: list[Any] = []

    def emit(*_: Any) -> Any:
        found = coming.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    worker_of(session.services).answers[source_tasks.emit] = emit
    yield coming
    assert not coming


@pytest.fixture
def feed(session: Session) -> SourceFeed:
    return SourceFeed(session, lambda: None)


def test_nobody_who_does_not_look_gets_source(session: Session, feed: SourceFeed) -> None:
    assert feed.news() is None
    feed.look({"style": "no style", "fold": True})
    assert feed.news() is None
    assert worker_of(session.services).waiting(source_tasks.emit) == []


def test_a_script_that_trains_comes_with_its_cells(
    session: Session, feed: SourceFeed, answers: list[Any]
) -> None:
    cells = [{"id": "code", "words": "", "lines": [(1, 1)], "indent": 0}]
    answers.append(answer("a\n") | {"cells": cells})
    feed.look({"style": "functional", "fold": True, "training": True})
    news = feed.news()
    assert news is not None
    assert (news["training"], news["has_training"], news["cells"]) == (True, False, cells)
    assert session.training


def test_source_that_takes_long_waits_until_no_further_edit_comes(
    session: Session, feed: SourceFeed, answers: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(source_feed.time, "monotonic", lambda: now[0])

    def slow(*_: Any) -> Any:
        now[0] += 0.2
        return answers.pop(0)

    worker_of(session.services).answers[source_tasks.emit] = slow
    answers += [answer("a\n"), answer("b\n"), answer("c\n")]
    feed.look(SETTINGS)
    assert feed.news() is not None  # the first comes at once
    for title in ("one", "two"):
        draw(session, patch=[name(title)])
        assert feed.news() is None
        now[0] += 0.3
    assert feed.news() is None
    now[0] += 0.2
    news = feed.news()
    assert news is not None
    assert (news["rev"], news["patch"]["come"]) == (3, ["b"])
    draw(session, patch=[name("three")])
    feed.look({**SETTINGS, "fold": False})  # somebody looks at something else
    news = feed.news()
    assert news is not None


def test_the_whole_comes_first_and_then_what_is_new(
    session: Session, feed: SourceFeed, answers: list[Any]
) -> None:
    answers += [
        answer("a\nb\nc", {"x": ((2, 2),), "y": ((3, 3),)}),
        answer("a\nB\nbb\nc", {"x": ((2, 3),), "y": ((4, 4),)}),
    ]
    feed.look(SETTINGS)
    first = feed.news()
    assert first is not None
    assert first["whole"]["lines"] == {"x": [[2, 2]], "y": [[3, 3]]}
    assert first["filename"] == "model.py"
    assert feed.news() is None
    draw(session, patch=[name("other")])
    second = feed.news()
    assert second is not None
    assert "whole" not in second
    assert (second["rev"], second["filename"]) == (2, "other.py")
    patch = second["patch"]
    assert (patch["start"], patch["gone"], patch["come"]) == (2, 1, ["B", "bb"])
    # `y` lies behind, and moves with the lines.
    assert [operation["path"] for operation in patch["places"]] == ["/lines/x"]


def test_the_page_is_woken_when_source_is_there(session: Session) -> None:
    woken: list[int] = []
    feed = SourceFeed(session, lambda: woken.append(1))
    feed.look(SETTINGS)
    assert feed.news() is None
    [job] = worker_of(session.services).waiting(source_tasks.emit)
    job.future.set_result(answer("a"))
    assert woken == [1]
    assert feed.news() is not None


def test_why_there_is_none_is_said_once(
    session: Session, feed: SourceFeed, answers: list[Any]
) -> None:
    answers += [answer("a") | {"reasons": [{"code": "loop"}]}, TaskError("No."), answer("b")]
    feed.look(SETTINGS)
    update = feed.news()
    assert update is not None
    assert update["reasons"] == [{"code": "loop"}]
    assert update["whole"]["text"] == "a"
    assert feed.news() is None
    draw(session, patch=[name("b")])
    update = feed.news()
    assert update is not None
    assert update["problem"] == "The source could not be written. No."
    draw(session, patch=[name("c")])
    update = feed.news()
    assert update is not None
    # What could not be written has not taken away what was there.
    assert update["patch"]["come"] == ["b"]


def test_who_asks_again_gets_the_whole(
    session: Session, feed: SourceFeed, answers: list[Any]
) -> None:
    answers.append(answer("a"))
    feed.look(SETTINGS)
    feed.news()
    feed.forget()
    update = feed.news()
    assert update is not None
    assert update["whole"]["text"] == "a"


def test_a_style_is_remembered_for_the_next_time_the_panel_is_opened(
    session: Session, feed: SourceFeed
) -> None:
    feed.look({"style": "subclass", "fold": False})
    feed.look(None)
    assert (session.style, session.fold) == ("subclass", False)
    assert feed.news() is None


@st.composite
def sources(draw: st.DrawFn) -> dict[str, Any]:
    """Source of a few different lines, with nodes and a block somewhere in it."""
    lines = draw(st.lists(st.sampled_from(["", "a", "b", "c = 1"]), max_size=9))
    number = st.integers(1, max(1, len(lines)))
    spans = st.lists(st.tuples(number, number).map(sorted), max_size=2)
    places = st.dictionaries(st.sampled_from(["x", "y/~", "z"]), spans, max_size=3)
    blocks = draw(st.dictionaries(st.sampled_from(["m", "n"]), places, max_size=2))
    return {"text": "\n".join(lines), "lines": draw(places), "block_lines": blocks}


@given(st.lists(sources(), min_size=2, max_size=5))
def test_a_page_has_the_source_whatever_comes(texts: list[dict[str, Any]]) -> None:
    page, before = LivePage("session"), None
    for text in texts:
        code = source_feed._code(text)
        news: dict[str, Any] = {"rev": 1}
        if before is None:
            news["whole"] = code
        elif (patch := source_feed._patch(before, code)) is not None:
            news["patch"] = patch
        page.take({"type": "update", "source": news})
        assert page.source == text
        before = code
