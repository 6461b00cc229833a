"""The store of drafts: every design that is being drawn, with its earlier versions.

A draft is known by an unguessable id, which stands in the page's address, and belongs to an owner,
an unguessable token that the browser keeps. Saving touches the newest version only while it is
young; then, and on another day, a new version begins: autosave never paints over yesterday's work.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.core.drafts import draft_rows, version_rows
from app.core.drafts.draft import LONGEST_LABEL, DraftLine, OvertakenError, Stamp, StoredDraft
from app.core.drafts.quota import Quota
from app.core.drafts.version_words import what_is_new
from app.core.one_line import one_line
from app.core.store import database
from app.core.store.errors import DraftError
from app.core.store.store import Store
from app.core.store.tables import DraftRow, VersionRow

EMPTY_AGE = timedelta(days=1)
"""A draft that was begun and never saved is forgotten after this long."""

TRASH_AGE = timedelta(days=30)
"""A draft that was deleted is kept in the trash this long."""

ANOTHER_SERVER = "another server"
"""The cause of a version that another server has outdone."""


class Drafts:
    """The drafts in a store. All methods may be called from any thread.

    Args:
        store: The store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._quota = Quota(store)
        with contextlib.suppress(DraftError):
            self._sweep()

    @property
    def are_shared(self) -> bool:
        """Whether other servers may have them too."""
        return self._store.is_shared

    def _sweep(self) -> None:
        """Forget drafts that were never saved, and those that are long in the trash."""
        now = database.now()
        empty = (DraftRow.created_at < now - EMPTY_AGE) & DraftRow.saved_at.is_(None)
        old = DraftRow.deleted_at < now - TRASH_AGE
        with self._store.transaction() as session:
            session.execute(delete(DraftRow).where(empty | old))

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
            draft_rows.begin(session, draft_id, owner, database.now())
        return draft_id

    def save(
        self,
        draft_id: str,
        owner: str,
        writer: str,
        name: str,
        nodes: int,
        design: str,
        *,
        known: Stamp | None = None,
        absorbed: Collection[str] = (),
        outdo: bool = False,
        label: str = "",
        cause: str = "",
    ) -> Stamp:
        """Save the design of a draft as its newest version.

        Args:
            draft_id: As `begin` returned it. If the store was replaced since, it is begun again.
            owner: As `begin` took it.
            writer: Who saves: a version is only ever touched again by its own writer, so that two
                windows on one draft keep each other's work.
            name: Name of the design, for the list.
            nodes: Number of its nodes, for the list.
            design: Its JSON text.
            known: What the newest version is known to be, `UNSAVED` for none; one of this writer
                may always be. None where that is not asked.
            absorbed: Further writers, all of whose work is in this design.
            outdo: Whether the newest version is kept because this design has not all that is in it.
            label: What its owner calls this version, which then is never touched again.
            cause: Before what large change it is kept.

        Returns:
            Which version it is now.

        Raises:
            DraftError: If it cannot be stored.
            OvertakenError: If the newest version is another than is known, with another design.
        """
        now = database.now()
        name = name.replace("\0", "")  # Which PostgreSQL takes in no text.
        self._quota.add_up(owner, draft_id)
        with self._store.transaction() as session:
            draft = draft_rows.locked(session, draft_id, owner, now)
            newest = version_rows.newest(session, draft_id)
            if newest is None:
                self._quota.check(session, owner)
            if newest is not None and newest.text == design:
                if version_rows.stamp(newest) != known:
                    newest.saved_at = draft.saved_at = now
                newest.label, newest.cause = label or newest.label, cause or newest.cause
                return version_rows.stamp(newest)
            if known is not None and newest is not None and newest.writer != writer:
                _check(session, newest, known)
            if newest is not None and outdo:
                newest.cause = newest.cause or ANOTHER_SERVER
            draft.name, draft.nodes, draft.saved_at, draft.deleted_at = name, nodes, now, None
            mine = newest is not None and newest.writer in (writer, *absorbed)
            if newest is None or not mine or not version_rows.may_be_touched(newest, now):
                number = newest.number + 1 if newest else 1
                newest = VersionRow(draft_id=draft_id, number=number, created_at=now)
                session.add(newest)
            newest.writer, newest.name, newest.nodes, newest.text = writer, name, nodes, design
            newest.saved_at, newest.label, newest.cause = now, label, cause
            if newest.number > version_rows.MAX_VERSIONS:
                session.flush()
                version_rows.prune(session, draft_id)
            return version_rows.stamp(newest)

    def keep_before(
        self, draft_id: str, writer: str, name: str, nodes: int, design: str, cause: str
    ) -> StoredDraft:
        """Keep a design as the version before the newest one of a draft.

        Args:
            draft_id: The draft, which has been saved.
            writer: As for `save`, as the others.
            name: Name of the design.
            nodes: Number of its nodes.
            design: Its JSON text.
            cause: Why.

        Returns:
            The newest version.

        Raises:
            DraftError: If it cannot be stored.
        """
        now = database.now()
        with self._store.transaction() as session:
            session.execute(select(DraftRow.id).where(DraftRow.id == draft_id).with_for_update())
            newest = version_rows.newest(session, draft_id)
            assert newest is not None
            newest.number += 1
            session.flush()
            row = VersionRow(draft_id=draft_id, number=newest.number - 1, writer=writer)
            row.name, row.nodes, row.text, row.cause = name.replace("\0", ""), nodes, design, cause
            row.created_at = row.saved_at = now
            session.add(row)
            return StoredDraft(newest.text, version_rows.stamp(newest))

    def stamps(self, draft_ids: Collection[str]) -> dict[str, Stamp]:
        """Which version is the newest of each of some drafts.

        Raises:
            DraftError: If the store cannot be read.
        """
        newest = (
            select(VersionRow.draft_id, func.max(VersionRow.number).label("number"))
            .where(VersionRow.draft_id.in_(draft_ids))
            .group_by(VersionRow.draft_id)
            .subquery()
        )
        row = VersionRow
        query = select(row.draft_id, row.number, row.writer, row.saved_at).join(
            newest, (row.draft_id == newest.c.draft_id) & (row.number == newest.c.number)
        )
        with self._store.reading() as session:
            return {
                draft: Stamp(number, writer, saved_at)
                for draft, number, writer, saved_at in session.execute(query)
            }

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
        query = version_rows.newest_first(draft_id)
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
            found = session.scalars(version_rows.newest_first(draft_id).limit(1)).first()
            return StoredDraft(found.text, version_rows.stamp(found)) if found else None

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
            .where(
                DraftRow.owner == owner,
                DraftRow.nodes > 0,
                DraftRow.deleted_at.is_(None),
                DraftRow.exercise == "",  # Answers are found in their lessons.
            )
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
        query = version_rows.newest_first(draft_id).where(VersionRow.nodes > 0).limit(limit + 1)
        with self._store.reading() as session:
            rows = [(version_rows.line(row), row.text) for row in session.scalars(query)]
        before = [*(text for _, text in rows[1:]), None]
        return [
            replace(line, news=what_is_new(old, text))
            for (line, text), old in zip(rows[:limit], before, strict=False)
        ]

    def label(self, draft_id: str, owner: str, version: int, label: str) -> bool:
        """Give a version of an owner's draft a name, so that it is kept; or take its name away.

        Returns:
            Whether there is such a version.

        Raises:
            DraftError: If that cannot be stored.
            DesignError: If the name is too long.
        """
        label = one_line(label, LONGEST_LABEL, "The name of a version")
        with self._store.transaction() as session:
            row = session.get(VersionRow, (draft_id, version))
            draft = session.get(DraftRow, draft_id)
            if row is None or draft is None or draft.owner != owner:
                return False
            row.label = label
            return True


def _check(session: Session, newest: VersionRow, known: Stamp) -> None:
    """Raise where the newest version is not the one that is known."""
    stamp = version_rows.stamp(newest)
    if stamp == known:
        return
    row = session.get(VersionRow, (newest.draft_id, known.number))
    outdone = row is not None and row is not newest and row.cause == ANOTHER_SERVER
    raise OvertakenError(StoredDraft(newest.text, stamp), outdone)
