"""The entry: what `streamlit run` makes of it, and what it starts and ends."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit import config
from streamlit.web.server.app_discovery import discover_asgi_app

from app import main
from app.serving import logs
from app.serving.base_path import base_path
from app.ui import server, warm_up


def test_streamlit_finds_the_app_in_the_entry() -> None:
    found = discover_asgi_app(Path(main.__file__))
    assert found.is_asgi_app
    assert found.app_name == "app"


def test_streamlit_collects_no_garbage_after_a_run() -> None:
    # It is hidden: another Streamlit may have another.
    assert config.get_option("runner.postScriptGC") is False


def test_the_live_channel_lies_under_the_path_of_the_app() -> None:
    assert main._live.path == f"{base_path()}/live"


def test_the_services_live_as_long_as_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    happened: list[str] = []
    workspaces = SimpleNamespace(close=lambda: happened.append("closed"), services=None)
    later = SimpleNamespace(cancel=lambda: happened.append("cancelled"))
    monkeypatch.setattr(server, "workspaces", lambda: happened.append("started") or workspaces)
    monkeypatch.setattr(warm_up, "warm_up", lambda _: happened.append("warm") or later)
    monkeypatch.setattr(logs, "set_up", lambda as_json: None)
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])

    async def live() -> None:
        async with main.lifespan(main.app):
            # A process that is spawned has no main module to run again.
            assert not hasattr(sys.modules["__main__"], "__file__")
            assert happened == ["started", "warm"]

    asyncio.run(live())
    assert happened == ["started", "warm", "cancelled", "closed"]
