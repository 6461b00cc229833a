"""How a session begins: with the draft of an address, or with an empty design."""

from __future__ import annotations

import re
import secrets

from app.core.drafts.draft import DraftError
from app.core.services import Services
from app.core.session import documents, worker_answers
from app.core.session.session import Session, empty_design
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import loads, to_json

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22,64}")


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
        text=documents.compact(to_json(empty)),
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
    worker_answers.ask(session, services)
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
