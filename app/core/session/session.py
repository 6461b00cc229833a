"""One browser session: the design on the canvas, how far the two sides are, what is known of it."""

from __future__ import annotations

import secrets
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.core.session.analysed import Analysed
from app.core.session.canvas_exchange import (
    Change,
    Choice,
    Import,
    Notice,
    Severity,
    SourceEdit,
)
from app.core.tasks.picture_tasks import PlotOptions
from app.core.workers.one_job_process import Run
from app.core.workers.worker import Worker
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Design, ModelGraph


@dataclass
class Session:
    """What the server knows of one browser tab.

    Attributes:
        id: New for every session, so that the browser notices a server that has lost its design.
        owner: The token by which this browser finds its drafts again.
        draft: The id in the page's address.
        rev: Raised whenever the server changes the document.
        seq: The browser's last edit of this `rev` that arrived.
        design: The design on the canvas.
        text: Its JSON text, compact.
        acknowledged: Whether the browser has shown that it has this `rev`.
        analysed: The last design whose analysis is known.
        request: The analysis of `design` under way; a change of `design` always makes another.
        notice: What the canvas shows, until the next notice.
        coming: A model that a worker reads; it will take the design's place, or a part's.
        change: An edit for the browser to make, until its next edit arrives.
        choice: A question to the user, until it is answered or another document is there.
        remarks: What an import left out of the design on the canvas.
        saved_at: When the draft was last saved.
        begun: Whether the store knows of the draft that the session opened with.
        save_problem: Why it could not be saved; empty if it was.
        incidents: How many lost processes of each worker this session knows of.
        style: The style of the code panel.
        fold: Whether its source is folded.
        source_edit: What the user has typed into it.
        code_edit: What the user has typed into the code of custom layers.
        agreed: By digest of code: whether it may run, as far as that was asked (see `consent`).
        typed: Code that the user has typed here: digests of what it was typed over, and of it.
        following: Reading what custom layers return, under way or done.
        build: The last build of custom layers.
        plot: How the plot is drawn.
        proof: The live build under way, or the last one.
        example: The gallery entry on the Chain or topology? page; empty for the user's own design.
        shown: What each panel showed last; it stays, marked stale, until its successor is there.
        stores_cookie: Whether the browser has yet to keep the owner token.
        page: The page of the last run.
        address: The draft that was last put into the page's address.
    """

    owner: str
    draft: str
    design: Design
    text: str
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    rev: int = 1
    seq: int = 0
    acknowledged: bool = False
    analysed: Analysed | None = None
    request: Future[dict[str, Any]] | None = None
    notice: Notice | None = None
    coming: Import | None = None
    change: Change | None = None
    choice: Choice | None = None
    remarks: tuple[Diagnostic, ...] = ()
    saved_at: datetime | None = None
    begun: bool = False
    save_problem: str = ""
    incidents: dict[Worker, int] = field(default_factory=dict)
    style: str = "functional"
    fold: bool = True
    source_edit: SourceEdit | None = None
    code_edit: SourceEdit | None = None
    agreed: dict[str, bool] = field(default_factory=dict)
    typed: set[tuple[str, str]] = field(default_factory=set)
    following: Future[Any] | None = None
    build: Run | None = None
    plot: PlotOptions = field(default_factory=PlotOptions)
    proof: Run | None = None
    example: str = ""
    shown: dict[str, Any] = field(default_factory=dict)
    stores_cookie: bool = False
    page: str = ""
    address: str = ""

    def replace(self, design: Design, text: str) -> None:
        """Put another document on the canvas; the browser will take it over."""
        self.rev += 1
        self.seq = 0
        self.design = design
        self.text = text
        self.acknowledged = False
        self.notice = None
        self.coming = None
        self.change = None
        self.choice = None
        self.remarks = ()
        self.source_edit = None
        self.code_edit = None

    def notify(self, severity: Severity, text: str) -> None:
        """Show a sentence over the canvas."""
        self.notice = Notice(secrets.token_hex(4), severity, text)

    @property
    def stale(self) -> bool:
        """Whether the canvas is ahead of the last analysis."""
        done = self.analysed
        return done is None or (done.rev, done.seq) != (self.rev, self.seq)


def empty_design(name: str = "model") -> Design:
    """A design with nothing in it."""
    return Design(name=name, main=ModelGraph(name=name))
