"""Looking at a design through a link."""

from __future__ import annotations

import pytest

from app.core.session import viewing
from app.core.session.session import Session
from app.core.sharing.share import Share
from app.core.workspace.workspaces import Workspaces
from model_codegen import gallery
from tests.app.core.live.line import Line, name


@pytest.fixture
def owner(idle: Workspaces) -> Session:
    """Has drawn a design, which is stored."""
    session = Session("olga", idle, idle.begin("olga", gallery.load("mlp")))
    idle.saver.now(session.workspace)
    return session


@pytest.fixture
def share(owner: Session) -> Share:
    return owner.services.shares.make("olga", owner.draft, "view")


def test_a_visitor_sees_the_very_draft_and_may_not_change_it(owner: Session, share: Share) -> None:
    seen = viewing.open_shared(owner.workspaces, share, None)
    assert seen is not None
    assert seen.workspace is owner.workspace
    assert seen.workspace.owner == "olga"
    assert seen.owner != "olga"
    assert seen.readonly
    assert not owner.readonly
    assert viewing.shared_design(owner.workspaces, share) == owner.design


def test_also_its_owner_only_looks_through_the_link(owner: Session, share: Share) -> None:
    seen = viewing.open_shared(owner.workspaces, share, "olga")
    assert seen is not None
    assert seen.readonly


def test_a_page_shows_nothing_any_more_once_the_link_is_withdrawn(
    owner: Session, share: Share
) -> None:
    seen = viewing.open_shared(owner.workspaces, share, None)
    assert seen is not None
    mine, line = Line(owner, client="b"), Line(seen)
    mine.hear()
    line.hear()
    assert line.page.document["name"] == "mlp"
    assert line.page.status["withdrawn"] is False
    owner.services.shares.revoke("olga", share.id)
    owner.workspace.changed()
    line.hear()
    assert line.page.document["main"]["nodes"] == {}
    assert line.page.status["notice"]["text"] == viewing.WITHDRAWN
    assert line.page.status["withdrawn"] is True
    mine.edit(name("secret"))
    line.hear()
    assert "secret" not in str(line.page.heard)
    line.edit(name("mine"))
    line.hear()
    assert seen.design.name != "mine"
    assert owner.design.name == "secret"


def test_a_draft_that_cannot_be_read_is_not_shown(owner: Session, share: Share) -> None:
    gone = Share(share.id, "no-such-draft", share.owner, "view", share.created_at)
    assert viewing.open_shared(owner.workspaces, gone, None) is None
    assert viewing.shared_design(owner.workspaces, gone) is None
