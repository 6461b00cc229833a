"""The list of an owner's drafts: pages of it, search, folders, trash. It reads no design."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from app.core.drafts.draft import DraftPage, OwnedDraft
from app.core.one_line import one_line
from app.core.store import database
from app.core.store.store import Store
from app.core.store.tables import DraftRow

Order = Literal["saved", "name"]
"""Newest first, or by name."""

LONGEST_FOLDER = 80
"""The most characters of a folder's name."""


class OwnedDrafts:
    """The drafts of owners in a store. All methods may be called from any thread.

    What is said to be done to drafts is done to those that are the owner's, and to no others.

    Args:
        store: The store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def page(
        self,
        owner: str,
        *,
        search: str = "",
        folder: str | None = None,
        trash: bool = False,
        order: Order = "saved",
        offset: int = 0,
        limit: int = 50,
    ) -> DraftPage:
        """A page of an owner's drafts that are not empty.

        Args:
            owner: Whose.
            search: Words that all have to be in the name or the folder, in whatever case.
            folder: Only those of this folder; of all by default.
            trash: Those in the trash instead.
            order: In which order.
            offset: How many come before.
            limit: How many there may be.

        Raises:
            DraftError: If the store cannot be read.
        """
        found = and_(_kept(owner, trash), *(_has(word) for word in search.split()))
        if folder is not None:
            found = and_(found, DraftRow.folder == folder)
        by = func.lower(DraftRow.name) if order == "name" else DraftRow.saved_at.desc()
        row = DraftRow
        columns = (row.id, row.name, row.nodes, row.saved_at, row.folder, row.exercise)
        query = select(*columns, row.deleted_at).where(found).order_by(by, row.id)
        with self._store.reading() as session:
            total = session.scalar(select(func.count()).select_from(DraftRow).where(found))
            rows = session.execute(query.offset(offset).limit(limit))
            return DraftPage([OwnedDraft(*one) for one in rows], total or 0)

    def folders(self, owner: str) -> dict[str, int]:
        """The folders of an owner, by name, and how many drafts there are in each.

        Raises:
            DraftError: If the store cannot be read.
        """
        query = (
            select(DraftRow.folder, func.count())
            .where(_kept(owner, trash=False), DraftRow.folder != "")
            .group_by(DraftRow.folder)
        )
        with self._store.reading() as session:
            found = [(folder, count) for folder, count in session.execute(query)]
        return dict(sorted(found, key=lambda one: one[0].casefold()))

    def move(self, owner: str, drafts: Collection[str], folder: str) -> int:
        """Put drafts into a folder, which is there as long as a draft is in it; `""` is none.

        Returns:
            How many there were.

        Raises:
            DraftError: If that cannot be stored.
            DesignError: If its name is too long.
        """
        folder = one_line(folder, LONGEST_FOLDER, "The name of a folder")
        return self._change(owner, drafts, folder=folder)

    def delete(self, owner: str, drafts: Collection[str]) -> int:
        """Put drafts into the trash. One that is open and changed comes out of it.

        Returns:
            How many there were.

        Raises:
            DraftError: If that cannot be stored.
        """
        return self._change(owner, drafts, deleted_at=database.now())

    def restore(self, owner: str, drafts: Collection[str]) -> int:
        """Take drafts out of the trash.

        Returns:
            How many there were.

        Raises:
            DraftError: If that cannot be stored.
        """
        return self._change(owner, drafts, deleted_at=None)

    def forget(self, owner: str, drafts: Collection[str] | None = None) -> int:
        """Forget drafts that are in the trash with all their versions; all by default.

        Returns:
            How many there were.

        Raises:
            DraftError: If that cannot be stored.
        """
        gone = and_(DraftRow.owner == owner, DraftRow.deleted_at.is_not(None))
        if drafts is not None:
            gone = and_(gone, DraftRow.id.in_(drafts))
        with self._store.transaction() as session:
            return _count(session, delete(DraftRow).where(gone))

    def _change(self, owner: str, drafts: Collection[str], **values: object) -> int:
        mine = and_(DraftRow.owner == owner, DraftRow.id.in_(drafts))
        with self._store.transaction() as session:
            return _count(session, update(DraftRow).where(mine).values(**values))


def _kept(owner: str, trash: bool) -> ColumnElement[bool]:
    deleted = DraftRow.deleted_at.is_not(None) if trash else DraftRow.deleted_at.is_(None)
    return and_(DraftRow.owner == owner, deleted, DraftRow.nodes > 0)


def _has(word: str) -> ColumnElement[bool]:
    name = func.lower(DraftRow.name + " " + DraftRow.folder)
    return name.contains(word.replace("\0", "").lower(), autoescape=True)


def _count(session: Session, statement: object) -> int:
    result = session.execute(statement)  # type: ignore[call-overload]
    assert isinstance(result, CursorResult)
    return result.rowcount
