"""What happened to processes that compute, said once to every page that was open."""

from __future__ import annotations

from app.core.session.session import Session


def tell(session: Session) -> None:
    """Say what happened to a worker process that was lost while this session was open."""
    for worker in session.services.workers:
        state = worker.state
        if state.incidents > session.incidents.get(worker, 0):
            session.incidents[worker] = state.incidents
            session.notify("warning", state.incident)
