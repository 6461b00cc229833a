"""A draft that is open: who looks at it."""

from __future__ import annotations

import gc

from app.core.workspace.workspace import Workspace
from app.core.workspace.workspaces import empty_design
from tests.app.core.workspace.test_analysing import Page


def test_whoever_looks_is_told_until_they_leave_or_are_gone() -> None:
    workspace = Workspace("draft", "me", empty_design())
    one, other, gone = Page(), Page(), Page()
    for page in (one, other, gone):
        workspace.look(page)
    assert workspace.windows == 3
    del gone, page
    gc.collect()
    workspace.leave(other)
    workspace.changed()
    assert (one.told, other.told) == (["changed"], [])
    assert workspace.windows == 1


def test_its_epoch_is_its_own() -> None:
    epochs = {Workspace("draft", "me", empty_design()).epoch for _ in range(9)}
    assert len(epochs) == 9
