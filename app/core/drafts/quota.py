"""How much an owner may keep: asked when a draft is saved for the first time."""

from __future__ import annotations

import threading

from cachetools import TTLCache
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import metrics, settings
from app.core.store.errors import DraftError
from app.core.store.store import Store
from app.core.store.tables import DraftRow, VersionRow

SURE_SECONDS = 600.0
"""For so long it is known how much an owner's versions have: to add it up, all are read."""


class Quota:
    """What owners keep in a store. All methods may be called from any thread.

    Args:
        store: The store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._sizes: TTLCache[str, int] = TTLCache(10_000, SURE_SECONDS)

    def add_up(self, owner: str, draft: str) -> None:
        """Find out how much an owner has, before a draft is saved: nobody waits for it then.

        Args:
            owner: Whose draft it is.
            draft: Its id; one that was saved before is not asked about.

        Raises:
            DraftError: If the store cannot be read.
        """
        if self._size(owner) is not None:
            return
        before = select(VersionRow.number).where(VersionRow.draft_id == draft).limit(1)
        text = func.coalesce(func.sum(func.length(VersionRow.text)), 0)
        with self._store.reading() as session:
            if session.scalar(before) is not None:
                return
            size = session.scalar(select(text).join(DraftRow).where(DraftRow.owner == owner))
        with self._lock:
            self._sizes[owner] = size or 0

    def check(self, session: Session, owner: str) -> None:
        """See to it that an owner may keep one more draft.

        What is in the trash counts until it is gone. Drafts that are there already are saved
        whatever they grow to: what is drawn is not lost for a quota.

        Args:
            session: The transaction in which it is stored.
            owner: Whose it is.

        Raises:
            DraftError: If not, with a sentence that says what to do.
        """
        drafts, size = settings.most_drafts(), settings.most_draft_bytes()
        theirs = (DraftRow.owner == owner) & DraftRow.saved_at.is_not(None)
        if (session.scalar(select(func.count()).where(theirs)) or 0) >= drafts:
            metrics.REFUSALS.labels("drafts").inc()
            raise DraftError(
                f"You keep {drafts:,} designs, which is as many as there can be: delete some under "
                "My designs, also from the trash."
            )
        taken = self._size(owner) or 0
        if taken > size:
            with self._lock:
                self._sizes.pop(owner, None)  # who deletes some need not wait
            metrics.REFUSALS.labels("bytes").inc()
            raise DraftError(
                f"Your designs and their versions have {taken // 2**20:,} MB, and there is room "
                f"for {size // 2**20:,} MB: delete some under My designs, also from the trash."
            )

    def _size(self, owner: str) -> int | None:
        with self._lock:
            return self._sizes.get(owner)
