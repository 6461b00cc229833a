"""Which document is on the canvas: put there, or resumed from a draft."""

from __future__ import annotations

from app.core.people.rights import NOT_YOURS
from app.core.session import own_drafts
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.core.workspace.workspace import Workspace
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import loads
from model_codegen.design.graph import Design
from model_codegen.design.model_names import renamed


def put(session: Session, design: Design, cause: str = "") -> Workspace:
    """Begin another draft with this design; the one before stays among the recent drafts.

    A session that is pinned has it in the draft that it is at, where it can be undone.

    Args:
        session: Whose canvas shows it then.
        design: What shall be there.
        cause: What is done so, for the list of a pinned draft's versions: "opening mlp".
    """
    if session.pinned:
        session.workspaces.replace(session.workspace, design, cause)
        session.begin_anew()
        return session.workspace
    workspace = session.workspaces.begin(session.owner, design)
    session.show(workspace)
    return workspace


def duplicate(session: Session, draft: str) -> bool:
    """Begin another draft with what an earlier one has, under a name of its own.

    Args:
        session: Whose canvas shows it then.
        draft: The id of the draft that stays as it is.

    Returns:
        Whether the canvas shows it now; if not, a notice says why.
    """
    try:
        text = own_drafts.text(session, draft)
        if text is None:
            session.notify("error", NOT_YOURS)
            return False
        put(session, _copied(loads(text)))
    except (DraftError, DesignError) as error:
        session.notify("error", f"This draft could not be read. {error}")
        return False
    return True


def copy_name(name: str) -> str:
    """What a copy is called: `net` → `net copy` → `net copy 2`."""
    stem, _, number = name.rpartition(" copy")
    if stem and (not number or number.strip().isdecimal()):
        return f"{stem} copy {int(number or 1) + 1}"
    return f"{name} copy"


def _copied(design: Design) -> Design:
    return renamed(design, copy_name(design.name))


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
        text = own_drafts.text(session, draft, version) if version is not None else ""
        if workspace is None or text is None:
            session.notify("error", NOT_YOURS)
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
        workspaces.replace(workspace, design, "going back to an earlier version")
    return True
