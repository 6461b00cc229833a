"""Which document is on the canvas: put there, or resumed from a draft."""

from __future__ import annotations

from app.core.drafts.draft import DraftError
from app.core.session.session import Session
from app.core.workspace.workspace import Workspace
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import loads
from model_codegen.design.graph import Design


def put(session: Session, design: Design) -> Workspace:
    """Begin another draft with this design; the one before stays among the recent drafts."""
    workspace = session.workspaces.begin(session.owner, design)
    session.show(workspace)
    return workspace


def resume(session: Session, draft: str, version: int | None = None) -> bool:
    """Go on with an earlier draft, as it was or as it was at a version.

    Args:
        session: Whose canvas it is.
        draft: Its id.
        version: Which version; the newest by default.

    Returns:
        Whether the canvas shows it now; if not, a notice says why.
    """
    workspaces = session.workspaces
    try:
        workspace = workspaces.open(draft, session.owner)
        text = session.services.drafts.load(draft, version) if version is not None else ""
        if workspace is None or text is None:
            session.notify("error", "This draft is no longer stored here.")
            return False
        design = loads(text) if text else None
    except (DraftError, DesignError) as error:
        session.notify("error", f"This draft could not be read. {error}")
        return False
    if workspace is session.workspace:
        session.begin_anew()
    else:
        session.show(workspace)
    if design is not None:
        workspaces.replace(workspace, design)
    return True
