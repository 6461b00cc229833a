"""A server with the live channel and nothing else."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from app.channel.socket import LiveChannel
from app.core.session import opening
from app.core.session.session import Session
from app.core.session.sessions import Sessions
from app.core.tasks import analysis_tasks
from app.core.workspace.workspaces import Workspaces
from components.live_protocol import PATH
from tests.app.core.live.line import analysis
from tests.app.idle_services import worker_of

SECONDS = 30.0


@pytest.fixture(scope="module")
def sessions() -> Sessions:
    """The pages that the server knows."""
    return Sessions()


@pytest.fixture(scope="module")
def url(sessions: Sessions) -> Iterator[str]:
    """The server's address."""
    channel = LiveChannel(lambda: sessions)
    app = Starlette(routes=[WebSocketRoute(f"/{PATH}", channel.serve)])
    config = uvicorn.Config(app, "127.0.0.1", 0, log_level="warning", ws_max_size=64 * 1024 * 1024)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + SECONDS
    while not server.started:
        assert time.monotonic() < end
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(SECONDS)
    assert not thread.is_alive()


@pytest.fixture
def session(idle: Workspaces, sessions: Sessions) -> Session:
    """A page whose designs are analysed at once."""
    worker_of(idle.services).answers[analysis_tasks.analyse] = analysis
    made = opening.open_session(idle, None, None)
    sessions.add(made)
    return made
