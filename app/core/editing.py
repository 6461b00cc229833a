"""The way of an edit: from the browser to the session, the draft store and the worker, and back.

Nothing here knows Streamlit. A message that makes no sense changes nothing, and a notice says why:
the design on the canvas is never lost.
"""

from __future__ import annotations

import json
import re
import secrets
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as NotYetError
from typing import Any

from app.core import settings, tasks
from app.core.draft import DraftError
from app.core.services import Services
from app.core.session import Analysed, Session, empty_design
from app.core.tasks import TaskError
from app.core.workers import Urgency, WorkerLostError
from model_codegen import gallery
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import from_json, loads, to_json
from model_codegen.design.graph import Design


def open_session(services: Services, draft: str | None, owner: str | None) -> Session:
    """Begin a session: with the draft of the page's address, or with an empty design.

    Args:
        services: The draft store and the workers.
        draft: The id in the address.
        owner: The token that the browser keeps.
    """
    known_owner = owner if owner and _TOKEN.fullmatch(owner) else None
    empty = empty_design()
    session = Session(
        owner=known_owner or secrets.token_urlsafe(16),
        draft="",
        design=empty,
        text=compact(to_json(empty)),
        stores_cookie=known_owner is None,
    )
    session.incidents = {worker: worker.state.incidents for worker in services.workers}
    try:
        if draft and services.drafts.exists(draft):
            session.draft = draft
            text = services.drafts.load(draft)
            if text is not None:
                session.design, session.text = loads(text), text
                session.saved_at = next(
                    (line.saved_at for line in services.drafts.versions(draft, limit=1)), None
                )
        elif draft:
            session.notify(
                "warning",
                "The design of this address is not stored on this server, so an empty one was "
                "begun. Your other designs are under Recent drafts.",
            )
    except DesignError as error:
        session.notify("error", f"The draft of this address could not be read. {error}")
        session.draft = ""
    except DraftError as error:
        session.save_problem = str(error)
    if not session.draft:
        session.draft = secrets.token_urlsafe(16)
    ask(session, services)
    return session


def begin_draft(session: Session, services: Services) -> bool:
    """See to it, once in a session, that its draft is in the store.

    An empty design needs no store, and opening it takes a second on a server that has just started:
    so this is done after the page is there.

    Args:
        session: Whose draft it is.
        services: The draft store.

    Returns:
        Whether there is something to tell the user.
    """
    if session.begun:
        return False
    session.begun = True
    try:
        services.drafts.begin(session.owner, session.draft)
    except DraftError as error:
        session.save_problem = str(error)
        return True
    if services.drafts.incident:
        session.notify("warning", services.drafts.incident)
        return True
    return False


_TOKEN = re.compile(r"[A-Za-z0-9_-]{22,64}")


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
    session.design = design
    session.change = None
    session.address = ""
    # The worker is asked first: while it computes, the text is made and the draft saved.
    ask(session, services)
    session.text = compact(message["doc"])
    save(session, services)
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
    put(session, services, design)
    return True


def put(session: Session, services: Services, design: Design) -> None:
    """Begin another draft with this design; the one before stays among the recent drafts."""
    session.replace(design, compact(to_json(design)))
    try:
        session.draft = services.drafts.begin(session.owner)
    except DraftError as error:
        session.save_problem = str(error)
    else:
        save(session, services)
    ask(session, services)


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
    ask(session, services)
    return True


def ask(session: Session, services: Services) -> None:
    """Ask for the analysis of the design; an older request that still waits is superseded."""
    session.request = services.shapes.submit(
        tasks.analyse,
        session.design,
        seconds=settings.ANALYSE_SECONDS,
        urgency=Urgency.SHAPES,
        slot=(session.id, "analyse"),
    )


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


def collect(session: Session, services: Services, patience: float) -> None:
    """Take in the analysis that was asked for, if it comes within `patience` seconds."""
    request = session.request
    if request is None:
        return
    try:
        result = request.result(timeout=patience)
    except NotYetError:
        return
    except CancelledError:
        session.request = None
        ask(session, services)
        return
    except (TaskError, WorkerLostError) as error:
        session.request = None
        session.notify("error", f"The shapes could not be computed. {error}")
        return
    session.request = None
    session.analysed = Analysed(session.rev, session.seq, session.design, session.text, result)


def tell_incidents(session: Session, services: Services) -> None:
    """Say once what happened to a worker process that was lost while this session was open."""
    for worker in services.workers:
        state = worker.state
        known = session.incidents.get(worker, 0)
        if state.incidents > known:
            session.incidents[worker] = state.incidents
            session.notify("warning", state.incident)


def compact(value: Any) -> str:
    """JSON text without white space."""
    return json.dumps(value, separators=(",", ":"))


def _is_edit(message: Any) -> bool:
    return (
        isinstance(message, dict)
        and isinstance(message.get("session"), str)
        and type(message.get("rev")) is int
        and type(message.get("seq")) is int
        and "doc" in message
    )
