"""A draft's row."""

from __future__ import annotations

from app.core.drafts import draft_rows
from app.core.store import database
from app.core.store.store import Store


def test_a_draft_is_begun_once_and_keeps_its_owner(both: Store) -> None:
    for owner in ("first", "second"):
        with both.transaction() as session:
            draft_rows.begin(session, "draft", owner, database.now())
            assert draft_rows.locked(session, "draft", owner, database.now()).owner == "first"
    with both.transaction() as session:
        assert draft_rows.locked(session, "other", "second", database.now()).owner == "second"
