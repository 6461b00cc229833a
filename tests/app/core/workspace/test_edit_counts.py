"""How far the edits of each page have come."""

from __future__ import annotations

import pytest

from app.core.workspace import edit_counts
from app.core.workspace.edit_counts import EditCounts


def test_a_page_is_believed_only_where_it_is_not_known() -> None:
    counts = EditCounts()
    assert counts.last("a") == 0
    counts.greet("a", 7)
    counts.greet("a", 3)
    counts.greet("a", 9)
    assert counts.last("a") == 7
    counts.count("a", 8)
    assert counts.last("a") == 8
    assert counts.last("b") == 0


def test_the_page_that_was_longest_silent_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edit_counts, "MAX_CLIENTS", 2)
    counts = EditCounts()
    for client in "abac":
        counts.count(client, 5)
    assert [counts.last(client) for client in "abc"] == [5, 0, 5]


def test_the_last_reasons_are_kept_for_a_page_that_has_not_heard_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(edit_counts, "MAX_REASONS", 2)
    counts = EditCounts()
    for seq in (1, 2, 4):
        counts.refuse("a", seq, f"reason {seq}")
    assert counts.refused("a", 0) == [(2, "reason 2"), (4, "reason 4")]
    assert counts.refused("a", 2) == [(4, "reason 4")]
    assert counts.refused("b", 0) == []
