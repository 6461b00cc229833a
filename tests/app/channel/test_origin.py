"""Whose pages may open the channel."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers
from streamlit import config

from app.channel.origin import is_allowed

HERE = "127.0.0.1:8501"


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (None, True),
        (f"http://{HERE}", True),
        (f"https://{HERE}", True),
        ("http://localhost:8501", True),
        ("https://evil.example", False),
        (f"https://evil.example/?{HERE}", False),
        ("https://127.0.0.1.evil.example:8501", False),
        (f"https://{HERE}@evil.example", False),
        ("null", False),
        ("", False),
    ],
)
def test_only_pages_of_this_server(origin: str | None, allowed: bool) -> None:
    headers = {"host": HERE} | ({} if origin is None else {"origin": origin})
    assert is_allowed(Headers(headers)) is allowed


def test_pages_that_streamlit_accepts() -> None:
    before = config.get_option("server.corsAllowedOrigins")
    config.set_option("server.corsAllowedOrigins", ["https://friend.example"])
    try:
        headers = {"host": HERE, "origin": "https://friend.example"}
        assert is_allowed(Headers(headers))
        assert not is_allowed(Headers(headers | {"origin": "https://foe.example"}))
    finally:
        config.set_option("server.corsAllowedOrigins", before)


def test_hosts_that_streamlit_accepts() -> None:
    before = config.get_option("server.allowedHosts")
    config.set_option("server.allowedHosts", ["app.example"])
    try:
        assert is_allowed(Headers({"host": "app.example"}))
        assert not is_allowed(Headers({"host": "rebound.example"}))
        rebound = {"host": "rebound.example", "origin": "http://rebound.example"}
        assert not is_allowed(Headers(rebound))
    finally:
        config.set_option("server.allowedHosts", before)
