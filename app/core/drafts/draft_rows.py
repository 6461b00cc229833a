"""A draft's row in a transaction: begun by whoever is first, changed by one after the other."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.store.tables import DraftRow
from app.core.store.upsert import insert


def begin(session: Session, draft_id: str, owner: str, now: datetime) -> None:
    """Note a draft unless it is known; two threads may be at it at the same time."""
    row = insert(session, DraftRow).values(id=draft_id, owner=owner, created_at=now)
    session.execute(row.on_conflict_do_nothing())


def locked(session: Session, draft_id: str, owner: str, now: datetime) -> DraftRow:
    """A draft, begun if need be; nobody else saves it until the transaction is over."""
    query = select(DraftRow).where(DraftRow.id == draft_id).with_for_update()
    found = session.scalars(query).first()
    if found is None:
        begin(session, draft_id, owner, now)
        found = session.scalars(query).one()
    return found
