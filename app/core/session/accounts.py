"""Somebody signs in or out: what their browser has becomes theirs, and its pages follow."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from cachetools import TTLCache

from app.core import metrics, settings
from app.core.people.person import Identity, Person
from app.core.people.roles import role_of
from app.core.session.session import Session
from app.core.session.sessions import Sessions
from app.core.store.errors import DraftError
from app.core.workspace.workspaces import Workspaces

AWAY_SECONDS = 1800.0
"""For so long a draft waits for who has gone to sign in."""


@dataclass(frozen=True)
class Place:
    """What an address named.

    Attributes:
        page: The page's part of its path; empty for the first one.
        query: What stood behind the question mark, such as a link's id.
    """

    page: str
    query: Mapping[str, str]


@dataclass
class _Left:
    """What a browser showed when somebody went to sign in with it; each is told once.

    Attributes:
        draft: The draft on its canvas; empty for none.
        place: What its address named, where nothing is shown without a sign-in.
    """

    draft: str = ""
    place: Place | None = None


_LOCK = threading.Lock()
_LEFT: TTLCache[str, _Left] = TTLCache(10_000, AWAY_SECONDS)
"""By the tokens of browsers."""


def leave_for_provider(browser: str, draft: str, place: Place | None = None) -> None:
    """Remember what is on the canvas: the provider sends who has signed in to an empty address.

    Args:
        browser: The token of the browser.
        draft: What it shows.
        place: What its address names, where that is still to be shown.
    """
    if not browser:
        return
    with _LOCK:
        before = _LEFT.get(browser, _Left())
        _LEFT[browser] = _Left(draft or before.draft, place or before.place)


def place_before(browser: str) -> Place | None:
    """What the address named of a browser when somebody went to sign in; it is told once."""
    with _LOCK:
        left: _Left = _LEFT.get(browser, _Left())
        found, left.place = left.place, None
        return found


def come(workspaces: Workspaces, sessions: Sessions, identity: Identity, browser: str) -> Person:
    """Know who has signed in again, and make theirs what their browser has.

    Args:
        workspaces: The open drafts.
        sessions: All pages; those of this browser go on as theirs.
        identity: What the provider says of them.
        browser: The token of their browser; empty for none.

    Raises:
        DraftError: If it cannot be stored; then all is as it was.
    """
    services = workspaces.services
    person = services.people.come(
        identity, role_of(identity, settings.teachers(), settings.teacher_claim())
    )
    if services.audit.note(person.id, "sign-in", str(identity.signed_in_at), once=True):
        metrics.SIGN_INS.labels("sign-in").inc()
    if browser:
        _adopt(workspaces, sessions, browser, person)
    return person


def draft_before(browser: str) -> str:
    """The draft that a browser showed when somebody went to sign in; it is told once."""
    with _LOCK:
        left: _Left = _LEFT.get(browser, _Left())
        found, left.draft = left.draft, ""
        return found


def sign_out(session: Session, sessions: Sessions) -> None:
    """End what somebody's pages in this browser may do, this one's and those of other windows."""
    person = session.person
    if person is None:
        return
    metrics.SIGN_INS.labels("sign-out").inc()
    with contextlib.suppress(DraftError):  # who leaves is let go all the same
        session.services.audit.note(person.id, "sign-out")
    session.ended = True  # Its page is on its way elsewhere, and is not to be disturbed.
    for one in sessions.all():
        if one is not session and (one.owner, one.browser) == (person.id, session.browser):
            one.ended = True
            one.changed()


def _adopt(workspaces: Workspaces, sessions: Sessions, browser: str, person: Person) -> None:
    services = workspaces.services
    moved = workspaces.adopt(browser, person.id)
    try:
        newest = services.people.adopt(browser, person.id)
    except DraftError:
        for workspace in moved:
            workspace.owner = browser
        raise
    if services.open_runs is not None:
        services.runs.store.adopt(browser, person.id)
    for session in sessions.all():
        if session.owner == browser:
            session.belong(person)
            session.changed()
    if newest:
        with _LOCK:
            left = _LEFT.setdefault(browser, _Left())
            left.draft = left.draft or newest
