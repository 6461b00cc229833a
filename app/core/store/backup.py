"""The database saved in a file and taken from one, and copied into another; servers may run."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL, func, insert, select
from sqlalchemy.orm import Session

from app.core.store import database
from app.core.store.errors import DraftError
from app.core.store.store import Store
from app.core.store.tables import AuditRow, Base

_SQLITE = b"SQLite format 3\0"
_DUMP = b"PGDMP"

ROWS = 200
"""So many rows are held at once by `copy`."""


def backup(place: Path | str, file: Path) -> None:
    """Save a database as it is at one moment: as an SQLite file, or as `pg_dump` writes it.

    Args:
        place: The database; see `database.address`.
        file: Where to; one that is there is replaced once the new one is whole.

    Raises:
        DraftError: If there is no such database, or it could not be saved.
    """
    url = _address(place)
    with _whole(file) as beside:
        if url.drivername == "sqlite":
            source = Path(url.database or "")
            if not source.is_file():
                raise DraftError(f"There is nothing to save: {source} is not there.")
            _copy_pages(source, beside)
        else:
            _run("pg_dump", url, "--format=custom", f"--file={beside}")


def restore(place: Path | str, file: Path) -> Path | None:
    """Take a database from a file that `backup` made; what was there goes into a file beside it.

    Args:
        place: The database.
        file: The backup.

    Returns:
        Where that is which was there; None where nothing was.

    Raises:
        DraftError: If the file is no backup of such a database, or it could not be taken.
    """
    url = _address(place)
    kind = "an SQLite" if url.drivername == "sqlite" else "a PostgreSQL"
    try:
        with file.open("rb") as opened:
            start = opened.read(len(_SQLITE))
    except OSError as error:
        raise DraftError(f"{file} cannot be read: {error.strerror}.") from error
    if not start.startswith(_SQLITE if url.drivername == "sqlite" else _DUMP):
        raise DraftError(f"{file} is no backup of {kind} database.")
    stamp = database.now().strftime("%Y%m%d-%H%M%S")
    before: Path | None = file.with_name(f"{file.name}.before-restore-{stamp}")
    if url.drivername == "sqlite":
        target = Path(url.database or "")
        _check(file)
        if target.is_file():
            backup(place, before or file)
        else:
            before = None
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _copy_pages(file, target)
    else:
        backup(place, before or file)
        how = ("--clean", "--if-exists", "--single-transaction", "--exit-on-error")
        _run("pg_restore", url, *how, str(file))
    _open(place).close()  # One of an earlier version is brought up to date.
    return before


def copy(source: Path | str, target: Path | str) -> int:
    """Copy all rows into another, empty database, such as from SQLite to PostgreSQL.

    Args:
        source: The one; no server works with it meanwhile.
        target: The other.

    Returns:
        How many rows there were.

    Raises:
        DraftError: If the target has rows already, or one of the two fails.
    """
    url = _address(source)
    if url.drivername == "sqlite" and not Path(url.database or "").is_file():
        raise DraftError(f"There is nothing to copy: {url.database} is not there.")
    with contextlib.closing(_open(source)) as old, contextlib.closing(_open(target)) as new:
        count = 0
        with old.reading() as reading, new.transaction() as writing:
            for table in Base.metadata.sorted_tables:
                if writing.scalar(select(func.count()).select_from(table)):
                    raise DraftError("The database that is copied to is not empty.")
            for table in Base.metadata.sorted_tables:
                rows = reading.execute(select(table).execution_options(yield_per=ROWS)).mappings()
                for some in rows.partitions(ROWS):
                    writing.execute(insert(table), [dict(row) for row in some])
                    count += len(some)
            _go_on_counting(writing)
    return count


def _go_on_counting(session: Session) -> None:
    """Have PostgreSQL number the lines of the audit after those that were copied."""
    if session.get_bind().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence("audit", "id")
        last = select(func.coalesce(func.max(AuditRow.id), 0)).scalar_subquery()
        session.execute(select(func.setval(sequence, last + 1, False)))


def _address(place: Path | str) -> URL:
    try:
        return database.address(place)
    except ValueError as error:
        raise DraftError(f"{error}.") from error


def _open(place: Path | str) -> Store:
    store = Store(place)
    with store.reading():  # Which says why, where it cannot be.
        return store


def _copy_pages(source: Path, target: Path) -> None:
    """Copy an SQLite file as it is at one moment, whoever writes to it."""
    try:
        with (
            contextlib.closing(sqlite3.connect(source, timeout=30)) as old,
            contextlib.closing(sqlite3.connect(target, timeout=30)) as new,
        ):
            old.backup(new)
    except sqlite3.Error as error:
        raise DraftError(f"{source} could not be copied to {target}: {error}.") from error


def _check(file: Path) -> None:
    try:
        where = f"{file.resolve().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(where, uri=True)) as opened:
            verdict = opened.execute("PRAGMA quick_check(1)").fetchone()[0]
            opened.execute("SELECT draft_id, number FROM versions LIMIT 1")
    except sqlite3.Error as error:
        verdict = str(error)
    if verdict != "ok":
        raise DraftError(f"{file} is damaged, or no backup of Layerloom's: {verdict}.")


@contextlib.contextmanager
def _whole(file: Path) -> Iterator[Path]:
    """A file beside, which takes the place once it is whole; nobody else may read it."""
    beside = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield beside
        beside.replace(file)
    except OSError as error:
        raise DraftError(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)


def _run(program: str, url: URL, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; the password is no argument, which others could read."""
    path = shutil.which(program) or next(
        (str(one) for one in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))[::-1]),
        None,
    )
    if path is None:
        raise DraftError(
            f"{program} is not installed, which saves and restores PostgreSQL databases (on "
            "Debian: apt-get install postgresql-client)."
        )
    password = {"PGPASSWORD": str(url.password)} if url.password else {}
    plain = URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, url.query
    )
    done = subprocess.run(
        [path, f"--dbname={plain.render_as_string()}", "--no-owner", "--no-privileges", *arguments],
        env={**os.environ, **password},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()] or ["no reason given"]
        raise DraftError(f"{program} has failed: {said[0].removeprefix(f'{program}: ')}.")
