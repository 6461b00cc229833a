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
