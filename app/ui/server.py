"""What this server has one of, made once and kept until it ends."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from app.core import settings
from app.core.cluster.link import Link
from app.core.cluster.run_engine import ClusterEngine
from app.core.result_cache import Results
from app.core.runs.local_engine import LocalEngine
from app.core.runs.run_store import RunStore
from app.core.runs.runs import Runs
from app.core.services import Services
from app.core.session.sessions import Sessions
from app.core.tasks import process_setup, warm_up
from app.core.workers.fork_server import ForkServer
from app.core.workers.worker import Worker
from app.core.workspace.workspaces import Workspaces
from app.serving import identity

if TYPE_CHECKING:
    from app.core.lessons.course import Course
    from app.core.lessons.finished_runs import FinishedRuns
    from app.core.store.store import Store


@functools.cache
def workspaces() -> Workspaces:
    """All open drafts, and the processes. The second starts after the first and helps it."""
    forks = settings.forks() and ForkServer.possible()
    server = ForkServer(warm_up.import_all) if forks else None
    shapes = Worker("computes shapes", warm_up.warm_shapes, server=server)
    pictures = Worker(
        "draws summaries and plots", warm_up.warm_pictures, beside=shapes, server=server
    )
    address = settings.cluster()
    link = Link(address, settings.state_directory()) if address else None
    accounts = bool(identity.providers())
    return Workspaces(Services(shapes, pictures, _store, Results(), server, link, _runs, accounts))


@functools.cache
def sessions() -> Sessions:
    """All pages."""
    return Sessions()


@functools.cache
def course() -> Course:
    """The lessons, read once."""
    from app.core.lessons import course

    return course.read(settings.lessons())


@functools.cache
def finished_runs() -> FinishedRuns:
    """What trainings came to, for lessons that ask."""
    from app.core.lessons.finished_runs import FinishedRuns

    return FinishedRuns(workspaces().services.runs)


def _runs(link: Link | None) -> Runs:
    store = RunStore(settings.state_directory() / "runs", max_bytes=settings.most_run_bytes())
    if link is not None:
        return Runs(store, ClusterEngine(store, link))
    forks = settings.forks() and ForkServer.possible()
    # Of its own: what rounds as a user's interpreter does has to be imported so.
    server = (
        ForkServer(warm_up.import_for_training, process_setup.prepare_plainly) if forks else None
    )
    engine = LocalEngine(store, server, settings.runs_at_once(), settings.proof_memory)
    return Runs(store, engine)


def _store() -> Store:
    from app.core.store.store import Store

    return Store(settings.database())
