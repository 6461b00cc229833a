"""`Visitor`: somebody with a browser's cookies and no browser, who can sign in."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2

from bench.streamlit_tab import RUN_SECONDS, StreamlitTab

_ACTION = re.compile(r'<form[^>]* action="([^"]+)"')
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Visitor:
    """One browser of one person.

    Args:
        url: The app.
        login: Whom they are to the provider.
    """

    def __init__(self, url: str, login: str) -> None:
        self.url, self.login = url, login
        self._http = httpx2.AsyncClient(follow_redirects=True, timeout=RUN_SECONDS)

    @property
    def cookie(self) -> str:
        """The header with the cookies that the browser would send to the app."""
        return self._http.build_request("GET", f"{self.url}/").headers.get("cookie", "")

    async def close(self) -> None:
        """Forget the cookies."""
        await self._http.aclose()

    async def sign_in(self) -> None:
        """Sign in, through the page's button and the provider's own pages.

        Raises:
            RuntimeError: If the page does not greet them then.
        """
        (await self._http.get(f"{self.url}/")).raise_for_status()
        async with self.tab() as tab:
            await tab.press("Sign in")
            await tab.wait_for(lambda: tab.redirect or None, "the way to the provider")
            answer = await self._http.get(f"{self.url}/{tab.redirect.lstrip('/')}")
        for _ in range(2):  # Who it is, and that the app may know.
            action = _ACTION.search(answer.text)
            if action is None:
                raise RuntimeError(f"The provider showed no form:\n{answer.text[:2000]}")
            said = {name: html.unescape(value) for name, value in _HIDDEN.findall(answer.text)}
            if said.get("prompt") == "login":
                said |= {"login": self.login, "password": "anything"}
            answer = await self._http.post(html.unescape(action[1]), data=said)
        if not str(answer.url).startswith(self.url):
            raise RuntimeError(f"The provider did not let {self.login} back: {answer.url}")

    @asynccontextmanager
    async def tab(self, page: str = "learn", query: str = "") -> AsyncIterator[StreamlitTab]:
        """Open a page."""
        tab = StreamlitTab(self.url, self.cookie)
        try:
            yield await tab.open(page, query)
        finally:
            await tab.close()

    async def download(self, address: str) -> str:
        """The text of a file of the app's."""
        answer = await self._http.get(f"{self.url}/{address.lstrip('/')}")
        answer.raise_for_status()
        return answer.text
