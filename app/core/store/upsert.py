"""`INSERT … ON CONFLICT`, which SQLite and PostgreSQL spell alike and SQLAlchemy doesn't."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.core.store.tables import Base


def insert(session: Session, table: type[Base]) -> Any:
    """An insert into a table that has `on_conflict_do_nothing` and `on_conflict_do_update`.

    Args:
        session: In which it will be run.
        table: One of `tables`.
    """
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
