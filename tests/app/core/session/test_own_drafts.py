"""Nobody reads another's drafts, whichever way they try, and however well they know the id."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.core.session import compared_designs, documents, opening, own_drafts
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.core.workspace.workspaces import Workspaces, empty_design
from model_codegen import gallery
from tests.app.canvas_messages import draw, saved


@pytest.fixture
def draft(quiet: Session) -> str:
    """Another's, with two versions."""
    draw(quiet)
    saved(quiet)
    quiet.workspaces.replace(quiet.workspace, gallery.load("digit_cnn"))
    saved(quiet)
    return quiet.draft


@pytest.fixture
def stranger(idle: Workspaces) -> Session:
    return opening.open_session(idle, None, None)


def resume(session: Session, draft: str) -> None:
    assert not documents.resume(session, draft)


def resume_version(session: Session, draft: str) -> None:
    assert not documents.resume(session, draft, 1)


def duplicate(session: Session, draft: str) -> None:
    assert not documents.duplicate(session, draft)


@pytest.mark.parametrize("entrance", [resume, resume_version, duplicate])
def test_another_cannot_open_it(
    draft: str, stranger: Session, entrance: Callable[[Session, str], None]
) -> None:
    entrance(stranger, draft)
    assert stranger.draft != draft
    assert stranger.design == empty_design()
    assert stranger.notice is not None
    assert "it is another's" in stranger.notice.text


def test_its_address_begins_another_and_says_so(
    draft: str, quiet: Session, idle: Workspaces
) -> None:
    came = opening.open_session(idle, draft, "of-another-browser-0123456789")
    assert came.draft != draft
    assert came.notice is not None
    assert "ask for a link" in came.notice.text
    assert opening.open_session(idle, draft, quiet.owner).draft == draft


def test_another_cannot_compare_with_it(draft: str, stranger: Session, quiet: Session) -> None:
    for choice in (
        compared_designs.draft_choice(draft),
        compared_designs.draft_choice(draft, 1),
    ):
        assert compared_designs.chosen(quiet, choice).main.nodes
        with pytest.raises(DraftError, match="another's"):
            compared_designs.chosen(stranger, choice)
    assert draft not in "".join(compared_designs.choices(stranger, str))


def test_who_is_shown_a_draft_sees_none_of_its_versions(draft: str, quiet: Session) -> None:
    guest = Session("guest", quiet.workspaces, quiet.workspace, share="its-link")
    assert own_drafts.versions(quiet)
    assert own_drafts.versions(guest) == []
    assert own_drafts.text(guest, draft) is None
    assert not [key for key in compared_designs.choices(guest, str) if key.startswith("version")]


def test_another_cannot_delete_it(draft: str, stranger: Session, quiet: Session) -> None:
    assert quiet.services.owned_drafts.delete(stranger.owner, [draft]) == 0
    assert own_drafts.text(quiet, draft)
