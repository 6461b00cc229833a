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
from app.core.drafts.draft import OvertakenError, Stamp
from app.core.store.errors import DraftError
from app.core.workspace import merging
from app.core.workspace.workspace import Kept, Workspace
from model_codegen.design.fileformat.serialization import loads
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

TRIES = 5
"""So often a draft is saved anew because another server was faster."""

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
        edit: Changes a draft, where another server has saved it.
    """

    def __init__(self, drafts: Callable[[], Drafts], edit: merging.Edit) -> None:
        self._drafts = drafts
        self._edit = edit
        self._waiting: dict[int, _Waiting] = {}
        self._changed = threading.Condition()
        self._saving = threading.Lock()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def soon(self, workspace: Workspace) -> None:
        """Save a draft within a moment, unless it is not to be kept."""
        if not workspace.kept:
            return
        self._put(workspace, MOMENT, 0.0)

    def now(self, workspace: Workspace) -> None:
        """Save a draft; on failure it says why. Nobody may hold its lock meanwhile."""
        if not workspace.kept:
            return
        with self._changed:
            was = self._waiting.pop(id(workspace), None)
        with self._saving:  # What is older is not saved after what is newer.
            saved = self._write(workspace)
        if not saved:
            pause = min(2 * was.pause if was and was.pause else PAUSE, LONGEST_PAUSE)
            self._put(workspace, pause, pause)
        workspace.changed()

    def keep(self, workspace: Workspace, *, label: str = "", cause: str = "") -> None:
        """Have the design as it is now stored within a moment as a version of its own.

        Args:
            workspace: The draft.
            label: What its owner calls the version.
            cause: Before what large change it is kept.
        """
        with workspace.lock:
            workspace.keeping.append(workspace.now(label, cause))
        self.soon(workspace)

    def waits(self, workspace: Workspace) -> bool:
        """Whether a draft waits to be saved."""
        with self._changed:
            return id(workspace) in self._waiting

    def wait(self) -> None:
        """Wait until what is being saved at this moment is."""
        with self._saving:
            pass

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
        try:
            while workspace.keeping:
                self._save_one(workspace, workspace.keeping[0])
                with workspace.lock:
                    del workspace.keeping[0]
            self._save_one(workspace, None)
        except DraftError as error:
            workspace.save_problem = f"{error} {_AGAIN}"
            metrics.SAVE_FAILURES.inc()
            return False
        workspace.save_problem = ""
        return True

    def _save_one(self, workspace: Workspace, kept: Kept | None) -> None:
        """Save a revision, the newest by default, over whatever another server has saved.

        Raises:
            DraftError: If it cannot be stored.
        """
        if workspace.begins is not None:
            workspace.begins(workspace)
            workspace.begins = None
        # Not noted before it is done: where the store fails meanwhile, all is asked anew.
        outdone: Stamp | None = None
        for _ in range(TRIES):
            what = kept or workspace.now()
            with workspace.lock:
                writer = f"{workspace.epoch}/{workspace.generation}"
                known, absorbed = outdone or workspace.stamp, frozenset(workspace.absorbed)
            text = pydantic_core.to_json(what.value).decode()
            try:
                with metrics.SAVES.time():
                    stamp = self._drafts().save(
                        workspace.draft,
                        workspace.owner,
                        writer,
                        what.design.name,
                        count_calls(what.design),
                        text,
                        known=known,
                        absorbed=absorbed,
                        outdo=outdone is not None,
                        label=what.label,
                        cause=what.cause,
                    )
            except OvertakenError as error:
                if merging.take_over(workspace, error, self._edit):
                    outdone = None
                elif workspace.windows or not merging.is_design(error.stored):
                    outdone = error.stored.stamp
                else:
                    self._give_way(workspace, what, text)
                    return
                continue
            self._note(workspace, what, stamp)
            if outdone is not None:
                workspace.tell("warning", merging.CONFLICT)
            return
        raise DraftError("Another server saves this design all the time.")

    def _give_way(self, workspace: Workspace, what: Kept, text: str) -> None:
        """Keep what is here as a version before what another server has saved, which goes on.

        Nobody looks at the draft here: whoever has drawn this is at the other server by now.
        """
        design = what.design
        stored = self._drafts().keep_before(
            workspace.draft,
            f"{workspace.epoch}/{workspace.generation}",
            design.name,
            count_calls(design),
            text,
            merging.AUTHOR,
        )
        with workspace.lock:
            workspace.document.replace(loads(stored.text))
            workspace.generation += 1
            self._note(workspace, workspace.now(), stored.stamp)

    def _note(self, workspace: Workspace, what: Kept, stamp: Stamp) -> None:
        with workspace.lock:
            workspace.saved_at, workspace.saved_rev = stamp.saved_at, what.rev
            workspace.saved_design, workspace.stamp = what.design, stamp

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
