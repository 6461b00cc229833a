"""A session for every test."""

from __future__ import annotations

import pytest

from app.core.services import Services
from app.core.session import opening
from app.core.session.session import Session


@pytest.fixture
def session(services: Services) -> Session:
    return opening.open_session(services, draft=None, owner=None)
