"""The cookie by which a browser finds its drafts again: an unguessable token, kept for a year.

It comes with the page, so that no script can read it (`HttpOnly`), other sites' pages cannot send
it along (`SameSite=Lax`: only who follows a link here does), and it is there before the page asks.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "layerloom_owner"
"""Its name."""

SECONDS = 365 * 24 * 3600
"""For so long from the last visit on."""

SIGN_OUT = "auth/logout"
"""Where Streamlit ends a person's sign-in, from the app's path on."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22,64}")


def known(cookies: Mapping[str, str]) -> str:
    """The token that a browser sent; empty for none, and for what cannot be one."""
    token = cookies.get(COOKIE, "")
    return token if _TOKEN.fullmatch(token) else ""


class OwnerCookie:
    """Gives each browser its token, with the page; after somebody has signed out, another one.

    Args:
        app: What answers.
        base: The path that the app is served under, see `base_path`.
        pages: The addresses of its pages below that.
    """

    def __init__(self, app: ASGIApp, base: str, pages: Collection[str]) -> None:
        self._app = app
        self._path = base or "/"
        self._pages = {f"{base}/{page}" for page in pages}
        self._sign_out = f"{base}/{SIGN_OUT}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the cookie where it belongs."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        leaves = scope["path"] == self._sign_out
        is_page = scope["path"] in self._pages

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if leaves or is_page or headers.get("content-type", "").startswith("text/html"):
                    asked = HTTPConnection(scope)
                    token = "" if leaves else known(asked.cookies)
                    headers.append("set-cookie", self._cookie(token, _is_secure(asked)))
                    caching = headers.get("cache-control", "no-cache")
                    headers["cache-control"] = f"private, {caching.removeprefix('private, ')}"
            await send(message)

        await self._app(scope, receive, with_cookie)

    def _cookie(self, token: str, secure: bool) -> str:
        life = f"Path={self._path}; Max-Age={SECONDS}; HttpOnly; SameSite=Lax"
        token = token or secrets.token_urlsafe(16)
        return f"{COOKIE}={token}; {life}{'; Secure' if secure else ''}"


def _is_secure(asked: HTTPConnection) -> bool:
    """Whether the browser came by https, as whoever stands before the server says."""
    said = asked.headers.get("x-forwarded-proto", "").partition(",")[0].strip()
    return (said or asked.url.scheme) == "https"
