"""The list of versions, as Streamlit runs it, without a browser."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app.core.drafts.draft import DraftLine
from app.core.session import documents, opening
from app.core.session.session import Session
from app.core.workspace.workspaces import Workspaces
from app.ui import session_state
from app.ui.panels import versions
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.model_names import renamed
from tests.app.canvas_messages import saved


def page() -> None:
    """The list alone."""
    import streamlit as st

    from app.ui.panels import versions

    versions.content(st.session_state["session"], st.session_state["services"])


def opened(session: Session) -> AppTest:
    test = AppTest.from_function(page, default_timeout=60)
    test.session_state["session"] = session
    test.session_state["services"] = session.services
    test.run()
    assert not test.exception
    return test


@pytest.fixture
def session(idle: Workspaces) -> Session:
    session = opening.open_session(idle, None, None)
    documents.put(session, gallery.load("mlp"))
    saved(session)
    return session


def later(session: Session, *names: str) -> None:
    """The design as it was saved by others since."""
    for name in names:
        design = renamed(gallery.load("mlp"), name)
        session.services.drafts.save(
            session.draft, session.owner, name, name, len(design.main.nodes), dumps(design)
        )


def buttons(test: AppTest, start: str) -> list[Any]:
    return [one for one in test.button if str(one.key).startswith(start)]


def test_versions_are_told_from_each_other_and_the_newest_is_now(session: Session) -> None:
    later(session, "a", "b", "c")
    test = opened(session)
    found = buttons(test, f"draft-{session.draft}")
    assert len({one.help for one in found}) == len(found) == 4
    assert [one.disabled for one in found] == [True, False, False, False]


def test_a_version_is_kept_under_a_name(session: Session) -> None:
    test = opened(session)
    test.text_input[0].set_value("  before the  exam ")
    [keep] = [one for one in test.button if one.label == "Keep"]
    keep.click().run()
    [line] = session.services.drafts.versions(session.draft)
    assert line.label == "before the exam"
    assert "**before the exam**" in buttons(test, f"draft-{session.draft}")[0].label
    later(session, "a")
    assert [one.label for one in session.services.drafts.versions(session.draft)] == [
        "",
        "before the exam",
    ]


def test_an_earlier_version_is_given_a_name(session: Session) -> None:
    later(session, "a")
    test = opened(session)
    test.button(key="name-1").click().run()
    field = [one for one in test.text_input if one.label == "Name of the version"]
    field[0].set_value("first")
    [save] = [one for one in test.button if one.label == "Save"]
    save.click().run()
    assert [one.label for one in session.services.drafts.versions(session.draft)] == ["", "first"]


def test_a_version_is_compared_and_gone_back_to(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[str] = []
    monkeypatch.setattr(session_state, "go_to", lambda _, page: pages.append(page))
    later(session, "a")
    opened(session).button(key="compare-1").click().run()
    assert session.compared == f"version:{session.draft}:1"
    assert pages == ["Compare"]
    opened(session).button(key=f"draft-{session.draft}-1").click().run()
    assert session.design.name == "mlp"


def test_nobody_reads_another_s_versions(session: Session) -> None:
    visitor = Session("victor", session.workspaces, session.workspace)
    assert buttons(opened(visitor), "draft-") == []


def test_a_version_tells_before_what_it_was_kept() -> None:
    then = datetime(2026, 1, 1)
    line = DraftLine("d", 3, "net", 4, then, "+ dense", "", "an import")
    assert versions.words(line, "14:32") == r"\+ dense · :gray[14:32, 4 nodes, before an import]"


def test_a_name_that_is_too_long_is_refused_in_a_sentence_and_stays_in_its_field(
    session: Session,
) -> None:
    test = opened(session)
    field, keep = test.text_input[0], buttons(test, "FormSubmitter:keep-version")
    field.input("x" * 101)
    keep[0].click().run()
    assert not test.exception
    assert "at most 100 characters; this one has 101" in test.warning[0].value
    assert test.text_input[0].value == "x" * 101
    assert not any(line.label for line in session.services.drafts.versions(session.draft))

    test.text_input[0].input("as handed in")
    buttons(test, "FormSubmitter:keep-version")[0].click().run()
    assert not test.warning
    assert test.text_input[0].value == ""
    (line, *_) = session.services.drafts.versions(session.draft)
    assert line.label == "as handed in"

    buttons(test, "name-")[0].click().run()
    test.text_input[1].input("y" * 101)
    buttons(test, "FormSubmitter:name-version")[0].click().run()
    assert "at most 100 characters" in test.warning[0].value
    assert test.text_input[1].value == "y" * 101
