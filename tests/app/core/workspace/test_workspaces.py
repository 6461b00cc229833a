"""All open drafts, each of them once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.core.session import opening
from app.core.workspace.document import ConflictError
from app.core.workspace.workspaces import Workspaces, empty_design
from model_codegen import gallery
from model_codegen.design.errors import DesignError


def test_a_draft_that_nobody_has_drawn_in_is_not_stored(idle: Workspaces) -> None:
    workspace = idle.begin("me")
    assert workspace.design == empty_design()
    idle.saver.close()
    assert not idle.services.drafts.exists(workspace.draft)


def test_a_draft_is_open_once_however_many_open_it_at_the_same_time(idle: Workspaces) -> None:
    before = idle.begin("me", gallery.load("mlp"))
    idle.saver.now(before)
    again = Workspaces(idle.services)
    with ThreadPoolExecutor(8) as pool:
        found = [*pool.map(lambda _: again.open(before.draft, "me"), range(8))]
    assert len({id(one) for one in found}) == 1
    assert found[0] is not None
    assert found[0].design == gallery.load("mlp")
    assert found[0].continues == before.epoch


def test_to_another_a_draft_is_not_there_before_and_after_it_is_saved(idle: Workspaces) -> None:
    workspace = idle.begin("me", gallery.load("mlp"))
    assert idle.open(workspace.draft, "you") is None
    idle.saver.now(workspace)
    again = Workspaces(idle.services)
    assert again.open(workspace.draft, "you") is None
    shared = again.open(workspace.draft, "you", shared=True)
    assert shared is not None
    assert shared.owner == "me"  # whoever opens it
    assert again.open(workspace.draft, "me") is shared
    assert again.open(workspace.draft, "you") is None  # open or not


def test_what_is_not_stored_is_not_there(idle: Workspaces) -> None:
    assert idle.open("nobody's", "me") is None


def test_an_edit_that_is_refused_tells_nobody(idle: Workspaces) -> None:
    session = opening.open_session(idle, None, None)
    heard: list[int] = []
    session.watch(lambda: heard.append(1))
    bad = [{"op": "replace", "path": "/name", "value": 3}]
    with pytest.raises(DesignError):
        idle.edit(session.workspace, bad)
    with pytest.raises(ConflictError):
        idle.edit(session.workspace, [], base=9)
    assert not heard
    idle.edit(session.workspace, [])
    assert heard == [1]


def test_edits_of_many_threads_are_all_made(idle: Workspaces) -> None:
    workspace = idle.begin("me")

    def place(number: int) -> None:
        path = f"/positions/{number}"
        idle.edit(workspace, [{"op": "add", "path": path, "value": {}}], base=2, author=f"{number}")

    idle.edit(workspace, [{"op": "add", "path": "/positions", "value": {}}])
    with ThreadPoolExecutor(8) as pool:
        [*pool.map(lambda number: place(number) if number else None, range(60))]
    assert workspace.document.rev == 61
    assert len(workspace.document.value["positions"]) == 59
