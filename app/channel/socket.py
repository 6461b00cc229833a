"""One live channel: messages of a page are read, and what is new is sent when it can be taken."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
from collections.abc import Callable
from typing import Any, Literal

import pydantic_core
from anyio import CapacityLimiter, to_thread
from pydantic import ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.channel.origin import is_allowed
from app.core.limits.token_bucket import TokenBucket
from app.core.live.peer import Peer
from app.core.session.sessions import Sessions
from app.core.store.errors import DraftError
from components.live_protocol import PAGE_MESSAGE, VERSION, Goodbye, Hello, PageMessage

_LOG = logging.getLogger(__name__)

MAX_BYTES = 48 * 1024 * 1024
"""The largest message: a text of 16 MiB, each of whose characters may take three bytes."""

HELLO_SECONDS = 10.0
"""After this long a page that says nothing is gone."""

TRY_AGAIN = 1013
"""The page comes back by itself: the database is away at present."""

MAX_PAGES = 8
"""The most channels of one session."""

RATE = 50.0
"""Messages a second that a page may send for long: dragging and typing send fewer than thirty."""

BURST = 200.0
"""Messages at once, such as the edits of a page that was offline for a while."""

THREADS = 16
"""How many messages of all pages are worked on at once."""

QUICK_CHARACTERS = 4000
"""A longer message may take more than a moment, whatever the design."""


class LiveChannel:
    """The endpoint.

    Args:
        sessions: Of the server, asked for with each connection.
    """

    def __init__(self, sessions: Callable[[], Sessions]) -> None:
        self._sessions = sessions
        self._limiter: CapacityLimiter | None = None

    async def serve(self, socket: WebSocket) -> None:
        """Talk to one page until it goes."""
        if not is_allowed(socket.headers):
            await socket.close(4403)
            return
        await socket.accept()
        with contextlib.suppress(WebSocketDisconnect, TimeoutError, RuntimeError):
            hello = await self._greeted(socket)
            if hello is not None:
                await self._talk(socket, hello)

    async def _greeted(self, socket: WebSocket) -> Hello | None:
        """What a page says first; None if the channel is closed with a word."""
        async with asyncio.timeout(HELLO_SECONDS):
            message = _message(await _text(socket))
        if message is None or message["type"] != "hello":
            await _goodbye(socket, "message")
        elif message["version"] != VERSION:
            await _goodbye(socket, "version")
        else:
            return message
        return None

    async def _talk(self, socket: WebSocket, hello: Hello) -> None:
        session = self._sessions().find(hello["session"])
        if session is None or session.ended or session.pages >= MAX_PAGES:
            await _goodbye(socket, "session")
            return
        loop, there_is_news = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            if not there_is_news.is_set():
                with contextlib.suppress(RuntimeError):  # The loop has ended.
                    loop.call_soon_threadsafe(there_is_news.set)

        try:
            peer = await self._run(functools.partial(Peer, session, hello, wake))
        except DraftError:
            await socket.close(TRY_AGAIN)
            return
        there_is_news.set()
        telling = asyncio.create_task(self._tell(socket, peer, there_is_news))
        listening = asyncio.create_task(self._listen(socket, peer))
        try:
            await asyncio.wait((telling, listening), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (telling, listening):
                task.cancel()
            ends = await asyncio.gather(telling, listening, return_exceptions=True)
            await self._run(peer.close)
        for end in ends:
            if isinstance(end, Exception) and not isinstance(end, WebSocketDisconnect):
                _LOG.error("A live channel failed", exc_info=end)

    async def _listen(self, socket: WebSocket, peer: Peer) -> None:
        allowance = TokenBucket(RATE, BURST)
        while True:
            text = await _text(socket)
            message = _message(text)
            if message is None:
                await _goodbye(socket, "message")
                return
            if peer.session.ended:
                await _goodbye(socket, "session")
                return
            here = len(text) <= QUICK_CHARACTERS and message["type"] != "command"
            await self._do(peer, functools.partial(peer.receive, message), here)
            pause = allowance.wait()
            if pause:
                await asyncio.sleep(pause)

    async def _tell(self, socket: WebSocket, peer: Peer, there_is_news: asyncio.Event) -> None:
        while True:
            await there_is_news.wait()
            there_is_news.clear()
            if peer.session.ended:
                await _goodbye(socket, "session")
                return
            text = await self._do(peer, functools.partial(_news, peer))
            if text is not None:
                await socket.send_text(text)

    async def _do(self, peer: Peer, work: Callable[[], Any], here: bool = True) -> Any:
        """Work for a page: here, if that may be and takes a moment only, else in a thread.

        To hand something to a thread and to hear of its end costs several times what it takes to
        deal with an edit of a small design.
        """
        with peer.quick() if here else contextlib.nullcontext(False) as quick:
            done = work() if quick else None
        if not quick:
            return await self._run(work)
        await asyncio.sleep(0)  # It is another page's turn.
        return done

    async def _run(self, work: Callable[[], Any]) -> Any:
        """Work in a thread: the loop serves all pages, and some work takes a moment."""
        if self._limiter is None:
            self._limiter = CapacityLimiter(THREADS)
        return await to_thread.run_sync(work, limiter=self._limiter)


def _news(peer: Peer) -> str | None:
    news = peer.news()
    return None if news is None else pydantic_core.to_json(news).decode()


async def _text(socket: WebSocket) -> str:
    """The next message as it came; empty if it is none, or too long."""
    frame = await socket.receive()
    if frame["type"] != "websocket.receive":
        raise WebSocketDisconnect(frame.get("code") or 1000)
    text: str = frame.get("text") or ""
    return text if len(text) <= MAX_BYTES else ""


def _message(text: str) -> PageMessage | None:
    """A message; None if it makes no sense."""
    try:
        return PAGE_MESSAGE.validate_json(text)
    except (ValidationError, RecursionError):
        return None


async def _goodbye(socket: WebSocket, reason: Literal["session", "version", "message"]) -> None:
    goodbye: Goodbye = {"type": "goodbye", "reason": reason}
    await socket.send_text(pydantic_core.to_json(goodbye).decode())
    await socket.close()
