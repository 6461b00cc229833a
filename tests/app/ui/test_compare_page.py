"""The Compare page, as Streamlit runs it, without a browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from app.core.session import documents, opening
from app.core.session.session import Session
from app.core.tasks import comparison_task
from app.core.workspace.workspaces import Workspaces
from app.ui import compare_page
from model_codegen import gallery
from model_codegen.comparison.differences import Change, Comparison, Detail, Place, Totals
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design
from tests.app.canvas_messages import saved
from tests.app.core.test_comparison_pictures import unknown
from tests.app.idle_services import worker_of


def page() -> None:
    """The page alone, without its pictures."""
    import streamlit as st

    from app.ui import compare_page

    compare_page.show(st.session_state["session"], st.session_state["services"])


def compared(before: Design, after: Design, batch: int) -> comparison_task.Compared:
    """What stands for a comparison."""
    place = Place(MAIN, "dense")
    detail = Detail("units", before.name, f"{after.name} {batch}")
    change = Change("changed", "dense", "Dense", "", place, place, (detail,))
    comparison = Comparison((change,), (), {}, Totals(10, 10, 40), Totals(12, 12, 48), batch)
    return comparison_task.Compared(comparison, (unknown(before), unknown(after)))


@pytest.fixture
def session(idle: Workspaces, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setattr(compare_page, "topology_view", lambda *_, **__: None)
    worker_of(idle.services).answers[comparison_task.compare] = compared
    session = opening.open_session(idle, None, None)
    documents.put(session, gallery.load("mlp"))
    saved(session)
    return session


def opened(session: Session) -> AppTest:
    test = AppTest.from_function(page, default_timeout=60)
    test.session_state["session"] = session
    test.session_state["services"] = session.services
    test.run()
    assert not test.exception
    return test


def text(test: AppTest) -> str:
    return "\n".join(one.value for one in test.markdown)


def test_it_begins_with_something_to_compare(session: Session) -> None:
    session.services.drafts.save(
        session.draft, session.owner, "later", "net", 4, gallery.text("digit_cnn")
    )
    test = opened(session)
    assert [box.value for box in test.selectbox[:2]] == [f"version:{session.draft}:1", "now"]
    assert "### 1 changed" in text(test)
    assert "mlp 32" in text(test)
    assert [(one.value, one.delta) for one in test.metric] == [
        ("12", "+2"),
        ("12", "+2"),
        ("48 bytes", "+8 bytes"),
    ]


def test_what_was_asked_for_elsewhere_is_compared(session: Session) -> None:
    test = opened(session)
    session.compared = "gallery:digit_cnn"
    test.run()
    assert test.selectbox[0].value == "gallery:digit_cnn"
    assert r"digit\_cnn" in text(test)
    test.selectbox[0].select("file").run()
    assert "###" not in text(test)
