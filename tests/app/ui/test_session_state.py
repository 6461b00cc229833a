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
    session_state.follow_address(session)
    session_state.keep_address(session, "Design")


@pytest.fixture
def session(idle: Workspaces) -> Session:
    return opening.open_session(idle, None, None)


@pytest.fixture
def test(session: Session) -> AppTest:
    """A page on which a second design was opened."""
    test = AppTest.from_function(page, default_timeout=60)
    test.session_state["session"] = session
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


def test_back_shows_the_draft_of_the_address(session: Session, test: AppTest) -> None:
    second = session.draft
    [first] = [
        line.draft for line in session.services.drafts.recent(session.owner) if line.draft != second
    ]
    for draft, name in ((first, "mlp"), (second, "digit_cnn")):
        test.query_params["draft"] = draft
        test.run()
        assert (session.draft, session.design.name) == (draft, name)
        assert named(test) == draft


def test_an_address_that_names_nothing_takes_nothing_away(session: Session, test: AppTest) -> None:
    before = session.draft
    test.query_params["draft"] = "gone"
    test.run()
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
