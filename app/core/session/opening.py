"""How a session begins: with the draft of an address, or with an empty design."""

from __future__ import annotations

import secrets
import time
import weakref
from collections.abc import Callable

from app.core.drafts import draft_ids
from app.core.people.rights import NOT_YOURS
from app.core.session import building
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.core.workspace.workspace import Severity, Workspace
from app.core.workspace.workspaces import Workspaces
from model_codegen.design.errors import DesignError

FORGETFUL = (
    "This browser keeps no cookie of this page and would not find the design again after a "
    "refresh: save it as a file, or allow the cookie and open the page again."
)
"""What a browser's user is told that cannot say whose the drafts are."""


PATIENCE = 60.0
"""Seconds that a page waits for a database of several servers, with all that it shows.

A canvas that is still there has edits which its server, killed meanwhile, has never seen.
"""

PAUSE = 0.5
"""Seconds between two tries."""


def waited_for(
    workspaces: Workspaces, begin: Callable[[], Session], tell: Callable[[], None]
) -> Session:
    """Begin a session; a database of several servers that is just started again is waited for.

    Args:
        workspaces: The open drafts.
        begin: What to try until it goes well.
        tell: Called once, where it has to be waited for.

    Raises:
        DraftError: If the database cannot be reached for long.
    """
    until = time.monotonic() + PATIENCE
    told = False
    while True:
        try:
            return begin()
        except DraftError:
            if not workspaces.services.store.is_shared or time.monotonic() > until:
                raise
        if not told:
            tell()
            told = True
        time.sleep(PAUSE)


def open_session(workspaces: Workspaces, draft: str | None, owner: str | None) -> Session:
    """Begin a session: with the draft of the page's address, or with an empty design.

    Args:
        workspaces: The open drafts.
        draft: The id in the address.
        owner: The token that the browser keeps, if it does.

    Raises:
        DraftError: If a database of several servers cannot be reached: what is at the address is
            there, and an empty design would take its place in the browser.
    """
    owner = owner or secrets.token_urlsafe(16)
    workspace: Workspace | None = None
    told: tuple[Severity, str] | None = None
    problem = ""
    try:
        workspace = workspaces.open(draft, owner) if draft else None
        if draft and workspace is None and draft_ids.is_of(draft, owner):
            # Nothing was ever drawn at this address, so that nothing of it was stored.
            workspace = workspaces.begin(owner, draft=draft)
        elif draft and workspace is None:
            told = (
                "warning",
                f"{NOT_YOURS} An empty one was begun; your own designs are under Recent drafts.",
            )
    except DesignError as error:
        told = "error", f"The draft of this address could not be read. {error}"
    except DraftError as error:
        if workspaces.services.store.is_shared:
            raise
        problem = str(error)
    workspace = workspace or workspaces.begin(owner)
    workspace.save_problem = workspace.save_problem or problem
    session = Session(owner, workspaces, workspace)
    session.incidents = {worker: worker.state.incidents for worker in workspaces.services.workers}
    if told:
        session.notify(*told)
    keep_up(session)
    return session


def keep_up(session: Session) -> None:
    """See to custom layers whenever something changes; the session may be forgotten meanwhile."""
    here = weakref.ref(session)

    def update() -> None:
        found = here()
        if found is not None:
            building.update(found, found.services)

    session.watch(update)
    update()


def read_store(session: Session) -> bool:
    """Read, once in a session, what the store has for every page.

    An empty design needs no store, and opening it takes a second on a server that has just started:
    so this is done after the page is there. Nothing is written: most pages that are opened are left
    without a change.

    Returns:
        Whether there is something to tell the user.
    """
    if session.begun:
        return False
    session.begun = True
    try:
        session.shelf.read()
    except DraftError as error:
        session.workspace.save_problem = str(error)
        session.changed()
        return True
    if session.services.store.incident:
        session.notify("warning", session.services.store.incident)
        return True
    return False
