"""A draft that is open: what all windows on it share."""

from __future__ import annotations

import secrets
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from app.core.drafts.draft import UNSAVED
from app.core.workers.lone_job import LoneJob
from app.core.workspace.analysed import Analysed
from app.core.workspace.document import Document
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Design

Severity = Literal["error", "warning", "info"]


class Looker(Protocol):
    """Whoever shows a draft and wants to know when something has changed.

    Attributes:
        pages: How many pages have a live channel to it.
    """

    pages: int

    def changed(self) -> None:
        """Something has changed; called in any thread, and expected to return at once."""

    def notify(self, severity: Severity, text: str) -> None:
        """Something is to be said to the user."""


@dataclass(frozen=True)
class Kept:
    """A revision that is to be stored, perhaps as a version of its own.

    Attributes:
        rev: The revision.
        design: The design of it.
        value: Its JSON.
        label: What its owner calls it.
        cause: Before what it is kept.
    """

    rev: int
    design: Design
    value: dict[str, Any]
    label: str = ""
    cause: str = ""


class Workspace:
    """A draft that is open. All that changes is changed under `lock`, which is held briefly.

    Args:
        draft: The draft's id.
        owner: The token of the browser that it belongs to.
        design: What is drawn.
        continues: The `epoch` in which it was saved last, if it was.

    Attributes:
        epoch: New whenever a draft is opened, so that a browser notices a server that has begun
            again.
        document: The design and its revisions.
        analysed: The last design whose analysis is known.
        request: The analysis of the newest design under way.
        remarks: What an import left out of the design.
        following: Reading what custom layers return, under way or done.
        build: The last build of custom layers.
        saved_at: When it was last saved.
        saved_rev: Which revision that was.
        saved_design: The design that is in the store, as far as is known here.
        stamp: By which it is known whether another server has saved it since.
        absorbed: Writers of the store, all of whose work is in the design.
        keeping: What is to be kept as a version of its own, in order.
        save_problem: Why it could not be saved; empty if it was.
        generation: Raised when another document takes the place: the store begins a new version.
        kept: Whether it is saved; what is only tried out is not.
        begins: Called before it is saved for the first time, once it has not failed; None for
            nothing.
    """

    def __init__(self, draft: str, owner: str, design: Design, continues: str = "") -> None:
        self.draft = draft
        self.owner = owner
        self.continues = continues
        self.epoch = secrets.token_hex(8)
        self.lock = threading.RLock()
        self.document = Document(design)
        self.analysed: Analysed | None = None
        self.request: Future[Any] | None = None
        self.remarks: tuple[Diagnostic, ...] = ()
        self.following: Future[Any] | None = None
        self.build: LoneJob | None = None
        self.saved_at: datetime | None = None
        self.saved_rev = 1
        self.saved_design = design
        self.stamp = UNSAVED
        self.absorbed: set[str] = set()
        self.keeping: list[Kept] = []
        self.save_problem = ""
        self.generation = 0
        self.kept = True
        self.begins: Callable[[Workspace], None] | None = None
        self._lookers: weakref.WeakSet[Looker] = weakref.WeakSet()

    @property
    def design(self) -> Design:
        """What is drawn."""
        return self.document.design

    @property
    def stale(self) -> bool:
        """Whether the drawing is ahead of the last analysis."""
        return self.analysed is None or self.analysed.rev != self.document.rev

    def look(self, looker: Looker) -> None:
        """Tell somebody of every change from now on, as long as they live."""
        with self.lock:
            self._lookers.add(looker)

    def leave(self, looker: Looker) -> None:
        """Tell them no longer."""
        with self.lock:
            self._lookers.discard(looker)

    @property
    def lookers(self) -> list[Looker]:
        """Who is told of changes."""
        with self.lock:
            return list(self._lookers)

    @property
    def windows(self) -> int:
        """How many pages show this draft now."""
        return sum(looker.pages for looker in self.lookers)

    def tell(self, severity: Severity, text: str) -> None:
        """Say something to everybody's user."""
        for looker in self.lookers:
            looker.notify(severity, text)

    def now(self, label: str = "", cause: str = "") -> Kept:
        """The newest revision, to be stored."""
        with self.lock:
            document = self.document
            return Kept(document.rev, document.design, document.value, label, cause)

    def changed(self) -> None:
        """Tell everybody that something has changed."""
        for looker in self.lookers:
            looker.changed()
