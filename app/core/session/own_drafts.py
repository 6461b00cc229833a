"""Drafts as their owner has them: to anybody else they are not there."""

from __future__ import annotations

from app.core.drafts.draft import DraftLine
from app.core.people.rights import is_owner
from app.core.session.session import Session


def text(session: Session, draft: str, version: int | None = None) -> str | None:
    """The design of a draft of the session's owner, as JSON text.

    Args:
        session: Who asks.
        draft: Its id.
        version: Which version; the newest by default.

    Returns:
        It; None if there is none, or it is another's.

    Raises:
        DraftError: If the store cannot be read.
    """
    drafts = session.services.drafts
    return drafts.load(draft, version) if is_owner(drafts.owner_of(draft), session.owner) else None


def versions(session: Session, limit: int = 20) -> list[DraftLine]:
    """The versions of the draft on the canvas, newest first; none of one that is only shared.

    Raises:
        DraftError: If the store cannot be read.
    """
    if not is_owner(session.workspace.owner, session.owner):
        return []
    return session.services.drafts.versions(session.draft, limit)
