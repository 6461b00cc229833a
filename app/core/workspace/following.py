"""Open drafts that another server saves: looked for every other moment, where there is another."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection
from itertools import islice
from typing import TYPE_CHECKING

from app.core.drafts.draft import UNSAVED
from app.core.store.errors import DraftError
from app.core.workspace.saving import Saver
from app.core.workspace.workspace import Workspace

if TYPE_CHECKING:
    from app.core.drafts.draft_store import Drafts

SECONDS = 2.0
"""So often."""

AT_ONCE = 500
"""About so many drafts one question is asked."""


class Follower:
    """Has a draft saved, and so what is new in the store taken over, when another server saved it.

    Args:
        drafts: The store, which is open.
        workspaces: The open drafts.
        saver: Saves them.
    """

    def __init__(
        self,
        drafts: Callable[[], Drafts],
        workspaces: Callable[[], Collection[Workspace]],
        saver: Saver,
    ) -> None:
        self._drafts = drafts
        self._workspaces = workspaces
        self._saver = saver
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, unless it has begun or the database is a file, which has one server."""
        if self._thread is None and self._drafts().are_shared:
            with self._lock:
                if self._thread is None and not self._closed.is_set():
                    self._thread = threading.Thread(
                        target=self._serve, name="follower", daemon=True
                    )
                    self._thread.start()

    def look(self) -> None:
        """Look once.

        Raises:
            DraftError: If the store cannot be read.
        """
        looked_at = {
            one.draft: one
            for one in self._workspaces()
            if one.windows and one.stamp != UNSAVED and not self._saver.waits(one)
        }
        drafts = iter(looked_at)
        while some := list(islice(drafts, AT_ONCE)):
            for draft, stamp in self._drafts().stamps(some).items():
                workspace = looked_at[draft]
                if stamp.is_news(workspace.epoch, workspace.stamp):
                    self._saver.soon(workspace)

    def close(self) -> None:
        """End."""
        with self._lock:
            self._closed.set()
        if self._thread is not None:
            self._thread.join()

    def _serve(self) -> None:
        while not self._closed.wait(SECONDS):
            with contextlib.suppress(DraftError):  # Which was logged; whoever saves is told.
                self.look()
