"""What all sessions share: the processes that run Keras, the store, computed results."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app.core.cluster.link import Link
from app.core.cluster.lone_jobs import LoneJobs
from app.core.drafts.shelf import Shelves
from app.core.drafts.tickets import Tickets
from app.core.limits.limits import Limits
from app.core.result_cache import Results
from app.core.runs.runs import Runs
from app.core.workers.fork_server import ForkServer
from app.core.workers.worker import Worker
from model_codegen import blocks, catalogue, gallery
from model_codegen.design.fileformat.serialization import to_json

if TYPE_CHECKING:
    from app.core.classes.class_store import ClassStore
    from app.core.designs.pictures import Pictures
    from app.core.drafts.agreements import Agreements
    from app.core.drafts.draft_store import Drafts
    from app.core.drafts.owned_drafts import OwnedDrafts
    from app.core.people.audit import Audit
    from app.core.people.people_store import People
    from app.core.progress.progress_store import ProgressStore
    from app.core.sharing.share_store import Shares
    from app.core.store.store import Store


@dataclass
class Services:
    """One of each, for the whole server.

    Attributes:
        shapes: Answers what a gesture waits for: analysis and source.
        pictures: Answers what may take longer, so that no gesture waits for a picture.
        open_store: Opens the store.
        results: Source, summaries, plots and proofs by content.
        shelves: The blocks that owners keep.
        tickets: By which a browser fetches what a page has promised it.
        fork_server: Makes processes that have Keras; None where each imports it for itself.
        link: To the cluster; None where there is none.
        open_runs: Opens the training runs, which are taken up from where an earlier server was.
        lone_jobs: Builds and proves.
        accounts: Whether people can sign in here.
        limits: What each owner has had done of late.
    """

    shapes: Worker
    pictures: Worker
    open_store: Callable[[], Store]
    results: Results
    fork_server: ForkServer | None = None
    link: Link | None = None
    open_runs: Callable[[Link | None], Runs] | None = None
    accounts: bool = False
    limits: Limits = field(default_factory=Limits)
    lone_jobs: LoneJobs = field(init=False)
    shelves: Shelves = field(init=False)
    tickets: Tickets = field(default_factory=Tickets, init=False)
    _palette: dict[str, Any] | None = field(default=None, init=False)
    _store: Store | None = field(default=None, init=False)
    _runs: Runs | None = field(default=None, init=False)
    _opening: threading.Lock = field(default_factory=threading.Lock, init=False)

    def __post_init__(self) -> None:
        self.shelves = Shelves(lambda: self.store)
        self.lone_jobs = LoneJobs(self.fork_server, self.link)

    @property
    def workers(self) -> tuple[Worker, Worker]:
        """All processes that run Keras."""
        return self.shapes, self.pictures

    @property
    def spare(self) -> Worker:
        """The process for what takes seconds, so that, where it can be helped, no gesture waits."""
        return self.pictures if self.pictures.state.status == "ready" else self.shapes

    @property
    def store(self) -> Store:
        """The store, opened when it is first needed."""
        with self._opening:
            if self._store is None:
                self._store = self.open_store()
            return self._store

    @cached_property
    def drafts(self) -> Drafts:
        """The drafts in it."""
        from app.core.drafts.draft_store import Drafts

        return Drafts(self.store)

    @cached_property
    def still_pictures(self) -> Pictures:
        """What drafts look like."""
        from app.core.designs.pictures import Pictures

        return Pictures(self.drafts.load)

    @cached_property
    def shares(self) -> Shares:
        """The links to them."""
        from app.core.sharing.share_store import Shares

        return Shares(self.store)

    @cached_property
    def progress(self) -> ProgressStore:
        """How far learners are."""
        from app.core.progress.progress_store import ProgressStore

        return ProgressStore(self.store)

    @cached_property
    def classes(self) -> ClassStore:
        """Teachers' classes."""
        from app.core.classes.class_store import ClassStore

        return ClassStore(self.store)

    @cached_property
    def people(self) -> People:
        """Who has signed in."""
        from app.core.people.people_store import People

        return People(self.store)

    @cached_property
    def audit(self) -> Audit:
        """What an operator may have to answer for."""
        from app.core.people.audit import Audit

        return Audit(self.store)

    @cached_property
    def owned_drafts(self) -> OwnedDrafts:
        """The lists of owners' drafts, and their trash."""
        from app.core.drafts.owned_drafts import OwnedDrafts

        return OwnedDrafts(self.store)

    @cached_property
    def agreements(self) -> Agreements:
        """What code may be run."""
        from app.core.drafts.agreements import Agreements

        return Agreements(self.store)

    @property
    def runs(self) -> Runs:
        """The training runs, taken up when they are first needed."""
        with self._opening:
            if self._runs is None:
                assert self.open_runs is not None
                self._runs = self.open_runs(self.link)
            return self._runs

    @cached_property
    def gallery(self) -> list[dict[str, str]]:
        """The gallery's menu."""
        return [
            {"name": entry.name, "title": entry.title, "summary": entry.summary}
            for entry in gallery.entries()
        ]

    @cached_property
    def blocks(self) -> list[dict[str, Any]]:
        """The ready blocks, each with its design."""
        return [
            {**asdict(entry), "design": to_json(blocks.load(entry.name))}
            for entry in blocks.entries()
        ]

    def palette(self) -> dict[str, Any] | None:
        """What the canvas needs of the catalogue, as JSON.

        None until a worker has introspected Keras for the first time.
        """
        if self._palette is None:
            found = catalogue.cached()
            self._palette = found.drawable().to_json() if found else None
        return self._palette

    def close(self) -> None:
        """End the processes."""
        if self._runs is not None:
            self._runs.close()
        self.pictures.close()
        self.shapes.close()
        if self.fork_server is not None:
            self.fork_server.close()
        if self.link is not None:
            self.link.close()
        if self._store is not None:
            self._store.close()
