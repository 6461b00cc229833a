"""`BrowserDrawer`: one of the class in a real browser, who types widths into the inspector."""

from __future__ import annotations

import asyncio
import re

from playwright.async_api import Browser, BrowserContext, Page

from bench import designs, lesson, watch
from bench.classroom import Answer
from bench.hand import VIEWPORT, WARM_MS
from bench.lesson import Step


class BrowserDrawer:
    """One person at a page.

    Args:
        browser: The browser; each person has a context of their own.
        url: Address of the app.
        person: Which of the class.
    """

    def __init__(self, browser: Browser, url: str, person: int) -> None:
        self._browser = browser
        self._url = url
        self._person = person
        self._context: BrowserContext | None = None
        self._hand = asyncio.Lock()

    @property
    def page(self) -> Page:
        """The page, once it is open."""
        assert self._context is not None
        return self._context.pages[0]

    async def open(self) -> None:
        """Open the page and the comparator on it, and select its first Dense."""
        await self.arrive()
        page = self.page
        design = lesson.comparator(lesson.CLASS + self._person)
        await page.locator('input[aria-label="Design file"]').set_input_files(
            {
                "name": "comparator.json",
                "mimeType": "application/json",
                "buffer": designs.written(design).encode(),
            }
        )
        await page.locator('.react-flow__node[data-id="dense"] .call-title').click(timeout=WARM_MS)
        await page.locator('.inspector [id$="/units"]').wait_for()
        await page.wait_for_function(
            "() => window.__watch.app().dataset.stale === 'false'", timeout=WARM_MS
        )

    async def arrive(self) -> float:
        """Open the page; seconds until its canvas could be used."""
        self._context = await self._browser.new_context(viewport=VIEWPORT)
        await self._context.add_init_script(watch.SCRIPT)
        page = await self._context.new_page()
        await page.goto(self._url, wait_until="commit")
        await page.wait_for_function("() => window.__watch.usable !== null", timeout=WARM_MS)
        usable: float = await page.evaluate("window.__watch.usable")
        return usable / 1000

    async def edit(self, step: Step) -> Answer:
        """Type the step's width; the page itself takes the time until its node shows the shape."""
        # The page has one stopwatch: a hand types one number after the other.
        async with self._hand:
            page = self.page
            await page.evaluate(
                "shape => window.__watch.start('input', ['shape'], shape)", f"(None, {step.units})"
            )
            await page.locator('.inspector [id$="/units"]').fill(str(step.units))
            await page.wait_for_function("() => window.__watch.taken !== null")
            taken: float = await page.evaluate("window.__watch.taken.shape")
            text = await page.locator(".status-bar").inner_text()
        shown = re.search(r"([\d,]+) parameters", text)
        return Answer(taken / 1000, int(shown[1].replace(",", "")) if shown else 0)

    async def close(self) -> None:
        """Close the page."""
        if self._context is not None:
            await self._context.close()
