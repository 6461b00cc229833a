"""Edits and commands that come from the canvas.

A message that makes no sense changes nothing, and a notice says why: the design on the canvas is
never lost.
"""

from __future__ import annotations

from typing import Any

from app.core.services import Services
from app.core.session import consent, documents, worker_answers
from app.core.session.session import Session, empty_design
from model_codegen import gallery
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import from_json, loads


def take_edit(session: Session, services: Services, message: Any) -> bool:
    """Take over an edit from the browser.

    An edit of another session or `rev` is refused: the browser is told of the current document.
    One that is no design is refused with a notice.

    Args:
        session: Whose canvas it is.
        services: The draft store and the workers.
        message: The trigger's value; see `components.model_canvas.Edit`.

    Returns:
        Whether it was taken over.
    """
    if not _is_edit(message) or message["session"] != session.id:
        return False
    if message["rev"] != session.rev and not message.get("adopt"):
        return False
    session.acknowledged = True
    if message["seq"] < session.seq and not message.get("adopt"):
        return False
    if message["seq"] == session.seq and (session.request is not None or not session.stale):
        return False
    try:
        design = from_json(message["doc"])
    except DesignError as error:
        session.notify("error", f"This change could not be taken over, nothing was saved. {error}")
        return False
    session.seq = message["seq"]
    before, session.design = session.design, design
    consent.follow(session, services, before)
    session.change = None
    session.address = ""
    # The worker is asked first: while it computes, the text is made and the draft saved.
    worker_answers.ask(session, services)
    session.text = documents.compact(message["doc"])
    documents.save(session, services)
    return True


def take_command(session: Session, services: Services, message: Any) -> bool:
    """Carry out a command from the canvas: a gallery entry, a file, an empty design.

    Args:
        session: Whose canvas it is.
        services: The draft store and the workers.
        message: The trigger's value; see `components.model_canvas.Command`.

    Returns:
        Whether the canvas shows another design now; if not, a notice says why.
    """
    if not isinstance(message, dict):
        return False
    try:
        match message:
            case {"type": "gallery", "name": str(name)}:
                design = gallery.load(name)
            case {"type": "open", "text": str(text)}:
                design = loads(text)
            case {"type": "new"}:
                design = empty_design()
            case _:
                return False
    except DesignError as error:
        session.notify("error", f"{error} The design on the canvas is as it was.")
        return False
    documents.put(session, services, design)
    return True


def _is_edit(message: Any) -> bool:
    return (
        isinstance(message, dict)
        and isinstance(message.get("session"), str)
        and type(message.get("rev")) is int
        and type(message.get("seq")) is int
        and "doc" in message
    )
