"""All drafts that are open on this server, each of them once."""

from __future__ import annotations

import secrets
import threading
import weakref
from collections.abc import Callable

from app.core.drafts import draft_ids
from app.core.drafts.draft import UNSAVED
from app.core.people.rights import may_open
from app.core.services import Services
from app.core.store.errors import DraftError
from app.core.workspace import analysing, large_change
from app.core.workspace.document import Revision
from app.core.workspace.edit_counts import EditCounts
from app.core.workspace.following import Follower
from app.core.workspace.saving import Saver
from app.core.workspace.workspace import Workspace
from model_codegen.design.fileformat.serialization import loads
from model_codegen.design.graph import Design, ModelGraph
from model_codegen.design.patches import Operations


class Workspaces:
    """The open drafts: one stays open as long as somebody looks at it or it waits to be saved.

    Args:
        services: The workers and the store of drafts.

    Attributes:
        counts: How far the edits of each page have come.
        saver: Saves them.
    """

    def __init__(self, services: Services) -> None:
        self.services = services
        self.counts = EditCounts()
        self.saver = Saver(lambda: services.drafts, self.edit)
        self._follower = Follower(lambda: services.drafts, self._all, self.saver)
        self._lock = threading.Lock()
        self._open: weakref.WeakValueDictionary[str, Workspace] = weakref.WeakValueDictionary()

    def __len__(self) -> int:
        """How many drafts are open."""
        with self._lock:
            return len(self._open)

    def begin(self, owner: str, design: Design | None = None, draft: str = "") -> Workspace:
        """Open a draft that is not stored; it is saved with its first change.

        Args:
            owner: The token of the browser that it belongs to.
            design: What is in it, which is saved at once; empty by default.
            draft: Its id; a new one by default.
        """
        workspace = Workspace(draft or draft_ids.fresh(owner), owner, design or empty_design())
        with self._lock:
            self._open[workspace.draft] = workspace
        if design is not None:
            self.saver.soon(workspace)
        self.analyse(workspace)
        return workspace

    def lay_out(
        self, owner: str, design: Design, draft: str, begins: Callable[[Workspace], None]
    ) -> Workspace:
        """Open a draft that is not stored, with a design; it is saved with its first change.

        Args:
            owner: Whose it is.
            design: What is in it.
            draft: Its id; one that is open is joined.
            begins: As for `Workspace`.
        """
        with self._lock:
            found = self._open.get(draft)
            if found is not None:
                return found
            workspace = self._open[draft] = Workspace(draft, owner, design)
            workspace.begins = begins
        self._follower.start()
        self.analyse(workspace)
        return workspace

    def try_out(self, owner: str, design: Design) -> Workspace:
        """Open a draft that is never saved.

        Args:
            owner: Who tries something out.
            design: What is in it.
        """
        workspace = Workspace(secrets.token_urlsafe(16), owner, design)
        workspace.kept = False
        with self._lock:
            self._open[workspace.draft] = workspace
        self.analyse(workspace)
        return workspace

    def open(
        self,
        draft: str,
        asker: str,
        *,
        shared: bool = False,
        teaches: bool = False,
        first: Design | None = None,
    ) -> Workspace | None:
        """Open a draft, or join whoever has it open.

        Args:
            draft: Its id.
            asker: The owner of the session that asks.
            shared: As in `rights.right_to`.
            teaches: As in `rights.right_to`.
            first: What is in it if it was never saved; nothing by default.

        Returns:
            It; None if no draft of this id is stored here, or the asker may not look at it.

        Raises:
            DraftError: If the store cannot be read.
            DesignError: If what is stored is no design.
        """
        with self._lock:
            found = self._open.get(draft)
            owner = found.owner if found else self.services.drafts.owner_of(draft)
            if not may_open(owner, asker, shared=shared, teaches=teaches):
                return None
            if found is not None:
                return found
            stored = self.services.drafts.newest(draft)
            design = loads(stored.text) if stored else first or empty_design()
            continues = stored.stamp.writer.partition("/")[0] if stored else ""
            workspace = Workspace(draft, owner, design, continues)
            if stored:
                workspace.saved_at, workspace.stamp = stored.stamp.saved_at, stored.stamp
            self._open[draft] = workspace
        self._follower.start()
        self.analyse(workspace)
        return workspace

    def catch_up(self, workspace: Workspace) -> None:
        """Take over what another server has saved since, before a page hears of a draft.

        A page may come back to a server on which its draft is still open as it was.

        Raises:
            DraftError: If the store cannot be asked.
        """
        if workspace.stamp == UNSAVED or not self.services.drafts.are_shared:
            return
        stamp = self.services.drafts.stamps([workspace.draft]).get(workspace.draft)
        if stamp is not None and stamp.is_news(workspace.epoch, workspace.stamp):
            self.saver.now(workspace)
            if workspace.save_problem:
                raise DraftError(workspace.save_problem)

    def edit(
        self,
        workspace: Workspace,
        patch: Operations,
        *,
        base: int | None = None,
        author: str = "",
        seq: int = 0,
        title: str = "",
        silent: bool = False,
        called: str = "",
    ) -> Revision:
        """Change a draft; see `Document.edit`. It is analysed, saved, and whoever looks is told.

        Args:
            called: What the page that made it calls it, where it has no title: the version before
                a large change tells of it.

        Raises:
            ConflictError: If somebody else has changed the same parts since `base`.
            DesignError: If the patch does not apply, or what it makes is no design.
        """
        with workspace.lock:
            before = workspace.now(cause=large_change.cause(title or called))
            revision = workspace.document.edit(patch, base, author, seq, title, silent)
            if not (analysing.is_of_places(patch) and analysing.keep(workspace)):
                self.analyse(workspace)
            if not silent and large_change.is_large(patch, before.design):
                workspace.keeping.append(before)
        self.saver.soon(workspace)
        workspace.changed()
        return revision

    def replace(self, workspace: Workspace, design: Design, cause: str = "") -> None:
        """Put another design in the place of a draft's; the store keeps the one before.

        Args:
            workspace: The draft.
            design: What is in it from now on.
            cause: Why, for the list of versions.
        """
        self.saver.keep(workspace, cause=cause)
        self.saver.now(workspace)
        with workspace.lock:
            workspace.document.replace(design)
            workspace.generation += 1
            workspace.remarks = ()
            self.analyse(workspace)
        self.saver.soon(workspace)
        workspace.changed()

    def adopt(self, token: str, person: str) -> list[Workspace]:
        """Make the open drafts of a browser somebody's, and return them.

        Whatever is saved from now on is saved as theirs; what was being saved is.
        """
        with self._lock:
            found = [one for one in self._open.values() if one.owner == token]
        for workspace in found:
            workspace.owner = person
        self.saver.wait()
        return found

    def analyse(self, workspace: Workspace) -> None:
        """Ask for the analysis of the newest revision."""
        analysing.ask(workspace, self.services, _tell)

    def _all(self) -> list[Workspace]:
        with self._lock:
            return list(self._open.values())

    def close(self) -> None:
        """Save what is not saved yet, and end the processes."""
        self._follower.close()
        self.saver.close()
        self.services.close()


def _tell(workspace: Workspace, sentence: str) -> None:
    for looker in workspace.lookers:
        looker.notify("error", sentence)


def empty_design(name: str = "model") -> Design:
    """A design with nothing in it."""
    return Design(name=name, main=ModelGraph(name=name))
