"""A client of the live channel without a browser: it talks as a page does, over a real socket."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from websockets.sync.client import ClientConnection, connect

from components.live_protocol import PATH, VERSION
from model_codegen.design.patching import patched

SECONDS = 60.0


class LiveClient:
    """One page.

    Args:
        url: Of the app, such as `http://127.0.0.1:8501`.
        session: The session's id, as Streamlit gives it to the canvas.
        client: The page's own id.

    Attributes:
        document: The document's JSON as the server has it, None before it came.
        rev: Its revision.
        epoch: Of the workspace.
        draft: Its draft.
        analysis: The analysis' JSON, and `analysed` the revision that it is of.
        source: The last source, and `sourced` the revision that it is of.
        readings: Answers to what was typed, by id.
        status: All else.
        refused: The reasons of edits that were refused, by number.
        heard: Every message, newest last.
    """

    def __init__(self, url: str, session: str, client: str = "tester") -> None:
        self._address = f"{url.replace('http', 'ws', 1)}/{PATH}"
        self._session, self._client = session, client
        self._socket: ClientConnection | None = None
        self.seq = 0
        self.acknowledged = 0
        self.document: Any = None
        self.rev = 0
        self.epoch: str | None = None
        self.draft = ""
        self.analysis: Any = None
        self.analysed = 0
        self.source: dict[str, Any] | None = None
        self.sourced = 0
        self.readings: dict[int, dict[str, Any]] = {}
        self.status: dict[str, Any] = {}
        self.refused: dict[int, str] = {}
        self.heard: list[dict[str, Any]] = []
        self._patches: dict[int, list[Any]] = {}

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
        self._socket = connect(self._address, max_size=None, compression=None)
        self.say(
            {
                "type": "hello",
                "version": VERSION,
                "session": self._session,
                "client": self._client,
                "epoch": self.epoch,
                "rev": self.rev,
                "seq": self.acknowledged,
            }
            | hello
        )

    def disconnect(self) -> None:
        """Break the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def say(self, message: Any) -> None:
        """Send a message."""
        assert self._socket is not None
        self._socket.send(message if isinstance(message, str) else json.dumps(message))

    def edit(self, *patch: dict[str, Any], **changes: Any) -> int:
        """Send an edit and return its number."""
        self.seq += 1
        self._patches[self.seq] = [*patch]
        message = {
            "type": "edit",
            "epoch": self.epoch,
            "seq": self.seq,
            "base": self.rev,
            "patch": [*patch],
        }
        self.say(message | changes)
        return self.seq

    def command(self, command: str, **arguments: str) -> None:
        """Ask for something to be put on the canvas."""
        self.say({"type": "command", "command": command, **arguments})

    def hear(self, seconds: float = SECONDS) -> dict[str, Any]:
        """Wait for the next message and take it in."""
        assert self._socket is not None
        message: dict[str, Any] = json.loads(self._socket.recv(timeout=seconds))
        self.heard.append(message)
        if message["type"] == "update":
            self._update(message)
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

    def _update(self, update: dict[str, Any]) -> None:
        if "document" in update:
            self._take_document(update["document"])
        if "analysis" in update:
            news = update["analysis"]
            self.analysis = (
                news["whole"] if "whole" in news else patched(self.analysis, news["patch"])
            )
            self.analysed = news["rev"]
        if "source" in update:
            self._take_source(update["source"])
        if "reading" in update:
            self.readings[update["reading"]["id"]] = update["reading"]
        self.status |= update.get("status", {})

    def _take_document(self, news: dict[str, Any]) -> None:
        self.draft, self.epoch = news["draft"], news["epoch"]
        self.acknowledged = news["seq"]
        self.refused |= {one["seq"]: one["reason"] for one in news.get("refused", ())}
        if "whole" in news:
            self.document = news["whole"]
            self.analysed = self.sourced = 0
        for change in news.get("changes", ()):
            patch = change["patch"] if "patch" in change else self._patches[change["seq"]]
            self.document = patched(self.document, patch)
        self.rev = news["rev"]

    def _take_source(self, news: dict[str, Any]) -> None:
        self.sourced = news["rev"]
        if "whole" in news:
            self.source = news["whole"]
        elif "patch" in news:
            assert self.source is not None
            patch = news["patch"]
            start, gone = patch["start"] - 1, patch["gone"]
            lines = self.source["text"].split("\n")
            by = len(patch["come"]) - gone
            lines[start : start + gone] = patch["come"]
            places = {
                "lines": _moved(self.source["lines"], start + gone, by),
                "block_lines": {
                    block: _moved(inner, start + gone, by)
                    for block, inner in self.source["block_lines"].items()
                },
            }
            self.source = {"text": "\n".join(lines), **patched(places, patch["places"])}
        elif "reasons" in news or "problem" in news:
            self.source = None


def _moved(places: dict[str, list[list[int]]], behind: int, by: int) -> dict[str, Any]:
    return {
        node: [[a + by, b + by] if a > behind else [a, b] for a, b in lines]
        for node, lines in places.items()
    }
