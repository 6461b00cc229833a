"""What happened to processes is said once to every page that was open."""

from __future__ import annotations

from app.core.session import incidents, opening
from app.core.session.session import Session
from app.core.workers.worker_state import WorkerState
from app.core.workspace.workspaces import Workspaces
from tests.app.idle_services import worker_of

LOST = WorkerState("restarted", "It stopped.", 1, "It stopped.")


def test_a_lost_process_is_told_of_once(quiet: Session) -> None:
    incidents.tell(quiet)
    assert quiet.notice is None
    worker_of(quiet.services).become(LOST)
    incidents.tell(quiet)
    assert quiet.notice is not None
    assert (quiet.notice.severity, quiet.notice.text) == ("warning", "It stopped.")
    told = quiet.notice
    incidents.tell(quiet)
    assert quiet.notice is told


def test_what_happened_before_the_page_was_opened_is_not_told(idle: Workspaces) -> None:
    worker_of(idle.services).become(LOST)
    session = opening.open_session(idle, None, None)
    incidents.tell(session)
    assert session.notice is None
