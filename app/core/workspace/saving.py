"""Saving what is drawn, a moment after it was drawn: nobody waits for the disk.

One thread saves all drafts. Several edits in a moment are saved once.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pydantic_core

from app.core import metrics
from app.core.store.errors import DraftError
from app.core.workspace.workspace import Workspace
from model_codegen.design.traversal import count_calls

if TYPE_CHECKING:
    from app.core.drafts.draft_store import Drafts

_LOG = logging.getLogger(__name__)

MOMENT = 0.4
"""Seconds that edits are gathered for."""

PAUSE = 2.0
"""Seconds until a draft that could not be saved is tried again; each failure doubles them."""

LONGEST_PAUSE = 60.0
"""The most seconds until then."""

_AGAIN = "Your drawing is kept on the server, which tries again by itself."


@dataclass
class _Waiting:
    """A draft to be saved: when, by the monotonic clock, and the last pause if that failed."""

    workspace: Workspace
    due: float
    pause: float = 0.0


class Saver:
    """Saves drafts in a thread of its own, which starts with the first of them.

    A draft that the store could not take is tried again, sooner where it is edited meanwhile.

    Args:
        drafts: The store, opened when it is first needed.
    """

    def __init__(self, drafts: Callable[[], Drafts]) -> None:
        self._drafts = drafts
        self._waiting: dict[int, _Waiting] = {}
        self._changed = threading.Condition()
        self._saving = threading.Lock()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def soon(self, workspace: Workspace) -> None:
        """Save a draft within a moment."""
        self._put(workspace, MOMENT, 0.0)

    def now(self, workspace: Workspace) -> None:
        """Save a draft; on failure it says why. Nobody may hold its lock meanwhile."""
        with self._changed:
            was = self._waiting.pop(id(workspace), None)
        with self._saving:  # What is older is not saved after what is newer.
            saved = self._write(workspace)
        if not saved:
            pause = min(2 * was.pause if was and was.pause else PAUSE, LONGEST_PAUSE)
            self._put(workspace, pause, pause)
        workspace.changed()

    def _put(self, workspace: Workspace, seconds: float, pause: float) -> None:
        """Have a draft wait for so many seconds, or less if it already does."""
        due = time.monotonic() + seconds
        with self._changed:
            was = self._waiting.get(id(workspace))
            if was is not None:
                due, pause = min(was.due, due), max(was.pause, pause)
            self._waiting[id(workspace)] = _Waiting(workspace, due, pause)
            if self._thread is None and not self._closed.is_set():
                self._thread = threading.Thread(target=self._serve, name="saver", daemon=True)
                self._thread.start()
            if was is None or due < was.due:
                self._changed.notify()

    def _write(self, workspace: Workspace) -> bool:
        """Returns whether it is saved."""
        with workspace.lock:
            document = workspace.document
            rev, design, value = document.rev, document.design, document.value
            writer = f"{workspace.epoch}/{workspace.generation}"
        text = pydantic_core.to_json(value).decode()
        try:
            with metrics.SAVES.time():
                saved_at = self._drafts().save(
                    workspace.draft, workspace.owner, writer, design.name, count_calls(design), text
                )
        except DraftError as error:
            workspace.save_problem = f"{error} {_AGAIN}"
            metrics.SAVE_FAILURES.inc()
            return False
        with workspace.lock:
            workspace.saved_at, workspace.saved_rev = saved_at, rev
            workspace.save_problem = ""
        return True

    def close(self) -> None:
        """Save what waits, and end."""
        self._closed.set()
        with self._changed:
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()
        self._save(float("inf"))

    def _serve(self) -> None:
        while True:
            with self._changed:
                # Asked under the lock: whoever closes meanwhile waits until it can wake this.
                if self._closed.is_set():
                    return
                first = min((one.due for one in self._waiting.values()), default=None)
                now = time.monotonic()
                if first is None or first > now:
                    self._changed.wait(None if first is None else first - now)
                    continue
            self._save(now)

    def _save(self, until: float) -> None:
        """Save the drafts that are due by then."""
        with self._changed:
            due = [one.workspace for one in self._waiting.values() if one.due <= until]
        for workspace in due:
            try:
                self.now(workspace)
            except Exception:
                _LOG.exception("A draft could not be saved")
                workspace.save_problem = "The draft could not be saved; the server's log says why."
                workspace.changed()
