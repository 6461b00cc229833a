"""A session for every test."""

from __future__ import annotations

import pytest

from app.core.session import opening
from app.core.session.session import Session
from app.core.workspace.workspaces import Workspaces


@pytest.fixture
def session(workspaces: Workspaces) -> Session:
    """One whose designs Keras analyses."""
    return opening.open_session(workspaces, draft=None, owner=None)


@pytest.fixture
def quiet(idle: Workspaces) -> Session:
    """One whose designs nobody analyses."""
    return opening.open_session(idle, draft=None, owner=None)
