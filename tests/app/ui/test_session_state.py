"""The address of a page and the draft that it shows."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app.core.session import documents, opening
from app.core.session.session import Session
from app.core.workspace.workspaces import Workspaces
from model_codegen import gallery
from tests.app.canvas_messages import saved


def page() -> None:
    """What a run of the script does about the address."""
    import streamlit as st

    from app.ui import session_state

    session = st.session_state["session"]
    if back := st.session_state.pop("back", None):
        session_state.go_back(session, back)
    title = st.session_state["title"]
    session_state.follow_address(session, title)
    session_state.keep_address(session, title)


@pytest.fixture
def session(idle: Workspaces) -> Session:
    return opening.open_session(idle, None, None)


@pytest.fixture
def test(session: Session) -> AppTest:
    """A page on which a second design was opened."""
    test = AppTest.from_function(page, default_timeout=60)
    test.session_state["session"] = session
    test.session_state["title"] = "Design"
    for name in ("mlp", "digit_cnn"):
        documents.put(session, gallery.load(name))
        saved(session)
        test.run()
    assert named(test) == session.draft
    return test


def named(test: AppTest) -> str:
    """The draft in the address."""
    draft = test.query_params["draft"]
    return draft if isinstance(draft, str) else draft[0]


def first(session: Session) -> str:
    """The draft that was opened before the one that is shown."""
    [other] = [
        line.draft
        for line in session.services.drafts.recent(session.owner)
        if line.draft != session.draft
    ]
    return other


def back(test: AppTest, draft: str, title: str = "Design") -> None:
    """Go back to the address of a draft, as the browser tells it."""
    test.query_params["draft"] = draft
    if test.session_state["title"] == title:
        test.session_state["back"] = draft
    test.session_state["title"] = title
    test.run()


def test_back_shows_the_draft_of_the_address(session: Session, test: AppTest) -> None:
    before, second = first(session), session.draft
    for draft, name in ((before, "mlp"), (second, "digit_cnn")):
        back(test, draft)
        assert (session.draft, session.design.name) == (draft, name)
        assert named(test) == draft


def test_back_to_another_page_shows_the_draft_of_its_address(
    session: Session, test: AppTest
) -> None:
    before = first(session)
    back(test, before, title="Compare")
    assert (session.draft, named(test)) == (before, before)


def test_a_click_with_the_address_of_before_leads_back_to_nothing(
    session: Session, test: AppTest
) -> None:
    before, second = first(session), session.draft
    test.query_params["draft"] = before
    test.run()
    assert session.draft == second


def test_an_address_that_names_nothing_takes_nothing_away(session: Session, test: AppTest) -> None:
    before = session.draft
    back(test, "gone")
    assert (session.draft, named(test)) == (before, before)
    assert session.notice is not None
    del test.query_params["draft"]
    test.run()
    assert session.draft == before
    assert "draft" not in test.query_params


def test_what_is_opened_meanwhile_is_not_undone_by_the_old_address(
    session: Session, test: AppTest
) -> None:
    documents.put(session, gallery.load("mlp"))
    third = session.draft
    test.run()
    assert (session.draft, named(test)) == (third, third)
