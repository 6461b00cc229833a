"""What a page does to the document.

A message that makes no sense changes nothing, and a notice says why: the design on the canvas is
never lost.
"""

from __future__ import annotations

from typing import Any

from app.core import metrics
from app.core.limits.limits import LimitError
from app.core.session import consent, documents, importing, kept_blocks, pieces
from app.core.session.session import Session
from app.core.workspace.document import ConflictError
from app.core.workspace.workspace import Workspace
from app.core.workspace.workspaces import empty_design
from model_codegen import gallery
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import loads
from model_codegen.design.patches import Operations

DEAR = frozenset({"application", "choose", "import", "open", "open_up", "piece", "source"})
"""Commands for which models or code are read."""

READ_ONLY = "This design is another's: you can look at it, and not change it."


def edit(
    session: Session,
    workspace: Workspace,
    patch: Operations,
    base: int,
    client: str,
    seq: int,
    title: str = "",
) -> str:
    """Change the document of a page.

    Args:
        session: Whose canvas it is.
        workspace: Its draft; another may take the place at any time.
        patch: What its user has changed.
        base: The revision that it was worked out on.
        client: The page's own id.
        seq: Its number of the edit.
        title: What its user calls it.

    Returns:
        Why it was not done, as a sentence; empty if it was.
    """
    if session.readonly:
        return READ_ONLY
    before = workspace.design
    try:
        session.workspaces.edit(workspace, patch, base=base, author=client, seq=seq, called=title)
    except ConflictError as error:
        metrics.EDITS.labels("refused").inc()
        return str(error)
    except DesignError as error:
        metrics.EDITS.labels("refused").inc()
        return f"This change could not be taken over, nothing was saved. {error}"
    metrics.EDITS.labels("done").inc()
    session.address = ""
    consent.follow(session, session.services, before, workspace.design)
    return ""


def command(session: Session, message: dict[str, Any]) -> None:
    """Carry out a command: a gallery entry, a file, an empty design, a model to read, a kept block.

    Args:
        session: Whose canvas it is.
        message: See `components.live_protocol.Command`.
    """
    if session.readonly and message.get("command") != "excerpt":
        session.notify("warning", READ_ONLY)
        return
    if message.get("command") in DEAR:
        try:
            session.services.limits.take(session.owner, "imports")
        except LimitError as error:
            session.notify("warning", str(error))
            return
    if (
        importing.begin(session, message)
        or kept_blocks.command(session, message)
        or pieces.begin(session, message)
    ):
        return
    try:
        match message:
            case {"command": "gallery", "name": str(name)}:
                design, cause = gallery.load(name), f"opening {name} of the gallery"
            case {"command": "open", "text": str(text)}:
                design = loads(text)
                cause = f"opening {design.name}"
            case {"command": "new"}:
                design, cause = empty_design(), "beginning a new one"
            case _:
                return
    except DesignError as error:
        session.notify("error", f"{error} The design on the canvas is as it was.")
        return
    documents.put(session, design, cause)
