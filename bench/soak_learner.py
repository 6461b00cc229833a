"""`Learner`: one page of the soak, which goes on whatever becomes of its server, and keeps books.

It does what a page does (`model_canvas/src/live/sync.ts`), as far as nobody else draws in its
draft: edits that the server has not dealt with are sent again on another connection; where the
server has begun again, all that the page has more is sent as one edit.
"""

from __future__ import annotations

import asyncio
import json
import random
import secrets
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import jsonpatch
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

from app.serving.owner_cookie import COOKIE
from bench.protocol_drawer import CANVAS, STREAM
from components.live_protocol import PATH
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import to_json
from tests.app.live_page import LivePage

OPEN_SECONDS = 90.0
PAUSE = (0.3, 2.5)
"""Seconds from one edit to the next, from … to."""

HOP_SHARE = 0.05
"""How often a page whose servers are several comes to another one right after an edit."""

MOST_COMMENTS = 30

Document = dict[str, Any]


@dataclass
class Books:
    """What a learner has seen.

    Attributes:
        edits: How many edits it has made.
        connections: How many connections it has had.
        begun_again: How often a server had begun again.
        resent: How many edits were made that a server which began again did not have.
        wrong: What must not be, in sentences.
        waits: Seconds from an edit until it was shown as saved.
    """

    edits: int = 0
    connections: int = 0
    begun_again: int = 0
    resent: int = 0
    wrong: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


