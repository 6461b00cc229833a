"""`Tabs`: one tab of the browser for all tests, left by each as it was."""

from __future__ import annotations

from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, ViewportSize

VIEWPORT: ViewportSize = {"width": 1440, "height": 900}


class Tabs:
    """Hands out one tab again and again, without what the one before kept in it.

    Most of what a page costs to open is that a new tab compiles the app's scripts.

    Args:
        browser: A running browser.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._page: Page | None = None

    def page(self) -> Page:
        """An empty tab with nothing stored."""
        if self._page is None:
            context = self._browser.new_context(viewport=VIEWPORT, accept_downloads=True)
            self._page = context.new_page()
        return self._page

    def leave(self, page: Page) -> None:
        """Forget what the app stored, and close its page.

        Args:
            page: What `page` returned; a tab that `close` closed is left alone.
        """
        if not page.is_closed():
            # Until it is left, a page may store once more what was typed into it.
            if page.url.startswith("http"):
                empty = urljoin(page.url, "/empty")
                page.route(empty, lambda route: route.fulfill(body="", content_type="text/html"))
                page.goto(empty)
                page.unroute(empty)
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            page.context.clear_cookies()
            page.goto("about:blank")

    def close(self) -> None:
        """Close the tab: after a failure nobody knows what state it is in, keys held down or so."""
        if self._page is not None:
            self._page.context.close()
            self._page = None
