"""The dialog Share, as Streamlit runs it, without a browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app.core.session.session import Session
from app.core.workspace.workspaces import Workspaces
from app.ui.panels import share
from model_codegen import gallery


def page() -> None:
    """What is in the dialog."""
    import streamlit as st

    from app.ui.panels import share

    share.content(st.session_state["session"], st.session_state["services"])


@pytest.fixture
def session(idle: Workspaces) -> Session:
    return Session("olga", idle, idle.begin("olga", gallery.load("mlp")))


@pytest.fixture
def dialog(session: Session) -> AppTest:
    test = AppTest.from_function(page, default_timeout=60)
    test.session_state["session"] = session
    test.session_state["services"] = session.services
    return test.run()


def test_links_are_made_and_withdrawn_and_the_first_is_the_frame_s(
    dialog: AppTest, session: Session
) -> None:
    assert {one.key for one in dialog.button} == {"make-view", "make-copy", "make-embed"}
    dialog.button(key="make-embed").click().run()
    dialog.button(key="make-copy").click().run()
    assert not dialog.exception
    view, copy = session.services.shares.of("olga", session.draft)
    assert (view.kind, copy.kind) == ("view", "copy")
    texts = [one.value for one in dialog.code]
    assert [view.id in text for text in texts] == [True, False, True]
    assert "<iframe" in texts[2]
    assert 'title="mlp"' in texts[2]
    dialog.button(key=f"withdraw-{view.id}").click().run()
    assert not session.services.shares.works(view.id)
    assert session.services.shares.of("olga", session.draft) == [copy]


def test_who_does_not_own_the_design_makes_no_link(session: Session) -> None:
    visitor = Session("victor", session.workspaces, session.workspace)
    session.services.drafts.begin("olga", session.draft)
    test = AppTest.from_function(page, default_timeout=60)
    test.session_state["session"] = visitor
    test.session_state["services"] = session.services
    test.run().button(key="make-copy").click().run()
    assert [one.value for one in test.error] == ["Only the owner of a design can share it."]
    assert session.services.shares.of("victor", session.draft) == []


def test_every_kind_of_link_has_its_words() -> None:
    assert set(share.WORDS) == {"view", "copy"}
