"""What opens by a link, as Streamlit runs it, without a browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app.core.session import viewing
from app.core.session.session import Session
from app.core.workspace.workspaces import Workspaces
from model_codegen import gallery


def page() -> None:
    """The page of a link."""
    import streamlit as st

    from app.ui import shared_page

    shared_page.show(st.session_state["workspaces"], st.session_state["link"])


@pytest.fixture
def owner(idle: Workspaces) -> Session:
    session = Session("olga", idle, idle.begin("olga", gallery.load("mlp")))
    idle.saver.now(session.workspace)
    return session


def opened(workspaces: Workspaces, link: str) -> AppTest:
    test = AppTest.from_function(page, default_timeout=60)
    test.session_state["workspaces"] = workspaces
    test.session_state["link"] = link
    test.run()
    assert not test.exception
    return test


def test_an_unknown_link_is_answered_in_one_sentence(idle: Workspaces) -> None:
    test = opened(idle, "no-such-link")
    assert viewing.UNKNOWN in test.markdown[0].value
    assert not test.button


def test_a_copy_belongs_to_who_takes_it(owner: Session) -> None:
    share = owner.services.shares.make("olga", owner.draft, "copy")
    test = opened(owner.workspaces, share.id)
    session = Session("victor", owner.workspaces, owner.workspaces.begin("victor"))
    test.session_state["layerloom"] = session
    test.button(key="take").click().run()
    assert session.design == owner.design
    assert session.draft != owner.draft
    assert session.workspace.owner == "victor"
    assert not session.readonly
    assert test.query_params["draft"] in (session.draft, [session.draft])
