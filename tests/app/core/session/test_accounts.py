"""Somebody signs in or out: what their browser has becomes theirs, and its pages follow."""

from __future__ import annotations

import pytest

from app.core.people.person import Identity
from app.core.session import accounts, documents, opening
from app.core.session.session import Session
from app.core.session.sessions import Sessions
from app.core.store.errors import DraftError
from app.core.workspace.workspaces import Workspaces
from model_codegen import gallery
from tests.app.canvas_messages import draw, saved

BROWSER = "this-browser-0123456789"
ANN = Identity("https://id.example", "ann", "Ann", "ann@a.org", 7)
BEN = Identity("https://id.example", "ben", "Ben", "ben@a.org", 8)


@pytest.fixture
def sessions() -> Sessions:
    return Sessions()


@pytest.fixture
def page(idle: Workspaces, sessions: Sessions) -> Session:
    """Of somebody who has not signed in, and has drawn something."""
    session = opened(idle, sessions)
    draw(session)
    return session


def opened(workspaces: Workspaces, sessions: Sessions, who: Identity | None = None) -> Session:
    """A page of the browser, as it is opened in `app/ui/session_state.py`."""
    person = accounts.come(workspaces, sessions, who, BROWSER) if who else None
    draft = accounts.draft_before(BROWSER)
    session = opening.open_session(workspaces, draft, person.id if person else BROWSER)
    session.person, session.browser = person, BROWSER
    sessions.add(session)
    return session


def test_who_signs_in_goes_on_with_the_same_draft_saved_or_not(
    page: Session, idle: Workspaces, sessions: Sessions
) -> None:
    accounts.leave_for_provider(page.browser, page.draft)
    after = opened(idle, sessions, ANN)
    assert after.workspace is page.workspace
    assert after.person is not None
    assert after.owner == after.workspace.owner == page.owner == after.person.id
    saved(after)
    assert idle.services.drafts.owner_of(page.draft) == after.person.id
    assert page.shelf is after.shelf
    assert idle.open(page.draft, BROWSER) is None


def test_where_a_browser_was_is_told_once_each(page: Session) -> None:
    place = accounts.Place("learn", {"lesson": "chains"})
    accounts.leave_for_provider(page.browser, page.draft, place)
    accounts.leave_for_provider(page.browser, "")  # a second window, which shows nothing
    assert accounts.draft_before(page.browser) == page.draft
    assert (accounts.place_before(page.browser), accounts.place_before(page.browser)) == (
        place,
        None,
    )
    assert accounts.draft_before(page.browser) == accounts.draft_before("another") == ""
    accounts.leave_for_provider("", page.draft, place)  # no cookie, nobody to tell
    assert accounts.place_before("") is None


def test_on_another_server_they_find_what_was_saved_last(
    page: Session, idle: Workspaces, sessions: Sessions
) -> None:
    saved(page)
    after = opened(Workspaces(idle.services), Sessions(), ANN)
    assert after.draft == page.draft
    assert after.design == gallery.load("mlp")


def test_what_was_begun_without_signing_in_is_adopted_once(
    page: Session, idle: Workspaces, sessions: Sessions
) -> None:
    saved(page)
    draft = page.draft
    ann = opened(idle, sessions, ANN)
    accounts.sign_out(ann, sessions)
    ben = opened(idle, sessions, BEN)
    assert ben.draft != draft
    assert not documents.resume(ben, draft)
    again = opened(idle, sessions, ANN)
    assert documents.resume(again, draft)


def test_each_sign_in_is_noted_once_however_many_pages_are_opened(
    idle: Workspaces, sessions: Sessions
) -> None:
    first, _ = opened(idle, sessions, ANN), opened(idle, sessions, ANN)
    accounts.sign_out(first, sessions)
    later = Identity(ANN.issuer, ANN.subject, signed_in_at=9)
    opened(idle, sessions, later)
    actions = [action for _, action, _ in idle.services.audit.lines()]
    assert actions == ["sign-in", "sign-out", "sign-in"]


def test_who_signs_out_has_left_every_window_of_this_browser_only(
    idle: Workspaces, sessions: Sessions
) -> None:
    here, beside = opened(idle, sessions, ANN), opened(idle, sessions, ANN)
    elsewhere = opened(idle, sessions, ANN)
    elsewhere.browser = "another-browser-0123456789"
    anonymous = opened(idle, sessions)
    told: list[str] = []
    here.watch(lambda: told.append("here"))
    beside.watch(lambda: told.append("beside"))
    accounts.sign_out(here, sessions)
    ended = [one.ended for one in (here, beside, elsewhere, anonymous)]
    assert ended == [True, True, False, False]
    assert told == ["beside"]


def test_the_operator_says_who_teaches(
    idle: Workspaces, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opened(idle, sessions).may_teach  # here nobody can sign in
    monkeypatch.setattr(idle.services, "accounts", True)
    monkeypatch.setenv("LAYERLOOM_TEACHERS", "ann@a.org, somebody@else.org")
    monkeypatch.setenv("LAYERLOOM_TEACHER_CLAIM", "")
    assert not opened(idle, sessions).may_teach
    assert opened(idle, sessions, ANN).may_teach
    assert not opened(idle, sessions, BEN).may_teach


def test_a_store_that_fails_leaves_all_as_it_was(
    page: Session, idle: Workspaces, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: str) -> str:
        raise DraftError("The draft could not be stored: no space left.")

    monkeypatch.setattr(idle.services.people, "adopt", fail)
    with pytest.raises(DraftError):
        accounts.come(idle, sessions, ANN, BROWSER)
    assert page.owner == page.workspace.owner == BROWSER
    assert page.person is None
