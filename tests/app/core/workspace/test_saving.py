"""Saving a moment after something was drawn."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from types import SimpleNamespace
from typing import Any

import pytest

from app.core.store.errors import DraftError
from app.core.workspace import saving
from app.core.workspace.workspaces import Workspaces
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import loads
from tests.app.idle_services import worker_of

SECONDS = 60.0


def name(text: str) -> list[dict[str, Any]]:
    return [{"op": "replace", "path": "/name", "value": text}]


def test_several_edits_are_saved_once(idle: Workspaces, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts, happened = idle.services.drafts, threading.Event()
    saved: list[str] = []
    save = drafts.save

    def note(*arguments: Any, **how: Any) -> Any:
        saved.append(arguments[3])
        happened.set()
        return save(*arguments, **how)

    monkeypatch.setattr(drafts, "save", note)
    monkeypatch.setattr(saving, "MOMENT", 0.1)
    workspace = idle.begin("me")
    with workspace.lock:  # The saver cannot read it in between.
        for text in "abc":
            idle.edit(workspace, name(text))
    assert happened.wait(SECONDS)
    idle.saver.close()
    assert saved == ["c"]
    assert workspace.saved_rev == workspace.document.rev == 4
    assert workspace.saved_at is not None


def test_what_waits_is_saved_at_the_end(idle: Workspaces, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "MOMENT", SECONDS)
    workspace = idle.begin("me", gallery.load("mlp"))
    idle.saver.close()
    text = idle.services.drafts.load(workspace.draft)
    assert text is not None
    assert loads(text) == gallery.load("mlp")


def test_it_ends_whenever_that_is_asked(idle: Workspaces) -> None:
    """Also just as its thread, with nothing to do, begins to wait."""
    workspace, before = idle.begin("me"), sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(150):
            saver = saving.Saver(lambda: idle.services.drafts, idle.edit)
            saver.soon(workspace)
            saver.now(workspace)
            ending = threading.Thread(target=saver.close, daemon=True)
            ending.start()
            ending.join(SECONDS / 6)
            assert not ending.is_alive()
    finally:
        sys.setswitchinterval(before)


def test_a_draft_that_waits_is_kept_until_it_is_saved(
    idle: Workspaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "MOMENT", SECONDS)
    workspace = idle.begin("me")
    idle.edit(workspace, name("mine"))
    worker_of(idle.services).jobs.clear()
    draft, gone = workspace.draft, weakref.ref(workspace)
    del workspace
    gc.collect()
    again = idle.open(draft, "me")
    assert again is gone()
    assert again is not None
    assert again.design.name == "mine"
    del again
    idle.saver.close()
    gc.collect()
    assert gone() is None


def test_a_failure_is_said_and_tried_again_until_it_works(
    idle: Workspaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts, failures, said = idle.services.drafts, [1, 2, 3], set[str]()
    save, done = drafts.save, threading.Event()

    def fail_thrice(*arguments: Any, **how: Any) -> Any:
        said.add(workspace.save_problem)
        if failures:
            failures.pop()
            raise DraftError("The disk is full.")
        done.set()
        return save(*arguments, **how)

    monkeypatch.setattr(saving, "PAUSE", 0.01)
    workspace = idle.begin("me")
    monkeypatch.setattr(drafts, "save", fail_thrice)
    idle.edit(workspace, name("mine"))
    assert done.wait(SECONDS)
    idle.saver.close()
    [sentence] = said - {""}
    assert sentence.startswith("The disk is full. ")
    assert "again" in sentence
    assert (workspace.save_problem, workspace.saved_rev) == ("", 2)


def test_each_failure_doubles_the_pause_and_an_edit_cuts_it_short(
    idle: Workspaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **how: object) -> None:
        raise DraftError("The disk is full.")

    monkeypatch.setattr(saving, "time", SimpleNamespace(monotonic=lambda: 0.0))
    monkeypatch.setattr(idle.services.drafts, "save", fail)
    workspace, saver = idle.begin("me"), idle.saver

    def pause() -> float:
        [waiting] = saver._waiting.values()
        return waiting.due

    pauses = []
    for _ in range(7):
        saver.now(workspace)
        pauses.append(pause())
    assert pauses == [2, 4, 8, 16, 32, 60, 60]
    saver.soon(workspace)
    assert pause() == saving.MOMENT


def test_a_bug_in_saving_one_draft_leaves_the_others_alone(
    idle: Workspaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = idle.services.drafts
    save, bad, good = drafts.save, idle.begin("me"), idle.begin("me")

    def fail(draft: str, *rest: Any, **how: Any) -> Any:
        if draft == bad.draft:
            raise ZeroDivisionError("secret")
        return save(draft, *rest, **how)

    monkeypatch.setattr(drafts, "save", fail)
    for workspace in (bad, good):
        idle.edit(workspace, name("mine"))
    idle.saver.close()
    assert bad.save_problem == "The draft could not be saved; the server's log says why."
    assert good.saved_rev == 2


def test_windows_on_a_draft_write_one_version_and_a_replacement_another(idle: Workspaces) -> None:
    drafts, workspace = idle.services.drafts, idle.begin("me", gallery.load("digit_cnn"))
    for text in "ab":
        idle.edit(workspace, name(text))
        idle.saver.now(workspace)
    idle.replace(workspace, gallery.load("mlp"))
    idle.saver.now(workspace)
    names = [line.name for line in drafts.versions(workspace.draft)]
    assert names == ["mlp", "b"]


def test_what_is_older_is_never_saved_over_what_is_newer(
    idle: Workspaces, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts, workspace = idle.services.drafts, idle.begin("me")
    save, slow, begun = drafts.save, threading.Event(), threading.Event()

    def late(*arguments: Any, **how: Any) -> Any:
        if arguments[3] == "old":
            begun.set()
            slow.wait(1.0)
        return save(*arguments, **how)

    monkeypatch.setattr(drafts, "save", late)
    workspace.document.edit(name("old"))
    first = threading.Thread(target=idle.saver.now, args=(workspace,))
    first.start()
    assert begun.wait(SECONDS)
    workspace.document.edit(name("new"))
    second = threading.Thread(target=idle.saver.now, args=(workspace,))
    second.start()
    second.join(0.2)
    slow.set()
    first.join()
    second.join()
    text = drafts.load(workspace.draft)
    assert text is not None
    assert loads(text).name == "new"
    assert workspace.saved_rev == 3
