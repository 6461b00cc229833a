"""Starting a run: its script is written by a worker, then it is handed to whatever does runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, wait
from dataclasses import replace
from typing import TYPE_CHECKING

from app.core import settings
from app.core.limits.limits import LimitError
from app.core.runs.run import NewRun, Run
from app.core.session import consent
from app.core.session.session import Session
from app.core.tasks import training_tasks
from app.core.tasks.task_outcome import TaskError
from app.core.training.data_files import files_of
from app.core.training.training_words import total_epochs
from app.core.workers.job import Urgency
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import Design
from model_codegen.design.training import Training

if TYPE_CHECKING:
    from app.core.services import Services


MOMENT = 0.5
"""Seconds. A script takes a tenth to a half of one; the page would look again after 0.3."""

_WAITING: set[Callable[[], None]] = set()
"""What waits for an analysis: whoever clicks and goes elsewhere leaves a session to nobody."""


def start(session: Session, services: Services) -> Future[Run]:
    """Have the design trained as it is now, as soon as its analysis has caught up with it.

    Args:
        session: Whose page it is; it shows the run then.
        services: The worker, and the runs of this server.

    Returns:
        The run to come; its exception is a sentence. It is cancelled where another design or start
        takes its place before.
    """
    begun: Future[Run] = Future()
    session.launch = begun
    once = threading.Lock()

    def look() -> None:
        analysed = None if session.stale else session.analysed
        superseded = session.launch is not begun
        # It is called by any thread.
        if (analysed is None and not superseded) or not once.acquire(blocking=False):
            return
        session.unwatch(look)
        _WAITING.discard(look)
        if superseded or analysed is None:
            begun.cancel()
        elif found := [*analysed.errors, *analysed.training_errors]:
            begun.set_exception(TaskError(f"Not started: {found[0]}"))
            session.changed()
        else:
            _begin(begun, session, services, analysed.design)

    _WAITING.add(look)
    session.watch(look)
    look()
    return begun


def start_by_click(session: Session, services: Services, shown: str) -> None:
    """Start as the button does, and wait a moment: what is drawn next then has the run in it.

    Args:
        session: Whose page it is.
        services: The worker, and the runs of this server.
        shown: `Session.trained` when the button was drawn. Another one says that this is the second
            of two clicks, of which the first has begun a run.
    """
    if session.trained == shown:
        wait([start(session, services)], MOMENT)


def _begin(begun: Future[Run], session: Session, services: Services, design: Design) -> None:
    training = design.training or Training()
    try:
        services.limits.take(session.owner, "builds")
    except LimitError as error:
        begun.set_exception(TaskError(str(error)))
        return
    new = NewRun(
        session.owner,
        session.draft,
        design.name,
        dumps(design),
        source="",
        seed=training.seed,
        epochs=total_epochs(training),
        files=files_of(training),
        trusted=consent.trusted(session, services, design),
    )
    written = services.shapes.submit(
        training_tasks.script,
        design,
        session.style,
        seconds=settings.EMIT_SECONDS,
        urgency=Urgency.SHAPES,
    )

    def arrived(future: Future[str]) -> None:
        try:
            run = services.runs.begin(replace(new, source=future.result()))
        except CancelledError:
            begun.cancel()
        except Exception as error:
            begun.set_exception(error)
        else:
            if session.draft == new.draft:  # else another design is on the canvas by now
                session.trained = run.id
            begun.set_result(run)
        session.changed()

    written.add_done_callback(arrived)
