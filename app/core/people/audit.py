"""The audit: one line for each thing that an operator may have to answer for, and no contents."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Literal, TypeAlias

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.core.store import database
from app.core.store.store import Store
from app.core.store.tables import AuditRow

_LOG = logging.getLogger(__name__)

Action: TypeAlias = Literal[
    "sign-in", "sign-out", "share", "revoke", "class joined", "class left", "drafts adopted"
]

KEPT = timedelta(days=400)
"""A line older than this is forgotten."""


def write(session: Session, person: str, action: Action, subject: str = "") -> None:
    """Write a line together with what it is about, and one in the log.

    What is logged has neither person nor subject: with them a log would open drafts.

    Args:
        session: The transaction in which it is done.
        person: Who does it: the owner of their session.
        action: What.
        subject: To what: the id of a link or of a class.
    """
    session.add(AuditRow(at=database.now(), person=person, action=action, subject=subject))
    _LOG.info("audit: %s", action, extra={"action": action})


class Audit:
    """The lines in a store. All methods may be called from any thread.

    Args:
        store: The store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def note(self, person: str, action: Action, subject: str = "", once: bool = False) -> bool:
        """Write a line by itself; see `write`.

        Args:
            person: As there.
            action: As there.
            subject: As there.
            once: Whether a line that is there already is not written again.

        Returns:
            Whether it was written.

        Raises:
            DraftError: If it cannot be stored.
        """
        with self._store.transaction() as session:
            same = select(AuditRow.id).filter_by(person=person, action=action, subject=subject)
            if once and session.scalars(same.limit(1)).first() is not None:
                return False
            write(session, person, action, subject)
            session.execute(delete(AuditRow).where(AuditRow.at < database.now() - KEPT))
            return True

    def lines(self, limit: int = 1000) -> list[tuple[str, str, str]]:
        """The newest lines, newest first: person, action, subject.

        Raises:
            DraftError: If the store cannot be read.
        """
        query = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
        with self._store.reading() as session:
            return [(row.person, row.action, row.subject) for row in session.scalars(query)]
