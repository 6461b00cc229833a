"""Repairs of the Chain or topology? page, as steps that Undo takes back on every page."""

from __future__ import annotations

from app.core.session import documents
from app.core.session.editing import READ_ONLY
from app.core.session.session import Session
from app.core.workspace.document import ConflictError
from model_codegen import gallery
from model_codegen.design.errors import DesignError
from model_codegen.design.patches import Operations


def put(session: Session, example: str, title: str, patch: Operations) -> int | None:
    """Put a design of the gallery on the canvas, and change it there.

    Args:
        session: Whose canvas it is; what was there before stays among its drafts.
        example: The name of the gallery's design.
        title: As for `apply`.
        patch: Of that design.

    Returns:
        As `apply`.
    """
    if not session.readonly:
        documents.put(session, gallery.load(example))
    return apply(session, title, patch)


def apply(session: Session, title: str, patch: Operations) -> int | None:
    """Change the design on the canvas.

    Args:
        session: Whose canvas it is.
        title: What Undo calls it.
        patch: Of the design as it is now.

    Returns:
        The revision after it; None if nothing was changed, and a notice says why.
    """
    if session.readonly:
        session.notify("warning", READ_ONLY)
        return None
    workspace = session.workspace
    try:
        with workspace.lock:
            session.workspaces.edit(workspace, patch, author=session.id, title=title)
            rev = workspace.document.rev
    except (ConflictError, DesignError) as error:
        session.notify("error", f"The design is as it was. {error}")
        return None
    session.address = ""
    return rev
