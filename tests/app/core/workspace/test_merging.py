"""A draft that is open on two servers, which share a database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from app.core.drafts.draft_store import ANOTHER_SERVER
from app.core.live.peer import Peer
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.core.workspace import merging, saving
from app.core.workspace.workspace import Workspace
from app.core.workspace.workspaces import Workspaces
from model_codegen import gallery
from tests.app.idle_services import idle_services
from tests.app.live_page import LivePage


class Page:
    """Somebody who looks at a draft."""

    pages = 1

    def __init__(self, workspace: Workspace) -> None:
        self.told: list[str] = []
        workspace.look(self)

    def changed(self) -> None:
        pass

    def notify(self, severity: str, text: str) -> None:
        self.told.append(text)


@pytest.fixture
def servers(place: Path | str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Workspaces]]:
    monkeypatch.setattr(saving, "MOMENT", 600.0)  # Only what a test saves is saved.
    made = [Workspaces(idle_services(place)) for _ in range(2)]
    yield made
    for server in made:
        server.saver.close()
        server._follower.close()
        server.services.store.close()


@pytest.fixture
def opened(servers: list[Workspaces]) -> list[Workspace]:
    """One draft, open on both."""
    first = servers[0].begin("me", gallery.load("mlp"))
    servers[0].saver.now(first)
    second = servers[1].open(first.draft, "me")
    assert second is not None
    return [first, second]


def units(value: int) -> list[dict[str, Any]]:
    return [{"op": "replace", "path": "/main/operations/dense/config/units", "value": value}]


def title(text: str) -> list[dict[str, Any]]:
    return [{"op": "replace", "path": "/name", "value": text}]


def renamed(name: str) -> list[dict[str, Any]]:
    return [{"op": "replace", "path": "/main/operations/dense/name", "value": name}]


def stored(server: Workspaces, draft: str) -> dict[str, Any]:
    text = server.services.drafts.load(draft)
    assert text is not None
    found: dict[str, Any] = json.loads(text)
    return found


def test_what_both_have_changed_is_joined(
    servers: list[Workspaces], opened: list[Workspace]
) -> None:
    (one, other), (mine, yours) = servers, opened
    one.edit(mine, title("ours"), author="page", base=1)
    one.saver.now(mine)
    other.edit(yours, units(7), author="page", base=1)
    other.saver.now(yours)
    assert yours.design.name == "ours"
    assert stored(other, mine.draft) == yours.document.value
    one.saver.now(mine)
    assert mine.design == yours.design
    # What took nothing away goes on in the same version.
    assert len(one.services.drafts.versions(mine.draft)) == 1


def test_the_same_change_of_both_is_no_conflict(
    servers: list[Workspaces], opened: list[Workspace]
) -> None:
    pages = [Page(workspace) for workspace in opened]
    for server, workspace in zip(servers, opened, strict=True):
        server.edit(workspace, units(7), author="page", base=1)
        server.saver.now(workspace)
    assert [page.told for page in pages] == [[], []]


def test_where_both_have_changed_one_part_the_later_stays_and_both_are_told(
    servers: list[Workspaces], opened: list[Workspace]
) -> None:
    (one, other), (mine, yours) = servers, opened
    pages = [Page(workspace) for workspace in opened]
    one.edit(mine, [*units(5), *title("mine")], author="page", base=1)
    one.saver.now(mine)
    other.edit(yours, renamed("yours"), author="page", base=1)
    other.saver.now(yours)
    assert pages[1].told == [merging.CONFLICT]
    assert stored(one, mine.draft) == yours.document.value
    lost = one.services.drafts.versions(mine.draft)[1]
    assert lost.cause == ANOTHER_SERVER
    assert lost.name == "mine"
    one.saver.now(mine)
    assert pages[0].told == [merging.OUTDONE]
    assert mine.design == yours.design
    assert not mine.save_problem


def test_a_server_that_looks_takes_over_what_was_saved(
    servers: list[Workspaces], opened: list[Workspace]
) -> None:
    (one, other), (mine, yours) = servers, opened
    page = Page(mine)
    other.edit(yours, units(9), author="page", base=1)
    other.saver.now(yours)
    one._follower.look()
    assert one.saver.waits(mine)
    one.saver.now(mine)
    assert mine.design == yours.design
    assert mine.saved_rev == mine.document.rev
    one.saver.now(mine)
    one._follower.look()
    assert not one.saver.waits(mine)
    assert page.told == []


def test_a_page_that_comes_back_to_a_server_hears_of_what_was_drawn_at_the_other(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its draft is still open there, as it was: the page would take that for somebody's edits."""
    monkeypatch.setattr(saving, "MOMENT", 600.0)
    one, other = (Workspaces(idle_services(postgres_url)) for _ in range(2))
    mine = one.begin("me", gallery.load("mlp"))
    one.catch_up(mine)  # Which the store does not know yet.
    one.saver.now(mine)
    yours = other.open(mine.draft, "me")
    assert yours is not None
    other.edit(yours, title("there"), author="page", base=1)
    other.saver.now(yours)
    page = LivePage("session")
    session = Session("me", one, mine)
    hello: Any = page.hello(epoch=yours.epoch, rev=2)

    def away(_: object) -> NoReturn:
        raise DraftError("The database is away.")

    with monkeypatch.context() as patch:
        patch.setattr(one.services.drafts, "stamps", away)
        with pytest.raises(DraftError):  # The page comes back later, and keeps what it has.
            Peer(session, hello, lambda: None)
        Peer(session, hello | {"epoch": None}, lambda: None).close()
    peer = Peer(session, hello, lambda: None)
    page.take(dict(peer.news() or {}))
    assert page.document["name"] == "there"
    peer.close()
    for server in (one, other):
        server.saver.close()
        server._follower.close()
        server.services.store.close()


