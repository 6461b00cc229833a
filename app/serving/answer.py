"""`Answer`: a file as it goes to a browser, compressed once."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from starlette.datastructures import Headers
from starlette.types import Scope, Send

IMMUTABLE = "public, max-age=31536000, immutable"
"""For what has a hash of its content in its address."""

ASK = "no-cache"
"""A browser may keep it, but asks each time whether it still holds."""


@dataclass(frozen=True)
class Answer:
    """Bytes, kept in memory, and what a browser is told of them.

    Attributes:
        body: The content.
        media_type: Its type, as `Content-Type` has it.
        compresses: Whether it is sent compressed to who takes that.
    """

    body: bytes
    media_type: str
    compresses: bool = False

    @cached_property
    def tag(self) -> str:
        """The content's hash, as `ETag` has it."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'

    @cached_property
    def _compressed(self) -> bytes:
        return gzip.compress(self.body, compresslevel=6, mtime=0)

    async def send(self, scope: Scope, send: Send, caching: str) -> None:
        """Answer a GET or HEAD request with it.

        Args:
            scope: The request.
            send: Takes the answer.
            caching: `IMMUTABLE` or `ASK`.
        """
        asked = Headers(scope=scope)
        if self.tag in asked.get("if-none-match", ""):
            await _send(send, 304, self._headers(caching), b"")
            return
        headers, body = self._headers(caching), self.body
        if self.compresses:
            headers.append((b"vary", b"Accept-Encoding"))
            if "gzip" in asked.get("accept-encoding", ""):
                headers.append((b"content-encoding", b"gzip"))
                body = self._compressed
        headers.append((b"content-type", self.media_type.encode("latin-1")))
        headers.append((b"content-length", str(len(body)).encode("ascii")))
        await _send(send, 200, headers, body if scope["method"] == "GET" else b"")

    def _headers(self, caching: str) -> list[tuple[bytes, bytes]]:
        return [
            (b"cache-control", caching.encode("ascii")),
            (b"etag", self.tag.encode("ascii")),
            (b"x-content-type-options", b"nosniff"),
        ]


async def _send(
    send: Send, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes
) -> None:
    start: MutableMapping[str, Any] = {
        "type": "http.response.start",
        "status": status,
        "headers": list(headers),
    }
    await send(start)
    await send({"type": "http.response.body", "body": body})