class Learner:
    """One page.

    Args:
        urls: The servers; a page comes to any of them each time it connects.
        number: Which learner it is.

    Attributes:
        books: What it has seen.
        mine: What it shows.
        draft: Its draft's id, once it has one.
    """

    def __init__(self, urls: Sequence[str], number: int) -> None:
        self.books = Books()
        self.mine: Document = {}
        self.draft = ""
        self._urls = urls
        self._chance = random.Random(number)
        self._owner = f"learner-{number:04}-{secrets.token_urlsafe(12)}"
        self._page = LivePage("", secrets.token_hex(8))
        self._channel: ClientConnection | None = None
        self._history: list[str] = []
        """Each state of the document that was ever shown, in order."""
        self._made: dict[int, str] = {}
        """Which state each edit under way, or each revision of this epoch, has made."""
        self._under_way: dict[int, dict[str, Any]] = {}
        self._of_rev: dict[int, int] = {}
        self._seen: set[int] = set()
        self._out = 0
        """The last edit that was sent on this connection."""
        self._saved = -1
        """The last state that was shown as saved."""
        self._times: dict[int, float] = {}

    @property
    def owner(self) -> str:
        """Its browser's token."""
        return self._owner

    @property
    def is_saved(self) -> bool:
        """Whether all that it shows is shown as saved."""
        return bool(self._history) and self._saved == len(self._history) - 1

    async def draw(self, until: float, patience: float) -> None:
        """Draw until then, by the monotonic clock, and wait until all is saved."""
        while not (time.monotonic() > until and self.is_saved):
            if time.monotonic() > until + patience:
                self.books.wrong.append(
                    f"{self.draft}: the last edit was not saved after {patience:g} s; "
                    f"{self._page.status.get('saved')}, {len(self._under_way)} under way."
                )
                return
            try:
                await self._connected(until, patience)
            except (OSError, WebSocketException, TimeoutError, _GoneError):
                await asyncio.sleep(self._chance.uniform(0.2, 1.0))

    async def _connected(self, until: float, patience: float) -> None:
        """Draw on one connection."""
        url = self._chance.choice(self._urls)
        async with AsyncExitStack() as stack:
            async with asyncio.timeout(OPEN_SECONDS):
                self._page.session = await self._session(stack, url)
                self._channel = await self._socket(stack, url, PATH)
                self._out = 0
                await self._say(self._page.hello())
            self.books.connections += 1
            listening = asyncio.create_task(self._listen(self._channel))
            drawing = asyncio.create_task(self._draw(until, patience))
            try:
                await asyncio.wait({listening, drawing}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (listening, drawing):
                    task.cancel()
                ended = await asyncio.gather(listening, drawing, return_exceptions=True)
            for error in ended:
                if isinstance(error, Exception):
                    raise error

    async def _draw(self, until: float, patience: float) -> None:
        while not self._history:
            await asyncio.sleep(0.1)
        while time.monotonic() < until:
            await asyncio.sleep(self._chance.uniform(*PAUSE))
            await self._edit(self._changed())
            if len(self._urls) > 1 and self._chance.random() < HOP_SHARE:
                raise _GoneError
        while not self.is_saved and time.monotonic() < until + patience:
            await asyncio.sleep(0.2)

    async def _edit(self, after: Document) -> None:
        patch = jsonpatch.make_patch(self.mine, after).patch
        self.mine = after
        self.books.edits += 1
        self._note(after)
        await self._send(patch)

    async def _send(self, patch: list[dict[str, Any]]) -> None:
        message = self._page.edited(*patch)
        self._under_way[self._page.seq] = message
        self._made[self._page.seq] = self._history[-1]
        self._out = self._page.seq
        await self._say(message)

    async def _send_again(self, first: int) -> None:
        """Send edits from one on; a number whose edit never arrived is free again."""
        page = self._page
        gap = min(self._under_way, default=page.seq + 1) - first
        if gap > 0:
            moved = {seq - gap: edit for seq, edit in self._under_way.items()}
            self._made |= {seq: self._made[seq + gap] for seq in moved}
            for seq, edit in moved.items():
                edit["seq"] = seq
            self._under_way = moved
            # The page keeps what each of its edits does by number.
            page.seq = first - 1
            for seq in sorted(moved):
                page.edited(*moved[seq]["patch"])
                assert page.seq == seq
        for seq in sorted(self._under_way):
            if seq >= first:
                self._out = max(self._out, seq)
                await self._say(self._under_way[seq])

    def _note(self, document: Document) -> None:
        self._history.append(_digest(document))
        self._times[len(self._history) - 1] = time.monotonic()

    def _changed(self) -> Document:
        """The document with one change; no two documents of a page are the same."""
        after: Document = json.loads(json.dumps(self.mine))
        count = len(self._history)
        comments = after.setdefault("comments", {}).setdefault("main", {})
        if len(comments) > MOST_COMMENTS:
            del comments[next(iter(comments))]
        comments[f"comment_{count}"] = {"text": f"number {count}", "color": "yellow"}
        if count % 3 == 0:
            after["main"]["operations"]["dense"]["config"]["units"] = 1 + count
        if count % 5 == 0:
            after["name"] = f"design {count}"
        return after

    async def _listen(self, channel: ClientConnection) -> None:
        async for frame in channel:
            message = json.loads(frame)
            if message["type"] == "goodbye":
                raise _GoneError
            if message["type"] == "resend":
                await self._send_again(message["seq"])
            elif message["type"] == "update":
                await self._take(message)
        raise _GoneError

    async def _take(self, update: dict[str, Any]) -> None:
        page, news = self._page, update.get("document")
        known = page.epoch
        update.pop("analysis", None)
        page.take(update)
        page.heard.clear()
        if news:
            self.draft = self.draft or page.draft
            if page.draft != self.draft:
                self.books.wrong.append(f"{self.draft}: another draft was opened.")
                self.draft = page.draft
            if "whole" in news and page.epoch != known:
                await self._begin(news["whole"], first=known is None)
            elif "whole" in news:
                self.books.wrong.append(f"{self.draft}: the whole came in the same epoch.")
            else:
                await self._follow(news)
        saved = page.status.get("saved") or {}
        self._take_saved(saved.get("rev", 0))

    async def _begin(self, whole: Document, first: bool) -> None:
        """A server has begun, perhaps again, with what is in the store."""
        page = self._page
        # What was sent on this connection counts, also where it was of the document before.
        page.seq = max(page.acknowledged, self._out)
        self._under_way.clear()
        self._of_rev, self._seen = {}, set()
        if first:
            after: Document = to_json(gallery.load("mlp"))
            self.mine = whole
            self._note(whole)
            await self._edit(after)
            return
        self.books.begun_again += 1
        digest = _digest(whole)
        if digest not in self._history:
            self.books.wrong.append(f"{self.draft}: the server has what the page never had.")
        else:
            place = len(self._history) - 1 - self._history[::-1].index(digest)
            if place < self._saved:
                lost = self._saved - place
                self.books.wrong.append(f"{self.draft}: {lost} edits shown as saved are lost.")
            self._of_rev[page.rev] = place
        patch = jsonpatch.make_patch(whole, self.mine).patch
        if patch:
            self.books.resent += 1
            await self._send(patch)

    async def _follow(self, news: dict[str, Any]) -> None:
        page = self._page
        for refusal in news.get("refused", ()):
            self.books.wrong.append(f"{self.draft}: an edit was refused: {refusal['reason']}")
        for change in news.get("changes", ()):
            seq = change.get("seq")
            if seq is None:
                if not change.get("silent"):
                    self._take_other(page.document)
                continue
            if seq in self._seen:
                self.books.wrong.append(f"{self.draft}: edit {seq} was made twice.")
            self._seen.add(seq)
            self._of_rev[change["rev"]] = self._place(self._made[seq])
        self._under_way = {
            seq: edit for seq, edit in self._under_way.items() if seq > page.acknowledged
        }
        if not self._under_way and _digest(page.document) != self._history[-1]:
            patch = jsonpatch.make_patch(self.mine, page.document).patch
            self.books.wrong.append(f"{self.draft}: the server has another document: {patch}")
            self.mine = page.document
            self._note(self.mine)

    def _take_other(self, document: Document) -> None:
        """Another server has saved: what it had is what this page had."""
        if _digest(document) not in self._history:
            self.books.wrong.append(f"{self.draft}: another server has what the page never had.")

    def _take_saved(self, rev: int) -> None:
        for known in sorted(self._of_rev):
            if known <= rev:
                place = self._of_rev[known]
                if place > self._saved:
                    for one in range(self._saved + 1, place + 1):
                        if one in self._times:
                            self.books.waits.append(time.monotonic() - self._times.pop(one))
                    self._saved = place
                del self._of_rev[known]

    def _place(self, digest: str) -> int:
        return len(self._history) - 1 - self._history[::-1].index(digest)

    async def _session(self, stack: AsyncExitStack, url: str) -> str:
        """Open a page of Streamlit; returns the session that it gives to the canvas."""
        socket = await self._socket(stack, url, STREAM, Subprotocol("streamlit"))
        run = BackMsg()
        run.rerun_script.query_string = f"draft={self.draft}" if self.draft else ""
        await socket.send(run.SerializeToString())
        async for frame in socket:
            message = ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
            component = message.delta.new_element.bidi_component
            if component.component_name == CANVAS:
                dropping = asyncio.create_task(_drop(socket))
                stack.callback(dropping.cancel)
                session: str = json.loads(component.json)[0]["session"]
                return session
        raise _GoneError

    async def _socket(
        self, stack: AsyncExitStack, url: str, path: str, *subprotocols: Subprotocol
    ) -> ClientConnection:
        opening = connect(
            f"{url.replace('http', 'ws', 1)}/{path}",
            origin=Origin(url),
            subprotocols=subprotocols or None,
            additional_headers={"Cookie": f"{COOKIE}={self._owner}"},
            max_size=None,
            open_timeout=OPEN_SECONDS,
        )
        return await stack.enter_async_context(opening)

    async def _say(self, message: Any) -> None:
        assert self._channel is not None
        await self._channel.send(json.dumps(message))


class _GoneError(Exception):
    """The server does not know this page any more."""


def _digest(document: Document) -> str:
    return json.dumps(document, sort_keys=True)


async def _drop(socket: ClientConnection) -> None:
    """Read what Streamlit says, so that it can go on, and drop it."""
    try:
        async for _ in socket:
            pass
    except WebSocketException:
        pass
