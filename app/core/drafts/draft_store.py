"""The store of drafts: every design that is being drawn, with its earlier versions, in SQLite.

A draft is known by an unguessable id, which stands in the page's address, and belongs to an owner,
an unguessable token that the browser keeps. Saving touches the newest version only while it is
young; then, and on another day, a new version begins: autosave never paints over yesterday's work.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from app.core.drafts import database
from app.core.drafts.database import AgreementRow, DraftRow, VersionRow, is_damage, open_database
from app.core.drafts.draft import DraftError, DraftLine, StoredDraft
from app.core.drafts.version_words import what_is_new

_LOG = logging.getLogger(__name__)

VERSION_AGE = timedelta(minutes=5)
"""A version older than this is kept as it is; the next save begins another one."""

MAX_VERSIONS = 60
"""How many versions of a draft are kept; beyond that the oldest go, except each day's last."""


class Drafts:
    """The store.

    A file that is damaged or is no store is put aside under another name and a new one is begun;
    `incident` then says so. All methods may be called from any thread.

    Args:
        path: The SQLite file; its directory is made if need be.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self.incident = ""
        with contextlib.suppress(DraftError):
            self._ready()

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
        with self.transaction() as session:
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
        with self.transaction() as session:
            newest = session.scalars(_versions(draft_id).limit(1)).first()
            if newest is not None and newest.text == design:
                newest.saved_at = now
            elif newest is not None and newest.writer == writer and _young(newest, now):
                newest.name, newest.nodes, newest.text = name, nodes, design
                newest.saved_at = now
            else:
                if newest is None:
                    _begin(session, draft_id, owner, now)
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

    def exists(self, draft_id: str) -> bool:
        """Whether a draft of this id was begun here.

        Raises:
            DraftError: If the store cannot be read.
        """
        with self.transaction() as session:
            return session.get(DraftRow, draft_id) is not None

    def load(self, draft_id: str, version: int | None = None) -> str | None:
        """Return the design of a draft: its newest version, or the one asked for, if there is one.

        Raises:
            DraftError: If the store cannot be read.
        """
        query = _versions(draft_id)
        if version is not None:
            query = query.where(VersionRow.number == version)
        with self.transaction() as session:
            found = session.scalars(query.limit(1)).first()
            return found.text if found else None

    def newest(self, draft_id: str) -> StoredDraft | None:
        """Return a draft as it was saved last, if it was.

        Raises:
            DraftError: If the store cannot be read.
        """
        with self.transaction() as session:
            found = session.scalars(_versions(draft_id).limit(1)).first()
            return StoredDraft(found.text, found.writer, found.saved_at) if found else None

    def recent(self, owner: str, limit: int = 20) -> list[DraftLine]:
        """The newest version of each of an owner's drafts that is not empty, newest first.

        Raises:
            DraftError: If the store cannot be read.
        """
        newest = (
            select(VersionRow.draft_id, func.max(VersionRow.number).label("number"))
            .join(DraftRow)
            .where(DraftRow.owner == owner)
            .group_by(VersionRow.draft_id)
            .subquery()
        )
        query = (
            select(VersionRow)
            .join(
                newest,
                (VersionRow.draft_id == newest.c.draft_id) & (VersionRow.number == newest.c.number),
            )
            .where(VersionRow.nodes > 0)
            .order_by(VersionRow.saved_at.desc())
            .limit(limit)
        )
        with self.transaction() as session:
            return [_line(version) for version in session.scalars(query)]

    def versions(self, draft_id: str, limit: int = 20) -> list[DraftLine]:
        """The versions of one draft that are not empty, newest first, and what is new in each.

        Raises:
            DraftError: If the store cannot be read.
        """
        query = _versions(draft_id).where(VersionRow.nodes > 0).limit(limit + 1)
        with self.transaction() as session:
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
        with self.transaction() as session:
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
        with self.transaction() as session:
            session.merge(AgreementRow(owner=owner, digest=digest, created_at=database.now()))

    def has_agreed(self, owner: str, digest: str) -> bool:
        """Whether an owner has agreed to have code of this digest run.

        Raises:
            DraftError: If the store cannot be read.
        """
        with self.transaction() as session:
            return session.get(AgreementRow, (owner, digest)) is not None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Session]:
        """Read and write; all of it is stored, or nothing.

        Raises:
            DraftError: If that fails.
        """
        try:
            with Session(self._ready()) as session, session.begin():
                yield session
        except SQLAlchemyError as error:
            if is_damage(error):
                self.close()
            _LOG.exception("The draft store failed")
            raise DraftError(f"The draft could not be stored: {_reason(error)}.") from error

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    def _ready(self) -> Engine:
        with self._lock:
            if self._engine is None:
                self._engine = self._open()
            return self._engine

    def _open(self) -> Engine:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                return open_database(self._path)
            except DBAPIError as error:
                if not is_damage(error):
                    raise
            self._set_aside()
            return open_database(self._path)
        except (OSError, SQLAlchemyError) as error:
            _LOG.exception("The draft store cannot be opened")
            raise DraftError(f"Drafts cannot be stored: {_reason(error)}.") from error

    def _set_aside(self) -> None:
        stamp = database.now().strftime("%Y%m%d-%H%M%S")
        aside = self._path.with_name(f"{self._path.stem}-damaged-{stamp}{self._path.suffix}")
        self._path.replace(aside)
        for ending in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                Path(f"{self._path}{ending}").replace(f"{aside}{ending}")
        self.incident = (
            f"The file of drafts was damaged. It was kept as {aside.name} and a new one was begun, "
            "so earlier drafts are not listed."
        )
        _LOG.error("%s", self.incident)


def _begin(session: Session, draft_id: str, owner: str, now: datetime) -> None:
    """Note a draft unless it is known; two threads may be at it at the same time."""
    row = insert(DraftRow).values(id=draft_id, owner=owner, created_at=now)
    session.execute(row.on_conflict_do_nothing())


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


def _reason(error: Exception) -> str:
    origin = getattr(error, "orig", None) or error
    return str(origin).strip().rstrip(".") or type(origin).__name__
