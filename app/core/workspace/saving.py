"""Saving what is drawn, a moment after it was drawn: nobody waits for the disk.

One thread saves all drafts. Several edits in a moment are saved once.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import pydantic_core

from app.core.drafts.draft import DraftError
from app.core.workspace.workspace import Workspace

if TYPE_CHECKING:
    from app.core.drafts.draft_store import Drafts

_LOG = logging.getLogger(__name__)

MOMENT = 0.4
"""Seconds that edits are gathered for."""


class Saver:
    """Saves drafts in a thread of its own, which starts with the first of them.

    Args:
        drafts: The store, opened when it is first needed.
    """

    def __init__(self, drafts: Callable[[], Drafts]) -> None:
        self._drafts = drafts
        self._waiting: dict[int, Workspace] = {}
        self._changed = threading.Condition()
        self._saving = threading.Lock()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def soon(self, workspace: Workspace) -> None:
        """Save a draft within a moment."""
        with self._changed:
            self._waiting[id(workspace)] = workspace
            if self._thread is None and not self._closed.is_set():
                self._thread = threading.Thread(target=self._serve, name="saver", daemon=True)
                self._thread.start()
            self._changed.notify()

    def now(self, workspace: Workspace) -> None:
        """Save a draft; on failure it says why. Nobody may hold its lock meanwhile."""
        with self._changed:
            self._waiting.pop(id(workspace), None)
        with self._saving:  # What is older is not saved after what is newer.
            self._write(workspace)
        workspace.changed()

    def _write(self, workspace: Workspace) -> None:
        with workspace.lock:
            document = workspace.document
            rev, design, value = document.rev, document.design, document.value
            writer = f"{workspace.epoch}/{workspace.generation}"
        count = sum(len(graph.nodes) for graph in (design.main, *design.models.values()))
        text = pydantic_core.to_json(value).decode()
        try:
            saved_at = self._drafts().save(
                workspace.draft, workspace.owner, writer, design.name, count, text
            )
        except DraftError as error:
            workspace.save_problem = str(error)
        else:
            with workspace.lock:
                workspace.saved_at, workspace.saved_rev = saved_at, rev
                workspace.save_problem = ""

    def close(self) -> None:
        """Save what waits, and end."""
        self._closed.set()
        with self._changed:
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()
        self._save()

    def _serve(self) -> None:
        while not self._closed.is_set():
            with self._changed:
                while not self._waiting and not self._closed.is_set():
                    self._changed.wait()
            self._closed.wait(MOMENT)
            self._save()

    def _save(self) -> None:
        with self._changed:
            waiting = [*self._waiting.values()]
        for workspace in waiting:
            try:
                self.now(workspace)
            except Exception:
                _LOG.exception("A draft could not be saved")
                workspace.save_problem = "The draft could not be saved; the server's log says why."
                workspace.changed()
