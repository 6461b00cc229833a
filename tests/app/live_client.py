"""A client of the live channel without a browser: it talks as a page does, over a real socket."""

from __future__ import annotations

import json
import socket
import time
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Any, Self

from websockets.sync.client import ClientConnection, connect

from components.live_protocol import PATH
from tests.app.live_page import LivePage

SECONDS = 60.0


class LiveClient(LivePage):
    """One page with its socket.

    Args:
        url: Of the app, such as `http://127.0.0.1:8501`.
        session: The session's id, as Streamlit gives it to the canvas.
        client: The page's own id.
    """

    def __init__(self, url: str, session: str, client: str = "tester") -> None:
        super().__init__(session, client)
        self._address = f"{url.replace('http', 'ws', 1)}/{PATH}"
        self._socket: ClientConnection | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self.connect()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.disconnect()

    def connect(self, **hello: Any) -> None:
        """Open a channel and say hello with what is known."""
        self.open()
        self.say(self.hello(**hello))

    def open(self, **options: Any) -> None:
        """Open a channel and say nothing; the options are those of `websockets`."""
        connection = connect(self._address, max_size=None, compression=None, **options)
        self._socket = self._open.enter_context(connection)

    def disconnect(self) -> None:
        """Break the connection."""
        self._open.close()
        self._socket = None

    def cut(self) -> None:
        """Break the connection without a word."""
        assert self._socket is not None
        self._socket.socket.shutdown(socket.SHUT_RDWR)
        self.disconnect()

    def say(self, message: Any) -> None:
        """Send a message."""
        self.send(json.dumps(message))

    def send(self, frame: str | bytes) -> None:
        """Send anything."""
        assert self._socket is not None
        self._socket.send(frame)

    def edit(self, *patch: dict[str, Any], **changes: Any) -> int:
        """Send an edit and return its number."""
        self.say(self.edited(*patch, **changes))
        return self.seq

    def command(self, command: str, **arguments: str) -> None:
        """Ask for something to be put on the canvas."""
        self.say({"type": "command", "command": command, **arguments})

    def hear(self, seconds: float = SECONDS) -> dict[str, Any]:
        """Wait for the next message and take it in."""
        assert self._socket is not None
        message: dict[str, Any] = json.loads(self._socket.recv(timeout=seconds))
        self.take(message)
        return message

    def hear_until(self, done: Any, seconds: float = SECONDS) -> None:
        """Listen until something is so.

        Args:
            done: A function without arguments.
            seconds: The longest time.

        Raises:
            TimeoutError: If it is not so by then.
        """
        end = time.monotonic() + seconds
        while not done():
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError("What was waited for did not come.")
            self.hear(left)

    def hear_all(self, seconds: float = 0.3) -> None:
        """Listen until nothing has come for a while."""
        with suppress(TimeoutError):
            while True:
                self.hear(seconds)

    def settle(self) -> None:
        """Listen until the newest revision, with all that was sent, has its analysis."""
        self.hear_until(
            lambda: (
                self.epoch is not None
                and self.acknowledged >= self.seq
                and self.analysed == self.rev
            )
        )
