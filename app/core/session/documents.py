"""Which document is on the canvas: put there, resumed from a draft, saved."""

from __future__ import annotations

import json
from typing import Any

from app.core.drafts.draft import DraftError
from app.core.services import Services
from app.core.session import worker_answers
from app.core.session.session import Session
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import loads, to_json
from model_codegen.design.graph import Design


def put(session: Session, services: Services, design: Design) -> None:
    """Begin another draft with this design; the one before stays among the recent drafts."""
    session.replace(design, compact(to_json(design)))
    try:
        session.draft = services.drafts.begin(session.owner)
    except DraftError as error:
        session.save_problem = str(error)
    else:
        save(session, services)
    worker_answers.ask(session, services)


def resume(session: Session, services: Services, draft: str, version: int | None = None) -> bool:
    """Go on with an earlier draft, as it was or as it was at a version.

    Args:
        session: Whose canvas it is.
        services: The draft store and the workers.
        draft: Its id.
        version: Which version; the newest by default.

    Returns:
        Whether the canvas shows it now; if not, a notice says why.
    """
    try:
        text = services.drafts.load(draft, version)
        if text is None:
            session.notify("error", "This draft is no longer stored here.")
            return False
        design = loads(text)
    except (DraftError, DesignError) as error:
        session.notify("error", f"This draft could not be read. {error}")
        return False
    session.replace(design, text)
    session.draft = draft
    save(session, services)
    worker_answers.ask(session, services)
    return True


def save(session: Session, services: Services) -> None:
    """Save the design as the draft's newest version; on failure the session says why."""
    design = session.design
    count = sum(len(graph.nodes) for graph in (design.main, *design.models.values()))
    try:
        session.saved_at = services.drafts.save(
            session.draft,
            session.owner,
            f"{session.id}/{session.rev}",
            design.name,
            count,
            session.text,
        )
        session.save_problem = ""
    except DraftError as error:
        session.save_problem = str(error)


def compact(value: Any) -> str:
    """JSON text without white space."""
    return json.dumps(value, separators=(",", ":"))
