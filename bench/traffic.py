"""What a page sends and receives: the payloads of all its sockets and requests."""

from __future__ import annotations

import contextlib

from playwright.sync_api import Error, Page, Request, Response, WebSocket


class Traffic:
    """Counts a page's payloads, as they are before compression; without headers and framing.

    Args:
        page: A page that has not been opened yet.

    Attributes:
        up: Bytes sent since the last `reset`.
        down: Bytes received.
        messages: How many messages and answers that were.
    """

    def __init__(self, page: Page) -> None:
        self._answers: list[Response] = []
        self.reset()
        page.on("websocket", self._socket)
        page.on("request", self._request)
        page.on("response", self._answered)

    def reset(self) -> None:
        """Begin to count anew."""
        self.up = self.down = self.messages = 0
        self._answers = []

    def finish(self) -> None:
        """Count the bodies of what was answered, too; only while nothing waits for the page."""
        for answer in self._answers:
            # An answer without a body, or of a request that the page has given up.
            with contextlib.suppress(Error):
                self.down += len(answer.body())
            self.messages += 1
        self._answers = []

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, payload: str | bytes) -> None:
        self.up += _size(payload)
        self.messages += 1

    def _received(self, payload: str | bytes) -> None:
        self.down += _size(payload)
        self.messages += 1

    def _request(self, request: Request) -> None:
        self.up += len(request.post_data_buffer or b"")

    def _answered(self, response: Response) -> None:
        self._answers.append(response)


def _size(payload: str | bytes) -> int:
    return len(payload.encode()) if isinstance(payload, str) else len(payload)
