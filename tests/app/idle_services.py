"""Services without processes: what a worker would answer is given."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from app.core.drafts.draft_store import Drafts
from app.core.result_cache import Results
from app.core.services import Services


def idle_services(folder: Path, *answers: Any) -> Services:
    """Make them.

    Args:
        folder: Where drafts are kept.
        answers: What the workers answer, one after the other; then they answer nothing at all.
    """
    coming = list(answers)

    def submit(*_: object, **__: object) -> Future[Any]:
        future: Future[Any] = Future()
        if coming:
            future.set_result(coming.pop(0))
        return future

    worker: Any = SimpleNamespace(submit=submit)
    store = Drafts(folder / "drafts.sqlite3")
    return Services(worker, worker, lambda: store, Results())
