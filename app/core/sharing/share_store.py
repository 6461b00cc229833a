"""The links to drafts, in the store."""

from __future__ import annotations

import secrets
import threading
import time
from typing import cast

from sqlalchemy import func, select, update

from app.core.people import audit
from app.core.sharing.share import Kind, Share
from app.core.store import database
from app.core.store.errors import DraftError
from app.core.store.store import Store
from app.core.store.tables import DraftRow, ShareRow
from model_codegen.design.errors import DesignError

MOST_LINKS = 50
"""How many links of a draft work at the same time."""

SURE_SECONDS = 5.0
"""For so long an answer is given again: by then a link that another server has withdrawn is closed
here, too."""

_REMEMBERED = 10_000
"""Beyond so many answers all are forgotten."""


class Shares:
    """The links in a store. All methods may be called from any thread.

    Args:
        store: The store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._known: dict[str, tuple[float, Share | None]] = {}

    def make(self, owner: str, draft: str, kind: Kind) -> Share:
        """Make a link to a draft.

        Args:
            owner: Who asks; it has to be theirs.
            draft: Its id.
            kind: What the link is good for.

        Raises:
            DraftError: If it cannot be stored.
            DesignError: If the draft is not theirs, or has too many links.
        """
        with self._store.transaction() as session:
            row = session.get(DraftRow, draft)
            if row is None or row.owner != owner:
                raise DesignError("Only the owner of a design can share it.")
            count = select(func.count()).where(
                ShareRow.draft_id == draft, ShareRow.revoked_at.is_(None)
            )
            if (session.scalar(count) or 0) >= MOST_LINKS:
                raise DesignError(
                    f"This design has {MOST_LINKS} links, which is as many as there can be. "
                    "Withdraw one that is no longer needed."
                )
            made = ShareRow(
                id=secrets.token_urlsafe(16),
                draft_id=draft,
                owner=owner,
                kind=kind,
                created_at=database.now(),
            )
            session.add(made)
            audit.write(session, owner, "share", made.id)
            return _share(made)

    def of(self, owner: str, draft: str) -> list[Share]:
        """The links of an owner's draft that work, oldest first.

        Raises:
            DraftError: If the store cannot be read.
        """
        query = (
            select(ShareRow)
            .where(
                ShareRow.owner == owner,
                ShareRow.draft_id == draft,
                ShareRow.revoked_at.is_(None),
            )
            .order_by(ShareRow.created_at)
        )
        with self._store.reading() as session:
            return [_share(row) for row in session.scalars(query)]

    def revoke(self, owner: str, share: str) -> bool:
        """Have a link of an owner's work no longer.

        Returns:
            Whether there was one that did.

        Raises:
            DraftError: If that cannot be stored.
        """
        mine = (ShareRow.id == share) & (ShareRow.owner == owner) & ShareRow.revoked_at.is_(None)
        with self._store.transaction() as session:
            found = session.scalars(select(ShareRow.id).where(mine)).first()
            session.execute(update(ShareRow).where(mine).values(revoked_at=database.now()))
            if found is not None:
                audit.write(session, owner, "revoke", share)
        with self._lock:
            self._known.pop(share, None)
        return found is not None

    def find(self, share: str) -> Share | None:
        """The link of this id, if it works and its draft is not in the trash.

        Raises:
            DraftError: If the store cannot be read.
        """
        query = (
            select(ShareRow)
            .join(DraftRow, DraftRow.id == ShareRow.draft_id)
            .where(
                ShareRow.id == share,
                ShareRow.revoked_at.is_(None),
                DraftRow.deleted_at.is_(None),
                DraftRow.owner == ShareRow.owner,
            )
        )
        with self._store.reading() as session:
            row = session.scalars(query).first()
            found = _share(row) if row is not None else None
        with self._lock:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[share] = (time.monotonic() + SURE_SECONDS, found)
        return found

    def is_sure(self, share: str) -> bool:
        """Whether `works` answers without asking the store."""
        with self._lock:
            until, _ = self._known.get(share, (0.0, None))
            return until > time.monotonic()

    def works(self, share: str) -> bool:
        """Whether a link works, or did some seconds ago.

        Where the store cannot be read, what was known is as good as it was; at first that is
        nothing.
        """
        with self._lock:
            until, known = self._known.get(share, (0.0, None))
        if until > time.monotonic():
            return known is not None
        try:
            return self.find(share) is not None
        except DraftError:
            return known is not None


def _share(row: ShareRow) -> Share:
    return Share(row.id, row.draft_id, row.owner, cast("Kind", row.kind), row.created_at)