def test_many_edits_on_both_lose_nothing(
    servers: list[Workspaces], opened: list[Workspace]
) -> None:
    for number in range(30):
        for server, workspace, say in zip(servers, opened, (title, units), strict=True):
            value = f"name {number}" if say is title else number + 1
            server.edit(workspace, say(value), author="page", base=workspace.document.rev)  # type: ignore[operator]
            server.saver.now(workspace)
    servers[0].saver.now(opened[0])
    last = stored(servers[0], opened[0].draft)
    assert last["name"] == "name 29"
    assert last["main"]["operations"]["dense"]["config"]["units"] == 30
    assert opened[0].design == opened[1].design
    assert len(servers[0].services.drafts.versions(opened[0].draft)) == 1


def test_who_has_gone_to_the_other_server_finds_what_was_drawn_there(
    servers: list[Workspaces], opened: list[Workspace]
) -> None:
    """The one that nobody looks at any more may be late, as where the database was away."""
    (one, other), (mine, yours) = servers, opened
    one.edit(mine, [*units(5), *title("first")], author="page", base=1)
    other.edit(yours, [*units(6), *title("second")], author="page", base=1)
    other.saver.now(yours)
    one.saver.now(mine)
    assert stored(one, mine.draft) == yours.document.value
    assert mine.design == yours.design
    lines = one.services.drafts.versions(mine.draft)
    assert [(line.name, line.cause) for line in lines[:2]] == [
        ("second", ""),
        ("first", ANOTHER_SERVER),
    ]
    other.edit(yours, title("third"), author="page", base=2)
    other.saver.now(yours)
    one.saver.now(mine)
    assert mine.design.name == stored(one, mine.draft)["name"] == "third"


def test_a_store_that_fails_in_between_takes_nothing_away(
    servers: list[Workspaces], opened: list[Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found out before it failed is found out again, and nothing is saved over."""

    def fail(*_: object) -> NoReturn:
        raise DraftError("The database is away.")

    (one, other), (mine, yours) = servers, opened
    one.edit(mine, [*units(5), *title("first")], author="page", base=1)
    other.edit(yours, [*units(6), *title("second")], author="page", base=1)
    other.saver.now(yours)
    with monkeypatch.context() as patch:
        patch.setattr(one.services.drafts, "keep_before", fail)
        one.saver.now(mine)
    assert mine.save_problem
    one.saver.now(mine)
    assert stored(one, mine.draft) == yours.document.value
    assert not mine.save_problem


def test_what_is_no_design_any_more_is_kept_as_a_version(
    servers: list[Workspaces], opened: list[Workspace]
) -> None:
    (one, _), (mine, _) = servers, opened
    one.services.drafts.save(mine.draft, "me", "other/0", "broken", 1, "{")
    one.edit(mine, title("mine"), author="page", base=1)
    one.saver.now(mine)
    assert stored(one, mine.draft)["name"] == "mine"
    assert one.services.drafts.load(mine.draft, 2) == "{"


def test_a_version_is_kept_before_a_large_change_and_where_it_is_asked_for(
    servers: list[Workspaces], opened: list[Workspace]
) -> None:
    one, mine = servers[0], opened[0]
    one.saver.keep(mine, label="for the lecture")
    one.edit(mine, title("before"), author="page", base=1)
    one.replace(mine, gallery.load("digit_cnn"), "going back")
    one.saver.now(mine)
    lines = one.services.drafts.versions(mine.draft)
    assert [(line.name, line.label, line.cause) for line in lines] == [
        ("digit_cnn", "", ""),
        ("before", "", "going back"),
        ("mlp", "for the lecture", ""),
    ]
