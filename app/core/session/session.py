"""One browser session: a page, the draft that it shows, and what is under way for it."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.core.drafts.shelf import Shelf
from app.core.people.person import Person
from app.core.people.rights import is_owner
from app.core.people.roles import may_teach
from app.core.services import Services
from app.core.session.page_state import Choice, Import, Notice, SourceEdit
from app.core.tasks.picture_tasks import PlotOptions
from app.core.workers.lone_job import LoneJob
from app.core.workers.worker import Worker
from app.core.workspace.analysed import Analysed
from app.core.workspace.workspace import Severity, Workspace
from app.core.workspace.workspaces import Workspaces
from model_codegen.design.graph import Design

if TYPE_CHECKING:
    from app.core.lessons.judge import Judge
    from components.cost_protocol import LensSettings

LENS: LensSettings = {"batch": 32, "dims": {}, "training": False, "policy": None}
"""For what costs are counted until the user says otherwise."""


@dataclass(eq=False)
class Session:
    """What the server knows of one page.

    Attributes:
        owner: Whose it is: the id of who has signed in, else the token by which the browser finds
            its drafts again.
        workspaces: All open drafts.
        workspace: The one that the page shows; `show` puts another in its place.
        shelf: The blocks that its user keeps.
        id: Unguessable: who knows it may talk on the live channel for this page.
        pages: How many live channels are open to it: one, and for a moment two after a reload.
        notice: What the canvas shows, until the next notice.
        coming: A model that a worker reads; it will take the design's place, or a part's.
        given: What the page asked for, until it has it: a piece to paste, or an excerpt of source.
        choice: A question to the user, until it is answered or another document is there.
        begun: Whether the store knows of the draft that the session opened with.
        incidents: How many lost processes of each worker this session knows of.
        style: The style of source.
        fold: Whether it is folded.
        training: Whether it is a script that trains the model.
        code_edit: What the user has typed into the code of custom layers.
        agreed: By digest of code: whether it may run, as far as that was asked (see `consent`).
        lens: For what costs are counted.
        typed: Code that the user has typed here: digests of what it was typed over, and of it.
        plot: How the plot is drawn.
        proof: The live build under way, or the last one.
        launch: The run that is about to start, or the last one that was to.
        trained: The run that the Train tab shows; empty for the draft's newest.
        example: The gallery entry on the Chain or topology? page; empty for the user's own design.
        compared: What the Compare page is to compare the design with; empty for what it had.
        shown: What each panel showed last; it stays, marked stale, until its successor is there.
        page: The page of the last run.
        address: The draft that was last put into the page's address; empty where it is to be put
            there again.
        person: Who has signed in; None where nobody has.
        browser: The browser's token, whoever has signed in with it; empty where it keeps none.
        ended: Whether who had signed in has left in another window.
        share: The link by which the design is seen, see `app.core.sharing`; empty for one's own.
        closed: Whether that link was withdrawn meanwhile.
        pinned: Whether it stays at its draft: what is opened takes the place of the design in it.
        looks: Whether it only looks at the draft, as a teacher at a learner's answer.
        judge: Says whether the draft is the right answer; None where it is none to an exercise.
    """

    owner: str
    workspaces: Workspaces
    workspace: Workspace
    id: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    pages: int = 0
    notice: Notice | None = None
    coming: Import | None = None
    given: dict[str, Any] = field(default_factory=dict)
    choice: Choice | None = None
    begun: bool = False
    incidents: dict[Worker, int] = field(default_factory=dict)
    style: str = "functional"
    fold: bool = True
    training: bool = False
    code_edit: SourceEdit | None = None
    agreed: dict[str, bool] = field(default_factory=dict)
    lens: LensSettings = field(default_factory=LENS.copy)
    typed: set[tuple[str, str]] = field(default_factory=set)
    plot: PlotOptions = field(default_factory=PlotOptions)
    proof: LoneJob | None = None
    launch: Future[Any] | None = None
    trained: str = ""
    example: str = ""
    compared: str = ""
    shown: dict[str, Any] = field(default_factory=dict)
    page: str = ""
    address: str = ""
    person: Person | None = None
    browser: str = ""
    ended: bool = False
    share: str = ""
    closed: bool = False
    pinned: bool = False
    looks: bool = False
    judge: Judge | None = None
    _watchers: tuple[Callable[[], None], ...] = ()
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    shelf: Shelf = field(init=False)

    def __post_init__(self) -> None:
        self.workspace.look(self)
        self.shelf = self.services.shelves.of(self.owner)
        self.shelf.look(self)

    @property
    def services(self) -> Services:
        """What all sessions share."""
        return self.workspaces.services

    @property
    def draft(self) -> str:
        """The id in the page's address."""
        return self.workspace.draft

    @property
    def design(self) -> Design:
        """What is drawn."""
        return self.workspace.design

    @property
    def analysed(self) -> Analysed | None:
        """The last design whose analysis is known."""
        return self.workspace.analysed

    @property
    def stale(self) -> bool:
        """Whether the canvas is ahead of the last analysis."""
        return self.workspace.stale

    @property
    def readonly(self) -> bool:
        """Whether the design may be looked at only, whatever its page or anybody else asks for."""
        others = not is_owner(self.workspace.owner, self.owner)
        return self.looks or bool(self.share) or others

    @property
    def may_teach(self) -> bool:
        """Whether its user may make classes."""
        return may_teach(self.person, self.services.accounts)

    def belong(self, person: Person) -> None:
        """Go on as the page of who has signed in with its browser."""
        self.person, self.owner = person, person.id
        self.agreed = {}
        self.shelf = self.services.shelves.of(person.id)
        self.shelf.look(self)

    def show(self, workspace: Workspace) -> None:
        """Put another draft on the canvas."""
        before, self.workspace = self.workspace, workspace
        before.leave(self)
        before.changed()
        workspace.look(self)
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget what was said and asked about the document before."""
        self.notice = None
        self.coming = None
        self.given = {}
        self.choice = None
        self.code_edit = None
        self.launch = None
        self.trained = ""
        self.changed()

    def notify(self, severity: Severity, text: str) -> None:
        """Show a sentence over the canvas."""
        self.notice = Notice(secrets.token_hex(4), severity, text)
        self.changed()

    def take_given(self) -> dict[str, Any]:
        """What the page asked for; it is handed over once."""
        given, self.given = self.given, {}
        return given

    def watch(self, watcher: Callable[[], None], pages: int = 0) -> None:
        """Call a function whenever something has changed, in any thread; it returns at once.

        Args:
            watcher: The function.
            pages: By how many live channels there are more.
        """
        with self._lock:
            self._watchers = (*self._watchers, watcher)
            self.pages += pages

    def unwatch(self, watcher: Callable[[], None], pages: int = 0) -> None:
        """Call it no longer, as there are fewer `pages`."""
        with self._lock:
            self._watchers = tuple(one for one in self._watchers if one is not watcher)
            self.pages -= pages

    def changed(self) -> None:
        """Tell whoever watches that something has changed."""
        for watcher in self._watchers:
            watcher()
