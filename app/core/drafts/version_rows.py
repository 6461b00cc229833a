"""The versions of a draft in a transaction: which is the newest, and which are no longer kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.core.drafts.draft import DraftLine, Stamp
from app.core.store.tables import VersionRow

VERSION_AGE = timedelta(minutes=5)
"""A version older than this is kept as it is; the next save begins another one."""

MAX_VERSIONS = 60
"""How many versions without a label are kept; beyond that the oldest go, except each day's last."""


def newest_first(draft_id: str) -> Select[VersionRow]:
    """The versions of a draft."""
    query = select(VersionRow).where(VersionRow.draft_id == draft_id)
    return query.order_by(VersionRow.number.desc())


def newest(session: Session, draft_id: str) -> VersionRow | None:
    """The newest version of a draft, if it was ever saved."""
    return session.scalars(newest_first(draft_id).limit(1)).first()


def stamp(version: VersionRow) -> Stamp:
    """By which a version is known."""
    return Stamp(version.number, version.writer, version.saved_at)


def line(version: VersionRow) -> DraftLine:
    """What a list says of a version."""
    return DraftLine(
        version.draft_id,
        version.number,
        version.name,
        version.nodes,
        version.saved_at,
        label=version.label,
        cause=version.cause,
    )


def may_be_touched(version: VersionRow, now: datetime) -> bool:
    """Whether a version is still young, of today, and was not kept for a reason."""
    if version.label or version.cause:
        return False
    return now - version.created_at < VERSION_AGE and now.date() == version.created_at.date()


def prune(session: Session, draft_id: str) -> None:
    """Drop the oldest versions beyond the limit: never one with a label, nor the last of a day.

    Those that were kept before a large change go after those that were saved by themselves.
    """
    columns = (VersionRow.number, VersionRow.created_at, VersionRow.label, VersionRow.cause)
    query = select(*columns).where(VersionRow.draft_id == draft_id).order_by(VersionRow.number)
    kept = [row for row in session.execute(query) if not row.label]
    lasts = {row.created_at.date(): row.number for row in kept}
    going = [row for row in kept if lasts[row.created_at.date()] != row.number]
    going.sort(key=lambda row: (bool(row.cause), row.number))
    for row in going[: max(0, len(kept) - MAX_VERSIONS)]:
        session.delete(session.get_one(VersionRow, (draft_id, row.number)))
