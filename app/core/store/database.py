"""A connection to the database: how it is opened, and what counts as damage to a file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from app.core.store import schema
from app.core.store.schema import ForeignTablesError

READS = "layerloom_reads"
"""Execution option of a connection that only reads: on SQLite it then waits for nobody."""

_POSTGRESQL = {"postgresql", "postgres", "postgresql+psycopg"}


def address(place: Path | str) -> URL:
    """Where a database is, in SQLAlchemy's terms.

    Args:
        place: An SQLite file, or a URL: `postgresql://user:password@host/name`, `sqlite:///file`.

    Raises:
        ValueError: If it is no such URL; what it says has no password.
    """
    if isinstance(place, Path):
        return URL.create("sqlite", database=str(place))
    try:
        url = make_url(place)
    except ArgumentError:
        url = None
    if url is not None and url.drivername in _POSTGRESQL:
        return url.set(drivername="postgresql+psycopg")
    if url is None or url.drivername != "sqlite" or url.database in (None, "", ":memory:"):
        raise ValueError(
            "LAYERLOOM_DATABASE has to be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
        )
    return url


def engine(url: URL) -> Engine:
    """Connections to a database, whatever is in it.

    Args:
        url: As `address` has it.
    """
    # What is logged of an error has no draft's id, and none of an owner.
    if url.drivername == "sqlite":
        made = create_engine(url, hide_parameters=True)
        event.listen(made, "connect", _configure)
        event.listen(made, "begin", _begin)
        return made
    # A connection that PostgreSQL has lost meanwhile is noticed before it is used.
    return create_engine(
        url, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": 5}
    )


def open_database(url: URL) -> Engine:
    """Open a database, check that a file is sound, and bring its tables up to date.

    Raises:
        SQLAlchemyError: If that fails; `is_damage` tells whether a file is at fault.
        ForeignTablesError: If a PostgreSQL database has other tables of these names.
        NewerError: If it was made by a newer version.
    """
    made = engine(url)
    try:
        with made.begin() as connection:
            if url.drivername == "sqlite":
                _check(connection)
            schema.bring_up_to_date(connection)
    except ForeignTablesError as error:
        made.dispose()
        if url.drivername != "sqlite":
            raise
        raise _damage(f"malformed: {error}") from error
    except BaseException:
        made.dispose()
        raise
    return made


def _check(connection: Connection) -> None:
    verdict = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
    if verdict != "ok":
        raise _damage(f"malformed: {verdict}")


def _configure(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # Transactions are begun by `_begin`, for tables too.
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout=5000",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    # SQLite's own knows no letters but English ones.
    connection.create_function("lower", 1, lambda text: text and text.lower(), deterministic=True)


def _begin(connection: Connection) -> None:
    # Whoever reads and then writes has the write lock from the beginning: it could not be had
    # after another process has written meanwhile.
    reads = connection.get_execution_options().get(READS)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def now() -> datetime:
    """Now, in UTC and naive, as the tables keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def _damage(reason: str) -> DBAPIError:
    return DBAPIError(None, None, Exception(reason))


_DAMAGE = ("malformed", "not a database", "no such column", "no such table", "disk image")


def is_damage(error: SQLAlchemyError) -> bool:
    """Whether the file itself is at fault, and not the disk, the rights or another process."""
    return isinstance(error, DBAPIError) and any(word in str(error.orig) for word in _DAMAGE)
