"""A process that is forked and has loaded nothing but NumPy."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from app.core.workers.fork_server import ForkServer


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    made = ForkServer(os.getpid)
    yield made
    made.close()
