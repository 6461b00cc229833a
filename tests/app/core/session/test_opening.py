"""How a session begins, with a draft or without."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.services import Services
from app.core.session import editing, opening, worker_answers
from app.core.session.session import Session
from model_codegen import gallery
from tests.app.canvas_messages import SECONDS, edit, params


def test_a_refresh_finds_the_draft_again(session: Session, services: Services) -> None:
    editing.take_edit(session, services, edit(session, "siamese_comparator"))
    again = opening.open_session(services, session.draft, session.owner)
    assert again.design == gallery.load("siamese_comparator")
    assert again.id != session.id
    assert not again.acknowledged
    worker_answers.collect(again, services, SECONDS)
    assert params(again) == 217_537


def test_a_draft_begun_and_never_drawn_in_is_an_empty_design(
    session: Session, services: Services
) -> None:
    opening.begin_draft(session, services)
    again = opening.open_session(services, session.draft, session.owner)
    assert again.draft == session.draft
    assert again.notice is None


def test_an_unknown_address_begins_another_draft_and_says_so(services: Services) -> None:
    session = opening.open_session(services, "chosen-by-somebody-else", None)
    assert session.draft != "chosen-by-somebody-else"
    assert session.notice is not None
    assert "not stored on this server" in session.notice.text


@pytest.mark.parametrize("token", ["", "short", "x" * 500, "<script>alert(1)</script>......."])
def test_a_token_nobody_here_made_is_replaced(services: Services, token: str) -> None:
    session = opening.open_session(services, None, token)
    assert session.owner != token
    assert session.stores_cookie


def test_the_browsers_token_is_kept(session: Session, services: Services) -> None:
    again = opening.open_session(services, None, session.owner)
    assert again.owner == session.owner
    assert not again.stores_cookie


def test_a_draft_is_begun_once_the_page_is_there(session: Session, services: Services) -> None:
    assert not services.drafts.exists(session.draft)
    assert not opening.begin_draft(session, services)
    assert services.drafts.exists(session.draft)


def test_a_damaged_store_is_told_of(services: Services, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "drafts.sqlite3").write_text("no database" * 1000)
    session = opening.open_session(services, None, None)
    assert opening.begin_draft(session, services)
    assert session.notice is not None
    assert "damaged" in session.notice.text
