"""Costs travel as what is new in them, and only while a page looks at them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from app.core.live.cost_feed import CostFeed
from app.core.session.session import LENS, Session
from app.core.tasks import cost_tasks
from app.core.tasks.task_outcome import TaskError
from tests.app.canvas_messages import draw
from tests.app.core.live.line import name
from tests.app.idle_services import worker_of


def costs(flops: int) -> dict[str, Any]:
    return {"graphs": {"main": {"flops": flops}}, "open": {}, "problems": []}


@pytest.fixture
def answers(session: Session) -> Iterator[list[Any]]:
    """What is answered next."""
    coming: list[Any] = []

    def cost(*_: Any) -> Any:
        found = coming.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    worker_of(session.services).answers[cost_tasks.cost] = cost
    yield coming
    assert not coming


@pytest.fixture
def feed(session: Session) -> CostFeed:
    return CostFeed(session, lambda: None)


def test_nobody_who_does_not_look_has_costs_counted(session: Session, feed: CostFeed) -> None:
    assert feed.news() is None
    assert worker_of(session.services).waiting(cost_tasks.cost) == []


def test_the_whole_comes_first_and_then_what_is_new(
    session: Session, feed: CostFeed, answers: list[Any]
) -> None:
    answers += [costs(1), costs(2), costs(5)]
    feed.look(LENS)
    first = feed.news()
    assert first is not None
    assert first["whole"]["graphs"]["main"]["flops"] == 1
    assert first["settings"] == LENS
    assert feed.news() is None
    draw(session, patch=[name("other")])
    second = feed.news()
    assert second is not None
    assert second["patch"] == [{"op": "replace", "path": "/graphs/main/flops", "value": 2}]
    feed.look({**LENS, "batch": 64})
    third = feed.news()
    assert third is not None
    assert third["settings"]["batch"] == 64
    feed.look(None)
    assert feed.news() is None
    assert session.lens["batch"] == 64


def test_what_cannot_be_counted_is_said_and_the_whole_comes_after(
    session: Session, feed: CostFeed, answers: list[Any]
) -> None:
    answers += [costs(1), TaskError("Keras has no such policy."), costs(2)]
    feed.look(LENS)
    feed.news()
    feed.look({**LENS, "policy": "float3"})
    failed = feed.news()
    assert failed is not None
    assert failed["problem"] == "The costs could not be counted. Keras has no such policy."
    feed.look({**LENS, "batch": 2})
    after = feed.news()
    assert after is not None
    assert "whole" in after


def test_a_page_that_forgot_gets_the_whole(feed: CostFeed, answers: list[Any]) -> None:
    answers += [costs(1)]
    feed.look(LENS)
    feed.news()
    feed.forget()
    again = feed.news()
    assert again is not None
    assert "whole" in again
