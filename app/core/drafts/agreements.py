"""What code owners have agreed to have run."""

from __future__ import annotations

from app.core.store import database
from app.core.store.store import Store
from app.core.store.tables import AgreementRow
from app.core.store.upsert import insert


class Agreements:
    """The agreements in a store. All methods may be called from any thread.

    Args:
        store: The store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def agree(self, owner: str, digest: str) -> None:
        """Remember that an owner has agreed to have code of this digest run.

        Raises:
            DraftError: If it cannot be stored.
        """
        with self._store.transaction() as session:
            row = insert(session, AgreementRow)
            row = row.values(owner=owner, digest=digest, created_at=database.now())
            session.execute(row.on_conflict_do_nothing())

    def has_agreed(self, owner: str, digest: str) -> bool:
        """Whether an owner has agreed to have code of this digest run.

        Raises:
            DraftError: If the store cannot be read.
        """
        with self._store.reading() as session:
            return session.get(AgreementRow, (owner, digest)) is not None
