"""A session that looks at a design through a link: it sees all that its owner does."""

from __future__ import annotations

import secrets

from app.core.session.session import Session
from app.core.sharing.share import Share
from app.core.store.errors import DraftError
from app.core.workspace.workspace import Workspace
from app.core.workspace.workspaces import Workspaces, empty_design
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import loads
from model_codegen.design.graph import Design

UNKNOWN = (
    "This link leads to no design. It may have been withdrawn, or not all of it was copied: ask "
    "for a new one."
)

WITHDRAWN = "This link no longer works: who shared the design has withdrawn it."


def open_shared(workspaces: Workspaces, share: Share, visitor: str | None) -> Session | None:
    """Begin a session that looks at a shared draft.

    Args:
        workspaces: The open drafts.
        share: The link that its user came by, of kind `view` or shown embedded.
        visitor: The owner of what they draw themselves, if that is known.

    Returns:
        It; None if there is no draft any more, or it cannot be read.
    """
    try:
        workspace = workspaces.open(share.draft, share.owner)
    except (DraftError, DesignError):
        return None
    if workspace is None:
        return None
    owner = visitor or secrets.token_urlsafe(16)
    session = Session(owner, workspaces, workspace, share=share.id, begun=True)
    session.incidents = {worker: worker.state.incidents for worker in workspaces.services.workers}
    return session


def shared_design(workspaces: Workspaces, share: Share) -> Design | None:
    """The design that a link leads to, as it is now; None where it cannot be read."""
    try:
        text = workspaces.services.drafts.load(share.draft)
        return loads(text) if text else None
    except (DraftError, DesignError):
        return None


def follow(session: Session) -> None:
    """Show nothing any more through a link that was withdrawn."""
    if session.share and not session.closed and not session.services.shares.works(session.share):
        session.closed = True
        session.show(Workspace(secrets.token_urlsafe(16), "", empty_design()))
        session.notify("warning", WITHDRAWN)
