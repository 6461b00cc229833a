"""Asks an ASGI app without a server."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp


@dataclass(frozen=True)
class Got:
    """What it answered; the names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(app: ASGIApp, path: str, method: str = "GET", **headers: str) -> Got:
    """Send a request; `_` in the name of a header stands for `-`."""
    address, _, query = path.partition("?")
    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": address, "headers": sent}
    got: list[Any] = []

    received = iter((True,))

    async def receive() -> dict[str, Any]:
        if not next(received, False):
            await asyncio.Event().wait()  # the browser stays
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        got.append(message)

    asyncio.run(app({**scope, "query_string": query.encode()}, receive, send))
    start, *rest = got
    answered = {name.decode(): value.decode() for name, value in start["headers"]}
    return Got(start["status"], answered, b"".join(part["body"] for part in rest))
