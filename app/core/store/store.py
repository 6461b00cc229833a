"""`Store`: the database that a server works with, opened when it is first needed."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from app.core.store import database
from app.core.store.errors import DraftError
from app.core.store.schema import ForeignTablesError, NewerError

_LOG = logging.getLogger(__name__)


class Store:
    """A database. All methods may be called from any thread.

    An SQLite file that is damaged or is no store is put aside under another name and a new one is
    begun; `incident` then says so.

    Args:
        place: An SQLite file, whose directory is made if need be, or a URL; see `address`.
    """

    def __init__(self, place: Path | str) -> None:
        self._place = place
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self.incident = ""
        with contextlib.suppress(DraftError):
            self._ready()

    @property
    def is_shared(self) -> bool:
        """Whether other servers may work with it too."""
        return not isinstance(self._place, Path) and not self._place.startswith("sqlite")

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Session]:
        """Read and write; all of it is stored, or nothing.

        Raises:
            DraftError: If that fails.
        """
        with self._session(self._ready()) as session:
            yield session

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """Read, without waiting for whoever writes; nothing may be changed.

        Raises:
            DraftError: If that fails.
        """
        with self._session(self._ready().execution_options(**{database.READS: True})) as session:
            yield session

    @contextlib.contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        try:
            with Session(engine) as session, session.begin():
                yield session
        except SQLAlchemyError as error:
            if engine.dialect.name == "sqlite" and database.is_damage(error):
                self.close()
            # That a server is away needs no traceback, and is met again and again until it is back.
            is_away = self.is_shared and isinstance(error, OperationalError)
            _LOG.error("The store failed: %s", _reason(error), exc_info=not is_away)
            raise DraftError(f"The draft could not be stored: {_reason(error)}.") from error

    def close(self) -> None:
        """Let go of the database; whoever needs it again opens it again."""
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
            url = database.address(self._place)
            if url.drivername != "sqlite":
                return database.open_database(url)
            path = Path(url.database or "")
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                return database.open_database(url)
            except DBAPIError as error:
                if not database.is_damage(error):
                    raise
            self._set_aside(path)
            return database.open_database(url)
        except (OSError, SQLAlchemyError, ForeignTablesError, NewerError, ValueError) as error:
            is_away = self.is_shared and isinstance(error, OperationalError)
            _LOG.error("The store cannot be opened: %s", _reason(error), exc_info=not is_away)
            raise DraftError(f"Drafts cannot be stored: {_reason(error)}.") from error

    def _set_aside(self, path: Path) -> None:
        stamp = database.now().strftime("%Y%m%d-%H%M%S")
        aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
        path.replace(aside)
        for ending in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                Path(f"{path}{ending}").replace(f"{aside}{ending}")
        self.incident = (
            f"The file of drafts was damaged. It was kept as {aside.name} and a new one was begun, "
            "so earlier drafts are not listed."
        )
        _LOG.error("%s", self.incident)


def _reason(error: Exception) -> str:
    """Its first line, as part of a sentence."""
    origin = getattr(error, "orig", None) or error
    said = str(origin).strip().split("\n")[0].strip().rstrip(".")
    return said or type(origin).__name__
