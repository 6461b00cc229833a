"""The socket: who may open it, and what becomes of messages that make no sense."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from starlette.types import Message
from starlette.websockets import WebSocket

from app.channel.socket import LiveChannel
from app.core.session.sessions import Sessions
from components.live_protocol import VERSION

HELLO = {
    "type": "hello",
    "version": VERSION,
    "session": "unknown",
    "client": "c",
    "epoch": None,
    "rev": 0,
    "seq": 0,
}


def answers(*frames: Any, origin: str = "http://here") -> list[Message]:
    """What a page gets that sends frames to a server on which nobody has a session."""
    said: list[Message] = []
    coming: list[Message] = [
        {"type": "websocket.connect"},
        *({"type": "websocket.receive", "text": frame} for frame in frames),
        {"type": "websocket.disconnect", "code": 1000},
    ]

    async def receive() -> Message:
        return coming.pop(0)

    async def send(message: Message) -> None:
        said.append(message)

    scope = {
        "type": "websocket",
        "headers": [(b"host", b"here"), (b"origin", origin.encode())],
        "path": "/live",
        "query_string": b"",
    }
    channel = LiveChannel(Sessions)
    asyncio.run(channel.serve(WebSocket(scope, receive, send)))
    return said


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        pytest.param(json.dumps(HELLO), "session", id="a session that is not known"),
        pytest.param(json.dumps(HELLO | {"version": 0}), "version", id="another build"),
        pytest.param('{"type": "look", "source": null}', "message", id="no hello"),
        pytest.param("[" * 10_000, "message", id="nonsense"),
        pytest.param("no JSON", "message", id="no JSON"),
    ],
)
def test_a_page_that_is_not_known_is_told_why_and_let_go(frame: str, reason: str) -> None:
    accepted, goodbye, closed = answers(frame)
    assert accepted["type"] == "websocket.accept"
    assert json.loads(goodbye["text"]) == {"type": "goodbye", "reason": reason}
    assert closed["type"] == "websocket.close"


def test_a_foreign_page_does_not_get_in() -> None:
    [closed] = answers(json.dumps(HELLO), origin="http://elsewhere")
    assert closed["type"] == "websocket.close"
