"""The SQLite file of drafts: its tables, how it is opened, and what counts as damage to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, ForeignKey, create_engine, delete, event, select, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

EMPTY_AGE = timedelta(days=1)
"""A draft that was begun and never saved is forgotten after this long."""


class Base(DeclarativeBase):
    """What the tables have in common."""


class DraftRow(Base):
    """A draft that was begun, and whose it is."""

    __tablename__ = "drafts"

    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[datetime]


class VersionRow(Base):
    """A version of a draft: the design, and what the list of recent drafts says of it."""

    __tablename__ = "versions"

    draft_id: Mapped[str] = mapped_column(
        ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    writer: Mapped[str]
    name: Mapped[str]
    nodes: Mapped[int]
    text: Mapped[str]
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]


class BlockRow(Base):
    """A block that an owner keeps: a design file whose main model uses it once."""

    __tablename__ = "blocks"

    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    text: Mapped[str]
    created_at: Mapped[datetime]


class AgreementRow(Base):
    """Code that an owner has agreed to have run, by its digest."""

    __tablename__ = "agreements"

    owner: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]


def open_database(path: Path) -> Engine:
    """Open a store, check that it is sound, make its tables, forget drafts that were never saved.

    Raises:
        SQLAlchemyError: If that fails; `is_damage` tells whether the file is at fault.
    """
    # What is logged of an error has no draft's id: whoever knows it may change the draft.
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True)
    event.listen(engine, "connect", _configure)
    try:
        with engine.begin() as connection:
            verdict = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
            if verdict != "ok":
                raise _damage(f"malformed: {verdict}")
        Base.metadata.create_all(engine)
        with Session(engine) as session, session.begin():
            session.execute(select(VersionRow).limit(1))
            session.execute(
                delete(DraftRow).where(
                    DraftRow.created_at < now() - EMPTY_AGE,
                    DraftRow.id.not_in(select(VersionRow.draft_id)),
                )
            )
    except BaseException:
        engine.dispose()
        raise
    return engine


def _configure(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "busy_timeout=3000",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def now() -> datetime:
    """Now, in UTC and naive, as SQLite keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def _damage(reason: str) -> DBAPIError:
    return DBAPIError(None, None, Exception(reason))


_DAMAGE = ("malformed", "not a database", "no such column", "no such table", "disk image")


def is_damage(error: SQLAlchemyError) -> bool:
    """Whether the file itself is at fault, and not the disk, the rights or another process."""
    return isinstance(error, DBAPIError) and any(word in str(error.orig) for word in _DAMAGE)
