"""An insert that another was faster with."""

from __future__ import annotations

from sqlalchemy import select

from app.core.store import database
from app.core.store.store import Store
from app.core.store.tables import AgreementRow
from app.core.store.upsert import insert


def test_a_second_insert_is_none(both: Store) -> None:
    for _ in range(2):
        with both.transaction() as session:
            row = insert(session, AgreementRow).values(
                owner="me", digest="digest", created_at=database.now()
            )
            session.execute(row.on_conflict_do_nothing())
    with both.reading() as session:
        assert len(session.scalars(select(AgreementRow)).all()) == 1
