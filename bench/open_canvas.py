"""`OpenCanvas`: the canvas of a tab without a browser, over the live channel."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

import jsonpatch
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from components.live_protocol import PATH
from tests.app.live_page import LivePage

PATIENCE = 180.0

Document = dict[str, Any]


class OpenCanvas:
    """A canvas; an asynchronous context manager, which has the document once it is entered.

    Args:
        url: The app.
        cookie: The header with the cookies of its browser.
        session: What Streamlit gave to the canvas.
    """

    def __init__(self, url: str, cookie: str, session: str) -> None:
        self._url, self._cookie = url, cookie
        self._page = LivePage(session, secrets.token_hex(8))
        self._stack = AsyncExitStack()
        self._channel: ClientConnection | None = None

    @property
    def document(self) -> Document:
        """The design as the server has it."""
        found: Document = self._page.document
        return found

    @property
    def draft(self) -> str:
        """The id of its draft."""
        return self._page.draft

    async def __aenter__(self) -> OpenCanvas:
        """Connect, and wait for the document."""
        self._channel = await self._stack.enter_async_context(
            connect(
                f"{self._url.replace('http', 'ws', 1)}/{PATH}",
                origin=Origin(self._url),
                additional_headers={"Cookie": self._cookie},
                max_size=None,
                open_timeout=PATIENCE,
            )
        )
        await self._channel.send(json.dumps(self._page.hello()))
        await self._until(lambda: self._page.document is not None)
        return self

    async def __aexit__(self, *error: object) -> None:
        """Break the connection."""
        await self._stack.aclose()

    async def draw(self, after: Document) -> None:
        """Make the design another one, by an edit; wait until that is analysed and saved.

        Raises:
            RuntimeError: If the edit was refused, or the channel has ended.
        """
        page = self._page
        assert self._channel is not None
        patch = jsonpatch.make_patch(page.document, after).patch
        await self._channel.send(json.dumps(page.edited(*patch)))
        await self._until(lambda: page.acknowledged >= page.seq)
        if page.refused:
            raise RuntimeError(f"An edit was refused: {page.refused}")
        await self._until(lambda: page.analysed >= page.rev and self._saved() >= page.rev)

    def _saved(self) -> int:
        rev: int = (self._page.status.get("saved") or {}).get("rev", 0)
        return rev

    async def _until(self, so: Callable[[], bool]) -> None:
        assert self._channel is not None
        async with asyncio.timeout(PATIENCE):
            while not so():
                message = json.loads(await self._channel.recv())
                if message["type"] != "update":
                    raise RuntimeError(f"The server said {message}.")
                self._page.take(message)
                self._page.heard.clear()
