"""Entry of the app: `streamlit run app/main.py`.

Streamlit finds `app` here and serves `page.py`; what stands beside it runs in the same process and
on the same port.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import ModuleType
from typing import Any

import streamlit as st
from anyio import to_thread
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute

from app.channel.socket import LiveChannel
from app.core import settings
from app.serving import logs
from app.serving.answer import Answer
from app.serving.archive_route import ArchiveRoute
from app.serving.base_path import base_path
from app.serving.built_route import BuiltRoute
from app.serving.catalogue_route import CatalogueRoute
from app.serving.first_page import PAGES, first_page
from app.serving.health_route import HealthRoute
from app.serving.owner_cookie import OwnerCookie
from app.serving.runs_route import RunsRoute
from app.serving.security_headers import SecurityHeaders, framed_pages
from app.serving.static_files import StaticFiles
from app.ui import server, warm_up
from components import live_protocol

SWITCH_SECONDS = 0.001
"""How long one thread of the web process may keep the others waiting; by default 5 ms."""


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Start what all sessions share before the first page is asked for, and end it at last."""
    logs.set_up(settings.logs_json())
    # A process that is spawned runs its parent's main module again, here Streamlit's command.
    sys.modules["__main__"] = ModuleType("__main__")
    # What saves a draft or reads a file in a thread is not to hold up whoever waits for a gesture.
    sys.setswitchinterval(SWITCH_SECONDS)
    # Processes first: they import Keras while the page's modules are imported here.
    workspaces = await to_thread.run_sync(server.workspaces)
    later = await to_thread.run_sync(warm_up.warm_up, workspaces.services)
    try:
        yield {}
    finally:
        later.cancel()
        await to_thread.run_sync(workspaces.close)


_base = base_path()
_catalogue = CatalogueRoute(lambda: server.workspaces().services)
_runs = RunsRoute(
    lambda: server.workspaces().services.runs, lambda: server.workspaces().services.people
)
_archive = ArchiveRoute(lambda: server.workspaces().services)
_health = HealthRoute(server.workspaces, server.sessions)
_live = WebSocketRoute(f"{_base}/{live_protocol.PATH}", LiveChannel(server.sessions).serve)


def _first_page() -> Answer:
    return first_page(_catalogue.address())


app = st.App(
    "page.py",
    lifespan=lifespan,
    routes=[
        _catalogue.route(_base),
        *_runs.routes(_base),
        *_archive.routes(_base),
        *BuiltRoute().routes(_base),
        *_health.routes(_base),
        _live,
    ],
    middleware=[
        Middleware(
            SecurityHeaders,
            base=_base,
            pages=PAGES,
            html=lambda: _first_page().body + framed_pages(),
            embedding=settings.embedding(),
        ),
        Middleware(OwnerCookie, base=_base, pages=PAGES),
        Middleware(StaticFiles, base=_base, first_page=_first_page, pages=PAGES),
    ],
)
