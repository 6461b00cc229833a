"""The store of drafts: every design that is being drawn, with its earlier versions.

A draft is known by an unguessable id, which stands in the page's address, and belongs to an owner,
an unguessable token that the browser keeps. Saving touches the newest version only while it is
young; then, and on another day, a new version begins: autosave never paints over yesterday's work.
"""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.core.drafts.draft import DraftLine, StoredDraft
from app.core.drafts.version_words import what_is_new
from app.core.store import database
from app.core.store.errors import DraftError
from app.core.store.store import Store
from app.core.store.tables import AgreementRow, DraftRow, VersionRow
from app.core.store.upsert import insert

VERSION_AGE = timedelta(minutes=5)
"""A version older than this is kept as it is; the next save begins another one."""

MAX_VERSIONS = 60
"""How many versions of a draft are kept; beyond that the oldest go, except each day's last."""


EMPTY_AGE = timedelta(days=1)
"""A draft that was begun and never saved is forgotten after this long."""


class Drafts:
    """The drafts in a store. All methods may be called from any thread.

    Args:
        store: The store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        with contextlib.suppress(DraftError):
            self._sweep()

    def _sweep(self) -> None:
        """Forget drafts that were never saved."""
        old = DraftRow.created_at < database.now() - EMPTY_AGE
        with self._store.transaction() as session:
            session.execute(delete(DraftRow).where(old, DraftRow.saved_at.is_(None)))

    def begin(self, owner: str, draft_id: str | None = None) -> str:
        """Begin a draft and return its id.

        Args:
            owner: Token of the browser that it belongs to.
            draft_id: Its id where it was chosen before, by `secrets.token_urlsafe(16)`; a draft of
                this id that is there is left as it is.

        Raises:
            DraftError: If it cannot be stored.
        """
        draft_id = draft_id or secrets.token_urlsafe(16)
        with self._store.transaction() as session:
            _begin(session, draft_id, owner, database.now())
        return draft_id

    def save(
        self, draft_id: str, owner: str, writer: str, name: str, nodes: int, design: str
    ) -> datetime:
        """Save the design of a draft as its newest version.

        Args:
            draft_id: As `begin` returned it. If the store was replaced since, it is begun again.
            owner: As `begin` took it.
            writer: Who saves: a version is only ever touched again by its own writer, so that two
                windows on one draft keep each other's work.
            name: Name of the design, for the list.
            nodes: Number of its nodes, for the list.
            design: Its JSON text.

        Returns:
            When it was saved.

        Raises:
            DraftError: If it cannot be stored.
        """
        now = database.now()
        name = name.replace("\0", "")  # Which PostgreSQL takes in no text.
        with self._store.transaction() as session:
            draft = _locked(session, draft_id, owner, now)
            newest = session.scalars(_versions(draft_id).limit(1)).first()
            draft.name, draft.nodes, draft.saved_at = name, nodes, now
            if newest is not None and newest.text == design:
                newest.saved_at = now
            elif newest is not None and newest.writer == writer and _young(newest, now):
                newest.name, newest.nodes, newest.text = name, nodes, design
                newest.saved_at = now
            else:
                number = newest.number + 1 if newest else 1
                session.add(
                    VersionRow(
                        draft_id=draft_id,
                        number=number,
                        writer=writer,
                        name=name,
                        nodes=nodes,
                        text=design,
                        created_at=now,
                        saved_at=now,
                    )
                )
                if number > MAX_VERSIONS:
                    _prune(session, draft_id)
        return now

    def owner_of(self, draft_id: str) -> str:
        """Whose a draft is; empty if none of this id was begun here.

        Raises:
            DraftError: If the store cannot be read.
        """
        with self._store.reading() as session:
            row = session.get(DraftRow, draft_id)
            return row.owner if row else ""

    def exists(self, draft_id: str) -> bool:
        """Whether a draft of this id was begun here.

        Raises:
            DraftError: If the store cannot be read.
        """
        with self._store.reading() as session:
            return session.get(DraftRow, draft_id) is not None

    def load(self, draft_id: str, version: int | None = None) -> str | None:
        """Return the design of a draft: its newest version, or the one asked for, if there is one.

        Raises:
            DraftError: If the store cannot be read.
        """
        query = _versions(draft_id)
        if version is not None:
            query = query.where(VersionRow.number == version)
        with self._store.reading() as session:
            found = session.scalars(query.limit(1)).first()
            return found.text if found else None

    def newest(self, draft_id: str) -> StoredDraft | None:
        """Return a draft as it was saved last, if it was.

        Raises:
            DraftError: If the store cannot be read.
        """
        with self._store.reading() as session:
            found = session.scalars(_versions(draft_id).limit(1)).first()
            return StoredDraft(found.text, found.writer, found.saved_at) if found else None

    def recent(self, owner: str, limit: int = 20) -> list[DraftLine]:
        """The newest version of each of an owner's drafts that is not empty, newest first.

        Raises:
            DraftError: If the store cannot be read.
        """
        number = (
            select(func.max(VersionRow.number))
            .where(VersionRow.draft_id == DraftRow.id)
            .scalar_subquery()
        )
        query = (
            select(DraftRow, number)
            .where(DraftRow.owner == owner, DraftRow.nodes > 0, DraftRow.deleted_at.is_(None))
            .order_by(DraftRow.saved_at.desc())
            .limit(limit)
        )
        with self._store.reading() as session:
            return [
                DraftLine(row.id, newest, row.name, row.nodes, row.saved_at)
                for row, newest in session.execute(query)
            ]

    def versions(self, draft_id: str, limit: int = 20) -> list[DraftLine]:
        """The versions of one draft that are not empty, newest first, and what is new in each.

        Raises:
            DraftError: If the store cannot be read.
        """
        query = _versions(draft_id).where(VersionRow.nodes > 0).limit(limit + 1)
        with self._store.reading() as session:
            rows = [(_line(row), row.text) for row in session.scalars(query)]
        before = [*(text for _, text in rows[1:]), None]
        return [
            replace(line, news=what_is_new(old, text))
            for (line, text), old in zip(rows[:limit], before, strict=False)
        ]

    def delete(self, draft_id: str, owner: str) -> bool:
        """Forget a draft of an owner's with all its versions.

        One that is open somewhere begins again with its next change.

        Returns:
            Whether there was one.

        Raises:
            DraftError: If that cannot be stored.
        """
        with self._store.transaction() as session:
            row = session.get(DraftRow, draft_id)
            if row is None or row.owner != owner:
                return False
            session.delete(row)
            return True

    def agree(self, owner: str, digest: str) -> None:
        """Remember that an owner has agreed to have code of this digest run.

        Raises:
            DraftError: If it cannot be stored.
        """
        with self._store.transaction() as session:
            session.merge(AgreementRow(owner=owner, digest=digest, created_at=database.now()))

    def has_agreed(self, owner: str, digest: str) -> bool:
        """Whether an owner has agreed to have code of this digest run.

        Raises:
            DraftError: If the store cannot be read.
        """
        with self._store.reading() as session:
            return session.get(AgreementRow, (owner, digest)) is not None


def _begin(session: Session, draft_id: str, owner: str, now: datetime) -> None:
    """Note a draft unless it is known; two threads may be at it at the same time."""
    row = insert(session, DraftRow).values(id=draft_id, owner=owner, created_at=now)
    session.execute(row.on_conflict_do_nothing())


def _locked(session: Session, draft_id: str, owner: str, now: datetime) -> DraftRow:
    """A draft, begun if need be; nobody else saves it until the transaction is over."""
    query = select(DraftRow).where(DraftRow.id == draft_id).with_for_update()
    found = session.scalars(query).first()
    if found is None:
        _begin(session, draft_id, owner, now)
        found = session.scalars(query).one()
    return found


def _versions(draft_id: str) -> Any:
    return (
        select(VersionRow).where(VersionRow.draft_id == draft_id).order_by(VersionRow.number.desc())
    )


def _young(version: VersionRow, now: datetime) -> bool:
    return now - version.created_at < VERSION_AGE and now.date() == version.created_at.date()


def _prune(session: Session, draft_id: str) -> None:
    """Drop the oldest versions beyond the limit, but never the last of a day."""
    kept = list(session.scalars(_versions(draft_id)))
    surplus = len(kept) - MAX_VERSIONS
    lasts = {version.created_at.date(): version.number for version in reversed(kept)}
    for version in reversed(kept):
        if surplus > 0 and lasts[version.created_at.date()] != version.number:
            session.delete(version)
            surplus -= 1


def _line(version: VersionRow) -> DraftLine:
    return DraftLine(
        version.draft_id, version.number, version.name, version.nodes, version.saved_at
    )
