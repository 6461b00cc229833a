"""How a session begins, with a draft or without."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.session import opening
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.core.store.store import Store
from app.core.workspace.workspaces import Workspaces, empty_design
from model_codegen import gallery
from tests.app.canvas_messages import draw, params, saved, settle
from tests.app.idle_services import idle_services


@pytest.mark.keras
def test_another_start_of_the_server_finds_the_draft_again(session: Session) -> None:
    draw(session, "siamese_comparator")
    saved(session)
    again = opening.open_session(Workspaces(session.services), session.draft, session.owner)
    assert again.design == gallery.load("siamese_comparator")
    assert again.id != session.id
    assert again.workspace.epoch != session.workspace.epoch
    assert again.workspace.continues == session.workspace.epoch
    settle(again)
    assert params(again) == 217_537


def test_a_second_window_shows_the_draft_as_it_is_before_it_is_saved(
    quiet: Session, idle: Workspaces
) -> None:
    draw(quiet)
    other = opening.open_session(idle, quiet.draft, quiet.owner)
    assert other.workspace is quiet.workspace
    assert other.notice is None


def test_a_draft_begun_and_never_drawn_in_is_an_empty_design(
    quiet: Session,
) -> None:
    opening.read_store(quiet)
    again = opening.open_session(Workspaces(quiet.services), quiet.draft, quiet.owner)
    assert again.draft == quiet.draft
    assert again.design == empty_design()
    assert again.notice is None


def test_an_unknown_address_begins_another_draft_and_says_so(idle: Workspaces) -> None:
    session = opening.open_session(idle, "chosen-by-somebody-else", None)
    assert session.draft != "chosen-by-somebody-else"
    assert session.notice is not None
    assert "not stored on this server" in session.notice.text


def test_a_browser_without_a_token_gets_one_of_its_own(idle: Workspaces) -> None:
    owners = {opening.open_session(idle, None, None).owner for _ in range(2)}
    assert len(owners) == 2
    assert "" not in owners


def test_the_browsers_token_is_kept(quiet: Session, idle: Workspaces) -> None:
    assert opening.open_session(idle, None, quiet.owner).owner == quiet.owner


def test_a_page_that_is_opened_and_left_writes_nothing(quiet: Session) -> None:
    drafts = quiet.services.drafts
    assert not opening.read_store(quiet)
    assert not opening.read_store(quiet)
    assert not drafts.exists(quiet.draft)
    draw(quiet)
    saved(quiet)
    assert drafts.owner_of(quiet.draft) == quiet.owner


def test_an_address_at_which_nothing_was_drawn_is_its_browsers_alone(quiet: Session) -> None:
    other = opening.open_session(Workspaces(quiet.services), quiet.draft, "somebody-else")
    assert other.draft != quiet.draft
    assert other.notice is not None


def test_a_damaged_store_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "drafts.sqlite3").write_text("no database" * 1000)
    session = opening.open_session(Workspaces(idle_services(tmp_path)), None, None)
    assert opening.read_store(session)
    assert session.notice is not None
    assert "damaged" in session.notice.text


def test_a_draft_that_cannot_be_read_is_left_as_it_is(idle: Workspaces) -> None:
    drafts = idle.services.drafts
    draft = drafts.begin("me")
    drafts.save(draft, "me", "writer", "broken", 0, "{")
    session = opening.open_session(idle, draft, "me")
    assert session.draft != draft
    assert session.notice is not None
    assert session.notice.text.startswith("The draft of this address could not be read. ")
    draw(session)
    saved(session)
    assert drafts.load(draft) == "{"


@pytest.fixture
def tries(idle: Workspaces, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the database of several servers is away, try by try; then it is there."""
    drafts, away = idle.services.drafts, [True, True]
    drafts.save("draft", "me", "w", "mlp", 4, gallery.text("mlp"))
    owner_of = drafts.owner_of

    def asked(draft: str) -> str:
        if away and away.pop():
            raise DraftError("The database is away.")
        return owner_of(draft)

    monkeypatch.setattr(drafts, "owner_of", asked)
    monkeypatch.setattr(Store, "is_shared", True)
    monkeypatch.setattr(opening, "PAUSE", 0.0)
    return away


def test_a_database_that_is_just_started_again_is_waited_for(
    idle: Workspaces, tries: list[bool]
) -> None:
    told: list[bool] = []
    session = opening.waited_for(
        idle, lambda: opening.open_session(idle, "draft", "me"), lambda: told.append(True)
    )
    assert session.design == gallery.load("mlp")
    assert (told, tries) == ([True], [])


def test_no_empty_design_takes_the_place_of_one_whose_database_is_away(
    idle: Workspaces, tries: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "PATIENCE", -1.0)
    with pytest.raises(DraftError, match="away"):
        opening.waited_for(idle, lambda: opening.open_session(idle, "draft", "me"), lambda: None)
    assert len(tries) == 1


def test_a_broken_store_of_one_server_leaves_the_canvas_to_draw_on(
    idle: Workspaces, tries: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "is_shared", False)
    session = opening.open_session(idle, "draft", "me")
    assert session.draft != "draft"
    assert "away" in str(session.workspace.save_problem)
    assert len(tries) == 1
