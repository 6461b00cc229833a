"""What a browser lets the app's pages do: scripts of their own, and nothing from or to elsewhere.

See docs/decisions/0190-what-a-page-may-do.md for why it is as it is.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import re
from collections.abc import Callable, Collection
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE_SCRIPT = re.compile(rb"<script>(.+?)</script>", re.DOTALL)

_FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""For a picture that is opened as a page."""

_ALWAYS = {
    "x-content-type-options": "nosniff",
    # The address of a page has a draft's or a share's id in it.
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class SecurityHeaders:
    """Adds them to every answer.

    Args:
        app: What answers.
        base: The path that the app is served under, see `base_path`.
        pages: The addresses of its pages below that.
        html: The pages that a browser opens; their inline scripts may run.
        embedding: Which other sites may show shared designs in frames: sources as
            `frame-ancestors` has them, `*` for all; empty for none.
    """

    def __init__(
        self,
        app: ASGIApp,
        base: str,
        pages: Collection[str],
        html: Callable[[], bytes],
        embedding: str,
    ) -> None:
        self._app = app
        self._pages = {f"{base}/{page}" for page in pages}
        self._html = html
        self._embedding = embedding

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_page = scope["path"] in self._pages

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_ALWAYS)
                kind = headers.get("content-type", "").partition(";")[0]
                if is_page or kind == "text/html":
                    headers.update(self._of_page(scope["query_string"]))
                elif kind == "image/svg+xml":
                    headers["content-security-policy"] = _FILE_POLICY
            await send(message)

        await self._app(scope, receive, with_headers)

    def _of_page(self, query: bytes) -> dict[str, str]:
        if self._embedding and is_embedded(query):
            return {"content-security-policy": policy(self._html(), self._embedding)}
        return {
            "content-security-policy": policy(self._html(), "'self'"),
            "x-frame-options": "SAMEORIGIN",  # the same for browsers of before 2016
        }


def is_embedded(query: bytes) -> bool:
    """Whether an address is that of a shared design, to be shown in another page's frame."""
    found = parse_qs(query.decode("latin-1"))
    return bool(found.get("share")) and found.get("embed", [""])[-1].lower() == "true"


@cache
def framed_pages() -> bytes:
    """The HTML of components that Streamlit shows in frames of their own."""
    found = importlib.util.find_spec("streamlit_agraph")
    folders = found.submodule_search_locations if found else None
    pages = [Path(one) / "frontend" / "build" / "index.html" for one in folders or ()]
    return b"".join(page.read_bytes() for page in pages if page.is_file())


@lru_cache(maxsize=8)
def policy(html: bytes, ancestors: str) -> str:
    """The `Content-Security-Policy` of a page.

    Args:
        html: Of all that has the same policy; its inline scripts are named by their hashes.
        ancestors: Whose frames it may stand in.
    """
    hashes = [
        base64.b64encode(hashlib.sha256(one).digest()) for one in _INLINE_SCRIPT.findall(html)
    ]
    inline = " ".join(f"'sha256-{found.decode()}'" for found in hashes)
    return "; ".join(
        (
            "default-src 'self'",
            # Streamlit loads a component's script that is given as text from a blob.
            f"script-src 'self' blob: {inline}",
            "worker-src 'self' blob:",
            # Emotion, CodeMirror and React Flow write styles while they run.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {ancestors}",
        )
    )
