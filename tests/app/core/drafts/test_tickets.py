"""Tickets are good for a while, and for their owner only."""

from __future__ import annotations

import time

import pytest

from app.core.drafts import tickets
from app.core.drafts.tickets import Tickets


def test_a_ticket_is_good_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    made = Tickets()
    first = made.give("me")
    assert made.owner(first) == "me"
    assert made.give("me") == first
    assert made.give("you") != first
    assert made.owner("") == made.owner("guess") == ""
    now[0] += tickets.SECONDS - 1
    later = made.give("me")
    assert later != first
    assert made.owner(first) == made.owner(later) == "me"
    now[0] += 2
    assert made.owner(first) == ""


def test_the_oldest_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tickets, "MOST", 2)
    made = Tickets()
    given = [made.give(owner) for owner in ("a", "b", "c")]
    assert [made.owner(one) for one in given] == ["", "b", "c"]
    assert len(made._of) == 2
