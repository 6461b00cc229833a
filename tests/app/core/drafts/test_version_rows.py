"""Which versions go where there are too many."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.core.drafts import version_rows
from app.core.store.store import Store
from app.core.store.tables import DraftRow, VersionRow

DAY = datetime(2031, 5, 4)


def test_what_was_kept_for_a_reason_goes_last(both: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version_rows, "MAX_VERSIONS", 3)
    kinds = ["cause", "", "label", "", "cause", "", ""]
    with both.transaction() as session:
        session.add(DraftRow(id="d", owner="me", created_at=DAY))
        for number, kind in enumerate(kinds, 1):
            at = DAY + timedelta(minutes=number)
            row = VersionRow(draft_id="d", number=number, writer="w", name="n", nodes=1, text="{}")
            row.created_at = row.saved_at = at
            row.label, row.cause = kind if kind == "label" else "", kind if kind == "cause" else ""
            session.add(row)
        session.flush()
        version_rows.prune(session, "d")
    with both.reading() as session:
        kept = [row.number for row in session.scalars(version_rows.newest_first("d"))]
    assert kept == [7, 5, 3, 1]
