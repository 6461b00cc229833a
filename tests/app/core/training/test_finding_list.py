"""Findings beside the section that they concern."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.session import opening
from app.core.session.session import Session
from app.core.training import finding_list
from app.core.workspace.analysed import Analysed
from app.core.workspace.workspaces import Workspaces


def found(code: str, severity: str, category: str = "training") -> dict[str, Any]:
    return {"code": code, "severity": severity, "category": category, "message": code}


@pytest.fixture
def session(idle: Workspaces) -> Session:
    made = opening.open_session(idle, None, None)
    diagnostics = [
        found("feed-mismatch", "warning"),
        found("no-loss", "advice"),
        found("unknown-field", "error"),
        found("cycle", "error", "structure"),
    ]
    made.workspace.analysed = Analysed(1, made.design, {}, {"diagnostics": diagnostics})
    return made


def test_findings_about_data_stand_with_the_data_the_gravest_first(session: Session) -> None:
    codes = [one["code"] for one in finding_list.of(session, "data")]
    assert codes == ["unknown-field", "feed-mismatch"]
    assert [one["code"] for one in finding_list.of(session, "learning")] == ["no-loss"]


def test_a_closed_section_says_what_is_in_it(session: Session) -> None:
    assert finding_list.words(session, "data") == " · :red[1 problem]"
    assert finding_list.words(session, "learning") == ""


def test_a_fix_is_a_step_of_this_page(session: Session) -> None:
    patch = [{"op": "replace", "path": "/name", "value": "better"}]
    finding_list.mend(session, {"title": "Rename it", "patch": patch})
    assert session.design.name == "better"
    (revision,) = session.workspace.document.since(1) or []
    assert (revision.title, revision.author) == ("Rename it", session.id)
    finding_list.mend(session, {"title": "x", "patch": [{"op": "remove", "path": "/nothing"}]})
    assert session.notice is not None
