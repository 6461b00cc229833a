"""What workers answer about the design on the canvas, and what happened to them."""

from __future__ import annotations

from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as NotYetError

from app.core import settings
from app.core.services import Services
from app.core.session.analysed import Analysed
from app.core.session.session import Session
from app.core.tasks import analysis_tasks
from app.core.tasks.task_outcome import TaskError
from app.core.workers.job import Urgency, WorkerLostError


def ask(session: Session, services: Services) -> None:
    """Ask for the analysis of the design; an older request that still waits is superseded."""
    session.request = services.shapes.submit(
        analysis_tasks.analyse,
        session.design,
        seconds=settings.ANALYSE_SECONDS,
        urgency=Urgency.SHAPES,
        slot=(session.id, "analyse"),
    )


def collect(session: Session, services: Services, patience: float) -> None:
    """Take in the analysis that was asked for, if it comes within `patience` seconds."""
    request = session.request
    if request is None:
        return
    try:
        result = request.result(timeout=patience)
    except NotYetError:
        return
    except CancelledError:
        session.request = None
        ask(session, services)
        return
    except (TaskError, WorkerLostError) as error:
        session.request = None
        session.notify("error", f"The shapes could not be computed. {error}")
        return
    session.request = None
    session.analysed = Analysed(session.rev, session.seq, session.design, session.text, result)


def tell_incidents(session: Session, services: Services) -> None:
    """Say once what happened to a worker process that was lost while this session was open."""
    for worker in services.workers:
        state = worker.state
        known = session.incidents.get(worker, 0)
        if state.incidents > known:
            session.incidents[worker] = state.incidents
            session.notify("warning", state.incident)
