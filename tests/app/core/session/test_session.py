"""A page: whom it tells, and what it shows."""

from __future__ import annotations

import functools
import gc
import sys
import threading
import weakref
from collections.abc import Callable

from app.core.session import opening
from app.core.session.session import Session
from app.core.workspace.workspaces import Workspaces
from model_codegen import gallery
from tests.app.canvas_messages import draw


def test_whoever_watches_is_told_until_they_leave(quiet: Session) -> None:
    heard: list[str] = []
    watcher = lambda: heard.append("a")  # noqa: E731
    quiet.watch(watcher)
    quiet.watch(lambda: heard.append("b"))
    quiet.changed()
    quiet.unwatch(watcher)
    quiet.changed()
    assert heard == ["a", "b", "b"]


def test_it_hears_of_the_draft_that_it_shows_and_of_no_other(quiet: Session) -> None:
    left, heard = quiet.workspace, [0]
    quiet.show(quiet.workspaces.begin(quiet.owner, gallery.load("mlp")))
    quiet.watch(lambda: heard.append(1))
    left.changed()
    assert heard == [0]
    quiet.workspace.changed()
    assert heard == [0, 1]


def test_watchers_that_come_and_go_at_once_are_all_known(quiet: Session) -> None:
    before, interval = len(quiet._watchers), sys.getswitchinterval()

    def come_and_go(stay: Callable[[], None]) -> None:
        for _ in range(500):
            watcher = lambda: None  # noqa: E731
            quiet.watch(watcher)
            quiet.unwatch(watcher)
        quiet.watch(stay)

    heard: list[int] = []
    threads = [
        threading.Thread(target=come_and_go, args=(functools.partial(heard.append, number),))
        for number in range(6)
    ]
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    quiet.changed()
    assert sorted(heard) == [*range(6)]
    assert len(quiet._watchers) == before + 6


def test_a_notice_replaces_the_one_before(quiet: Session) -> None:
    quiet.notify("info", "One")
    first = quiet.notice
    quiet.notify("error", "One")
    assert first is not None
    assert quiet.notice is not None
    assert first.id != quiet.notice.id


def test_a_page_that_is_gone_is_forgotten_with_its_draft(idle: Workspaces) -> None:
    session = opening.open_session(idle, None, None)
    draft, owner = session.draft, session.owner
    draw(session)
    idle.saver.now(session.workspace)
    # Nothing of it is under way.
    session.services.shapes.jobs.clear()  # type: ignore[attr-defined]
    gone = weakref.ref(session), weakref.ref(session.workspace)
    del session
    gc.collect()
    assert [one() for one in gone] == [None, None]
    again = idle.open(draft, owner)
    assert again is not None
    assert again.design == gallery.load("mlp")
