"""Services without processes: what a worker would answer is given."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from app.core.result_cache import Results
from app.core.services import Services
from app.core.store.store import Store
from app.core.tasks import analysis_tasks
from app.core.workers.worker import Worker
from app.core.workers.worker_state import Listeners, WorkerState

Answers = Mapping[Callable[..., Any], Any]
"""What is answered, by the function that is asked for: a value, or a function of the arguments."""


@dataclass
class Asked:
    """One job; it waits until somebody sets its future."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    how: dict[str, Any]
    future: Future[Any] = field(default_factory=Future)


class IdleWorker:
    """A worker that notes what it is asked. As with a real one, a slot's newest job is its only.

    Args:
        answers: What it answers at once. All else waits.
    """

    def __init__(self, answers: Answers) -> None:
        self.answers = dict(answers)
        self.jobs: list[Asked] = []
        self.state = WorkerState("ready", "")
        self._listeners = Listeners(self.state)
        self.on_change = self._listeners.add

    def submit(self, function: Callable[..., Any], *arguments: Any, **how: Any) -> Future[Any]:
        job = Asked(function, arguments, how)
        before = [one for one in self.jobs if _slot(one) == _slot(job) is not None]
        self.jobs.append(job)
        for superseded in before:
            superseded.future.cancel()
        if function is analysis_tasks.follow and function not in self.answers:
            # It remembers nothing, as a process that was just started.
            job.future.set_result(None)
        elif function in self.answers:
            answer = self.answers[function]
            try:
                job.future.set_result(answer(*arguments) if callable(answer) else answer)
            except Exception as error:
                job.future.set_exception(error)
        return job.future

    def waiting(self, function: Callable[..., Any]) -> list[Asked]:
        """The jobs of a function that have no end."""
        return [one for one in self.jobs if one.function is function and not one.future.done()]

    def become(self, state: WorkerState) -> None:
        """Tell of another state."""
        self.state = state
        self._listeners.tell(lambda: state)


def _slot(job: Asked) -> Hashable | None:
    return cast("Hashable | None", job.how.get("slot"))


def idle_services(folder: Path | str, answers: Answers | None = None) -> Services:
    """Make them; one `IdleWorker` is both workers.

    Args:
        folder: Where drafts are kept: a folder, or a store's place.
        answers: What the worker answers at once.
    """
    worker = cast("Worker", IdleWorker(answers or {}))
    store = Store(
        folder / "drafts.sqlite3" if isinstance(folder, Path) and folder.is_dir() else folder
    )
    return Services(worker, worker, lambda: store, Results())


def worker_of(services: Services) -> IdleWorker:
    """The worker of services that `idle_services` made."""
    return cast("IdleWorker", services.shapes)
