"""What a page shows besides the document."""

from __future__ import annotations

from datetime import datetime

from app.core.custom import template
from app.core.live import status
from app.core.session import consent
from app.core.session.page_state import Choice
from app.core.session.session import Session
from model_codegen.importers.import_result import Offer
from tests.app.core.session.test_consent import design


def test_only_what_is_new_is_sent(session: Session) -> None:
    before = status.status(session)
    assert status.news({}, before) == before
    assert status.news(before, status.status(session)) == {}
    session.notify("info", "Hello.")
    [(key, notice)] = status.news(before, status.status(session)).items()
    assert key == "notice"
    assert notice == {"id": notice["id"], "severity": "info", "text": "Hello."}  # type: ignore[index]


def test_a_page_that_has_nothing_to_show_is_told_so(session: Session) -> None:
    now = status.status(session)
    assert now["worker"] == {"state": "ready", "message": ""}
    assert now["saved"] == {"rev": 1, "at": None, "problem": ""}
    assert now["custom"] == {"entries": [], "consent": "none", "building": ""}
    assert (now["notice"], now["busy"], now["choice"]) == (None, None, None)
    assert (now["remarks"], now["windows"]) == ([], 0)


def test_when_it_was_saved_is_said_in_utc(session: Session) -> None:
    session.workspace.saved_at = datetime(2026, 1, 2, 3, 4, 5)
    assert status.status(session)["saved"]["at"] == "2026-01-02T03:04:05+00:00"


def test_a_choice_has_what_is_known_of_each_model(session: Session) -> None:
    offer = Offer("m", "model", 3, "Sequential", ("Dense 8",), 1, likely=True)
    session.choice = Choice("7", "pasted code", "secret text", (offer,))
    choice = status.status(session)["choice"]
    assert choice is not None
    assert choice["models"][0]["layers"] == ("Dense 8",)
    assert "secret text" not in str(choice)


def test_layers_of_ones_own_come_with_what_may_be_done_with_them(session: Session) -> None:
    session.show(session.workspaces.begin("me", design()))
    custom = status.status(session)["custom"]
    assert [entry["name"] for entry in custom["entries"]] == [template.NAME]
    assert custom["consent"] == "needed"
    consent.give(session, session.services, session.design)
    assert status.status(session)["custom"]["consent"] == "given"
