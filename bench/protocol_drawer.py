"""`ProtocolDrawer`: one of the class without a browser, who talks as a page does.

Streamlit alone gives out sessions, so a page of Streamlit is opened first, over its own socket and
in its own messages, and stays open. The drawing goes over the live channel.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import jsonpatch
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from bench import lesson
from bench.classroom import Answer
from bench.lesson import Step
from components.live_protocol import PATH
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.fileformat.serialization import to_json
from tests.app.live_page import LivePage
from tests.e2e.server import AppServer

STREAM = "_stcore/stream"
"""Of Streamlit's own socket."""

CANVAS = "components.model_canvas"
"""The component to which Streamlit tells the session."""

LOOK = {"type": "look", "source": {"style": "functional", "fold": True}}
"""What the Code panel, which is open at first, asks for."""

OPEN_SECONDS = 60.0


@dataclass
class _Edit:
    """An edit that waits for its shapes: its revision, once that is known, and when they came."""

    answered: asyncio.Future[Answer]
    began: float = field(default_factory=time.perf_counter)
    rev: int | None = None


class ProtocolDrawer:
    """One person without a browser.

    Args:
        server: The running app.
        person: Which of the class.
    """

    def __init__(self, server: AppServer, person: int) -> None:
        self._url = server.url.replace("http", "ws", 1)
        self._origin = Origin(server.url)
        self._person = person
        self._sockets = AsyncExitStack()
        self._tasks: list[asyncio.Task[None]] = []
        self._channel: ClientConnection | None = None
        self._page = LivePage("")
        self._waiting: dict[int, _Edit] = {}
        self._there = asyncio.Event()
        self._failure = ""

    async def open(self) -> None:
        """Come to the page, and begin with the empty design of the lesson."""
        async with asyncio.timeout(OPEN_SECONDS):
            self._page = LivePage(await self._session(), secrets.token_hex(8))
            self._channel = await self._connected(PATH)
            await self._say(self._page.hello())
            await self._say(LOOK)
            self._tasks.append(asyncio.create_task(self._listen(self._channel)))
            await self._there.wait()
            first = to_json(lesson.empty(self._person))
            patch = jsonpatch.make_patch(self._page.document, first).patch
            await self._shapes(patch)

    async def edit(self, step: Step) -> Answer:
        """Send an edit and wait for the analysis of its revision, or of a later one."""
        return await self._shapes(step.patch)

    async def close(self) -> None:
        """Break both connections."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._sockets.aclose()

    async def _shapes(self, patch: list[dict[str, Any]]) -> Answer:
        if self._failure:
            raise RuntimeError(self._failure)
        message = self._page.edited(*patch)
        edit = self._waiting[self._page.seq] = _Edit(asyncio.get_running_loop().create_future())
        # Nothing is awaited before it is in the socket's buffer: edits go in their order.
        await self._say(message)
        return await edit.answered

    async def _session(self) -> str:
        """Open a page of Streamlit; returns the session that it gives to the canvas."""
        socket = await self._connected(STREAM, Subprotocol("streamlit"))
        run = BackMsg()
        run.rerun_script.query_string = ""
        await socket.send(run.SerializeToString())
        async for frame in socket:
            message = ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
            component = message.delta.new_element.bidi_component
            if component.component_name == CANVAS:
                self._tasks.append(asyncio.create_task(_drop(socket)))
                session: str = json.loads(component.json)[0]["session"]
                return session
        raise RuntimeError("Streamlit has closed its socket before the canvas was there.")

    async def _connected(self, path: str, *subprotocols: Subprotocol) -> ClientConnection:
        opening = connect(
            f"{self._url}/{path}",
            origin=self._origin,
            subprotocols=subprotocols or None,
            max_size=None,
        )
        return await self._sockets.enter_async_context(opening)

    async def _say(self, message: Any) -> None:
        assert self._channel is not None
        await self._channel.send(json.dumps(message))

    async def _listen(self, channel: ClientConnection) -> None:
        """Take in what comes; where that fails, every edit that waits fails with it."""
        failure = "The live channel was closed."
        try:
            async for frame in channel:
                self._take(json.loads(frame))
        except Exception as error:
            failure = f"The live channel failed: {type(error).__name__}: {error}"
        self._failure = failure
        for edit in self._waiting.values():
            if not edit.answered.done():
                edit.answered.set_exception(RuntimeError(failure))

    def _take(self, message: dict[str, Any]) -> None:
        if message["type"] != "update":
            raise RuntimeError(f"The server said {message}.")
        page = self._page
        page.take(message)
        page.heard.clear()
        document = message.get("document", {})
        for refusal in document.get("refused", ()):
            refused = self._waiting.pop(refusal["seq"], None)
            if refused is not None and not refused.answered.done():
                refused.answered.set_exception(RuntimeError(refusal["reason"]))
        for change in document.get("changes", ()):
            if change.get("seq") in self._waiting:
                self._waiting[change["seq"]].rev = change["rev"]
        if page.analysis is None:
            return
        self._there.set()
        for seq, edit in [*self._waiting.items()]:
            if edit.rev is not None and edit.rev <= page.analysed:
                answer = self._answer(edit)
                del self._waiting[seq]
                if not edit.answered.done():  # It may have been given up.
                    edit.answered.set_result(answer)

    def _answer(self, edit: _Edit) -> Answer:
        total: int = self._page.analysis["graphs"][MAIN]["total_params"]
        return Answer(time.perf_counter() - edit.began, total)


async def _drop(socket: ClientConnection) -> None:
    """Read what Streamlit says, so that it can go on, and drop it."""
    async for _ in socket:
        pass
