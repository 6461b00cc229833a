"""How much an owner may keep: asked when a draft is saved for the first time."""

from __future__ import annotations

from collections.abc import MutableMapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import metrics, settings
from app.core.store.errors import DraftError
from app.core.store.tables import DraftRow, VersionRow

SURE_SECONDS = 600.0
"""For so long it is known how much an owner's versions have: to add it up, all are read."""


def check(session: Session, owner: str, sizes: MutableMapping[str, int]) -> None:
    """See to it that an owner may keep one more draft.

    What is in the trash counts until it is gone. Drafts that are there already are saved whatever
    they grow to: what is drawn is not lost for a quota.

    Args:
        session: The transaction in which it is stored.
        owner: Whose it is.
        sizes: What the versions of owners have; what is not known of this one is added.

    Raises:
        DraftError: If not, with a sentence that says what to do.
    """
    drafts, size = settings.most_drafts(), settings.most_draft_bytes()
    theirs = (DraftRow.owner == owner) & DraftRow.saved_at.is_not(None)
    if (session.scalar(select(func.count()).where(theirs)) or 0) >= drafts:
        metrics.REFUSALS.labels("drafts").inc()
        raise DraftError(
            f"You keep {drafts:,} designs, which is as many as there can be: delete some under My "
            "designs, also from the trash."
        )
    taken = sizes.get(owner)
    if taken is None or taken > size:  # who has deleted some need not wait
        text = func.coalesce(func.sum(func.length(VersionRow.text)), 0)
        query = select(text).join(DraftRow).where(DraftRow.owner == owner)
        taken = sizes[owner] = session.scalar(query) or 0
    if taken > size:
        metrics.REFUSALS.labels("bytes").inc()
        raise DraftError(
            f"Your designs and their versions have {taken // 2**20:,} MB, and {size // 2**20:,} MB "
            "is what there is room for: delete some under My designs, also from the trash."
        )
