"""Pages are found by their ids for as long as somebody holds them."""

from __future__ import annotations

import gc

from app.core.session import opening
from app.core.session.sessions import Sessions
from app.core.workspace.workspaces import Workspaces


def test_a_session_is_found_by_its_id_and_forgotten_with_its_page(idle: Workspaces) -> None:
    sessions = Sessions()
    session = opening.open_session(idle, None, None)
    assert sessions.find(session.id) is None
    sessions.add(session)
    assert sessions.find(session.id) is session
    assert sessions.find(session.draft) is None
    known = session.id
    idle.services.shapes.jobs.clear()  # type: ignore[attr-defined]
    del session
    gc.collect()
    assert sessions.find(known) is None
