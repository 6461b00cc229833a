"""The lists of Recent drafts, as Streamlit runs them, without a browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app.core.session import documents, opening
from app.core.session.session import Session
from app.core.workspace.workspaces import Workspaces
from app.ui import session_state
from model_codegen import gallery
from tests.app.canvas_messages import saved


def page() -> None:
    """The lists alone."""
    import streamlit as st

    from app.ui.panels import recent

    recent._lists(st.session_state["session"], st.session_state["services"])


def opened(session: Session) -> AppTest:
    test = AppTest.from_function(page, default_timeout=60)
    test.session_state["session"] = session
    test.session_state["services"] = session.services
    return test.run()


@pytest.fixture
def session(idle: Workspaces) -> Session:
    """One with two drafts: an earlier one, and what it shows."""
    session = opening.open_session(idle, None, None)
    for name in ("residual_classifier", "mlp"):
        documents.put(session, gallery.load(name))
        saved(session)
    return session


def labels(test: AppTest) -> list[str]:
    return [one.label for one in test.button if one.label and one.key != "all-designs"]


def test_names_have_no_marks_of_markdown(session: Session) -> None:
    [label] = labels(opened(session))
    assert label.startswith(r"residual\_classifier · ")


def test_a_draft_is_duplicated(session: Session) -> None:
    test = opened(session)
    [copy] = [button for button in test.button if "duplicate" in str(button.key)]
    copy.click().run()
    assert session.design.name == "residual_classifier copy"


def test_a_draft_is_deleted_once_the_user_has_said_so(session: Session) -> None:
    def press(word: str) -> None:
        [button] = [one for one in test.button if str(one.key).startswith(word)]
        button.click().run()

    test = opened(session)
    press("delete-")
    press("keep-")
    assert len(session.services.drafts.recent(session.owner)) == 2
    press("delete-")
    press("really-")
    assert [line.name for line in session.services.drafts.recent(session.owner)] == ["mlp"]
    assert labels(test) == []


def test_a_draft_is_compared_with_what_is_on_the_canvas(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[str] = []
    monkeypatch.setattr(session_state, "go_to", lambda _, page: pages.append(page))
    [button] = [one for one in opened(session).button if str(one.key).startswith("compare-")]
    button.click().run()
    assert session.compared.startswith("draft:")
    opened(session).button(key="all-designs").click().run()
    assert pages == ["Compare", "My designs"]
