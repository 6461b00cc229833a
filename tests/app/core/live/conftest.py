"""Pages whose designs are analysed at once, and as simply as can be."""

from __future__ import annotations

import pytest

from app.core.session import opening
from app.core.session.session import Session
from app.core.tasks import analysis_tasks
from app.core.workspace.workspaces import Workspaces
from tests.app.core.live.line import analysis
from tests.app.idle_services import worker_of


@pytest.fixture
def session(idle: Workspaces) -> Session:
    worker_of(idle.services).answers[analysis_tasks.analyse] = analysis
    return opening.open_session(idle, None, None)


@pytest.fixture
def other(session: Session) -> Session:
    """Another window on the same draft."""
    return opening.open_session(session.workspaces, session.draft, session.owner)
