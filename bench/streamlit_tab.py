"""`StreamlitTab`: a page of the app without a browser, in the messages of Streamlit's own socket.

It keeps the elements that a page would show, and presses buttons as Streamlit's script does: a
button within a fragment runs that fragment.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import AsyncExitStack
from typing import Any, NamedTuple, TypeVar

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from bench.protocol_drawer import CANVAS, STREAM

T = TypeVar("T")

RUN_SECONDS = 120.0
"""A run of the script may take so long: many come at once."""


class Shown(NamedTuple):
    """An element on the page, and the fragment that it is of; "" outside of any."""

    element: Element
    fragment: str


class StreamlitTab:
    """One tab.

    Args:
        url: The app.
        cookie: The header with the cookies of its browser.

    Attributes:
        redirect: Where the page was told to go for a sign-in; "" if it was not.
    """

    def __init__(self, url: str, cookie: str) -> None:
        self.redirect = ""
        self._url = url
        self._cookie = cookie
        self._query = ""
        self._page = ""
        self._hash = ""
        self._session = ""
        self._shown: dict[tuple[int, ...], Shown] = {}
        self._fresh: set[tuple[int, ...]] = set()
        self._fragments: frozenset[str] = frozenset()
        self._news = asyncio.Condition()
        self._runs = 0
        self._answers: dict[str, Any] = {}
        self._failure = ""
        self._socket: ClientConnection | None = None
        self._stack = AsyncExitStack()

    async def open(self, page: str, query: str = "") -> StreamlitTab:
        """Come to a page: the part of its address below the app's, and what follows the `?`."""
        self._page, self._query = page, query
        self._socket = await self._stack.enter_async_context(
            connect(
                f"{self._url.replace('http', 'ws', 1)}/{STREAM}",
                origin=Origin(self._url),
                subprotocols=[Subprotocol("streamlit")],
                additional_headers={"Cookie": self._cookie},
                max_size=None,
                open_timeout=RUN_SECONDS,
            )
        )
        listening = asyncio.create_task(self._listen(self._socket))
        self._stack.callback(listening.cancel)
        await self._run({})
        return self

    async def close(self) -> None:
        """Close it."""
        await self._stack.aclose()

    async def press(self, label: str, **typed: str) -> None:
        """Press a button.

        Args:
            label: What is on it.
            typed: What was typed into the text fields of the page, by their labels, `_` for a
                space.
        """
        found = await self.wait_for(
            lambda: next(
                (one for one in self.shown("button") if one.element.button.label == label), None
            ),
            f"a button {label}",
        )
        states: dict[str, Any] = {found.element.button.id: True}
        for field in self.shown("text_input"):
            text = typed.get(field.element.text_input.label.replace(" ", "_"))
            if text is not None:
                states[field.element.text_input.id] = text
        await self._run(states, found.fragment)

    async def rerun(self, component: str) -> None:
        """Run the fragment of a component again, as the component asks for."""
        found = await self.wait_for(
            lambda: next(
                (
                    one
                    for one in self.shown("bidi_component")
                    if one.element.bidi_component.component_name == component
                ),
                None,
            ),
            component,
        )
        await self._run({}, found.fragment)

    async def canvas(self) -> str:
        """The session that the canvas was given."""

        def session() -> str | None:
            for one in self.shown("bidi_component"):
                if one.element.bidi_component.component_name == CANVAS:
                    found: str = json.loads(one.element.bidi_component.json)[0]["session"]
                    return found
            return None

        return await self.wait_for(session, "the canvas")

    async def download(self, label: str) -> str:
        """Press a button for a download; the address of the file."""
        button = next(
            one.element.download_button
            for one in self.shown("download_button")
            if one.element.download_button.label == label
        )
        asked = BackMsg()
        request = asked.backend_operation_request
        request.request_id = secrets.token_hex(8)
        request.session_id = self._session
        request.deferred_file.file_id = button.deferred_file_id
        assert self._socket is not None
        await self._socket.send(asked.SerializeToString())
        answer = await self.wait_for(lambda: self._answers.get(request.request_id), "a download")
        if answer.error_msg:
            raise RuntimeError(f"{label} could not be downloaded: {answer.error_msg}")
        url: str = answer.deferred_file.url
        return url

    def shown(self, kind: str) -> Iterator[Shown]:
        """The elements of a kind, by their place on the page."""
        for _, one in sorted(self._shown.items()):
            if one.element.WhichOneof("type") == kind:
                yield one

    def text(self) -> str:
        """All that is written on the page."""
        lines = []
        for kind in ("markdown", "html", "code", "alert", "button"):
            for one in self.shown(kind):
                found = getattr(one.element, kind)
                said = {"code": "code_text", "button": "label"}.get(kind, "body")
                line = str(getattr(found, said))
                if not line.startswith("<style"):
                    lines.append(line)
        return "\n".join(lines)

    async def wait_for(self, found: Callable[[], T | None], what: str) -> T:
        """Wait until the page has something.

        Raises:
            RuntimeError: If it does not come; the message holds what the page says.
        """
        try:
            async with asyncio.timeout(RUN_SECONDS), self._news:
                while True:
                    if self._failure:
                        raise RuntimeError(self._failure)
                    one = found()
                    if one is not None:
                        return one
                    await self._news.wait()
        except TimeoutError:
            raise RuntimeError(f"{what} did not come; the page says:\n{self.text()}") from None

    async def _run(self, states: Mapping[str, Any], fragment: str = "") -> None:
        """Have the script run, and wait for its end."""
        message = BackMsg()
        run = message.rerun_script
        run.query_string = self._query
        if self._hash:
            run.page_script_hash = self._hash
        else:
            run.page_name = self._page
        run.fragment_id = fragment
        run.context_info.url = f"{self._url}/{self._page}"
        run.context_info.timezone = "UTC"
        for widget, value in states.items():
            state = run.widget_states.widgets.add(id=widget)
            if value is True:
                state.trigger_value = True
            else:
                state.string_value = value
        before = self._runs
        assert self._socket is not None
        await self._socket.send(message.SerializeToString())
        await self.wait_for(lambda: True if self._runs > before else None, "the end of the run")

    async def _listen(self, socket: ClientConnection) -> None:
        failure = "Streamlit has closed its socket."
        try:
            async for frame in socket:
                data = frame if isinstance(frame, bytes) else frame.encode()
                async with self._news:
                    self._take(ForwardMsg.FromString(data))
                    self._news.notify_all()
        except Exception as error:
            failure = f"Streamlit's socket failed: {type(error).__name__}: {error}"
        async with self._news:
            self._failure = self._failure or failure
            self._news.notify_all()

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._session = message.new_session.initialize.session_id or self._session
            self._fragments = frozenset(message.metadata.run.fragment_ids)
            self._fresh = set()
        elif kind == "delta":
            path, delta = tuple(message.metadata.delta_path), message.delta
            self._fresh.add(path)
            if delta.WhichOneof("type") == "new_element":
                self._shown[path] = Shown(delta.new_element, delta.fragment_id)
                failure = delta.new_element.exception
                if delta.new_element.WhichOneof("type") == "exception":
                    self._failure = f"The page failed: {failure.type}: {failure.message}"
            else:
                self._shown.pop(path, None)
        elif kind == "navigation":
            self._hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "auth_redirect":
            self.redirect = message.auth_redirect.url
        elif kind == "backend_operation_response":
            self._answers[message.backend_operation_response.request_id] = (
                message.backend_operation_response
            )
        elif kind == "script_finished" and message.script_finished in (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
        ):
            self._runs += 1
            self._shown = {
                path: one
                for path, one in self._shown.items()
                if path in self._fresh or (self._fragments and one.fragment not in self._fragments)
            }
