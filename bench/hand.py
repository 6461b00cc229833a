"""A hand on one page: gestures by mouse and keyboard, timed by the page itself.

It keeps to what the page calls things and to the marks that `watch` goes by, so that it can use an
earlier build as well as this one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, ViewportSize

from bench import children, designs, watch
from bench.builds import Build, check_served
from bench.traffic import Traffic
from model_codegen.design.graph import Design
from tests.e2e.browser import chromium
from tests.e2e.server import AppServer, app_server

VIEWPORT: ViewportSize = {"width": 1440, "height": 900}

WARM_MS = 180_000
"""How long a first analysis may take: Keras is imported meanwhile."""

DENSE = '.palette-item[data-path="keras.layers.Dense"]'


class Hand:
    """A page of a build, open in a browser context of its own.

    Args:
        browser: The browser.
        server: The running app.

    Attributes:
        server: The running app.
        page: The page.
        traffic: What it sends and receives.
    """

    def __init__(self, browser: Browser, server: AppServer) -> None:
        self.server = server
        self._browser = browser
        self._context = browser.new_context(viewport=VIEWPORT)
        self._context.add_init_script(watch.SCRIPT)
        self.page = self._context.new_page()
        self.traffic = Traffic(self.page)
        self.page.goto(server.url, wait_until="commit")
        self.page.wait_for_function("() => window.__watch.usable !== null", timeout=WARM_MS)

    def another(self) -> Hand:
        """Another page of the same app, of another user."""
        return Hand(self._browser, self.server)

    def close(self) -> None:
        """Close the page and forget its storage."""
        self._context.close()

    @property
    def usable(self) -> float:
        """Milliseconds from the opening of the page until its canvas could be used."""
        taken: float = self.page.evaluate("window.__watch.usable")
        return taken

    def bundles(self) -> list[str]:
        """Addresses of the components' files that the page has loaded."""
        urls: list[str] = self.page.evaluate(
            "performance.getEntriesByType('resource').map((entry) => entry.name)"
        )
        return [url for url in urls if "/components." in url]

    def settle(self) -> None:
        """Wait until the shapes have caught up with the drawing."""
        self.page.wait_for_function(
            "() => window.__watch.app()?.dataset.stale === 'false'", timeout=WARM_MS
        )

    def time(
        self, kind: str, things: Sequence[str], argument: str, gesture: Callable[[], None]
    ) -> dict[str, float]:
        """Do something and return the milliseconds until each of some things was shown.

        Args:
            kind: The kind of event that ends the gesture; the last one counts.
            things: What is waited for, one after the other: names of `watch`'s `shown`.
            argument: What they need to know.
            gesture: What is done.
        """
        self.page.evaluate(
            "([kind, things, argument]) => window.__watch.start(kind, things, argument)",
            [kind, list(things), argument],
        )
        gesture()
        self.page.wait_for_function("() => window.__watch.taken !== null", timeout=WARM_MS)
        taken: dict[str, float] = self.page.evaluate("window.__watch.taken")
        return taken

    def open(self, file: Path | Design) -> dict[str, float]:
        """Open a file or a design; milliseconds until it is `drawn` and `opened`, with shapes."""
        chosen: Path | FilePayload = (
            file
            if isinstance(file, Path)
            else {
                "name": f"{file.name}.json",
                "mimeType": "application/json",
                "buffer": designs.written(file).encode(),
            }
        )
        field = self.page.locator('input[aria-label="Design file"]')
        return self.time("change", ["drawn", "opened"], "", lambda: field.set_input_files(chosen))

    def zoom_to_100(self) -> None:
        """Show the graph in its own size."""
        self.page.locator(".canvas-controls .zoom").click()
        self.page.wait_for_timeout(300)

    def fit(self) -> None:
        """Bring the whole graph into view."""
        self.page.get_by_role("button", name="Fit view").click()
        self.page.wait_for_timeout(600)

    def select(self, node: str) -> None:
        """Click a node."""
        self.page.locator(f'.react-flow__node[data-id="{node}"] .call-title').click()
        self.page.locator(f'.react-flow__node.selected[data-id="{node}"]').wait_for()

    def tab(self, name: str) -> None:
        """Look at another panel."""
        self.page.get_by_role("tab", name=name, exact=True).click()

    def drop(self, index: int) -> float:
        """Drag a Dense onto the canvas at the next free place; milliseconds until its shapes."""
        return self.time("drop", ["dropped"], "", lambda: self.drag_in(index))["dropped"]

    def write_units(self, units: int) -> float:
        """Change the units of the selected Dense; milliseconds until its node shows the shape."""
        field = self.page.locator('.inspector [id$="/units"]')
        shape = f"(None, {units})"
        return self.time("input", ["shape"], shape, lambda: field.fill(str(units)))["shape"]

    def drag_in(self, index: int) -> None:
        """Drag a Dense onto the canvas, to the next free place."""
        item = self.page.locator(DENSE).first.bounding_box()
        box = self.page.locator(".canvas").bounding_box()
        assert item is not None
        assert box is not None
        mouse = self.page.mouse
        mouse.move(item["x"] + 20, item["y"] + 10)
        mouse.down()
        # The first move past the threshold only begins the drag.
        mouse.move(item["x"] + 24, item["y"] + 14)
        mouse.move(box["x"] + 80 + 8 * (index % 10), box["y"] + 430 + 8 * index, steps=3)
        mouse.up()


@contextmanager
def servers(builds: Sequence[Build], directory: Path) -> Iterator[list[AppServer]]:
    """The builds, each running on a port of its own, all at once.

    Args:
        builds: The builds.
        directory: A directory for their states and logs.
    """
    with ExitStack() as stack:
        running = []
        for build in builds:
            home = directory / f"{build.name}-{len(list(directory.iterdir()))}"
            home.mkdir()
            running.append(stack.enter_context(app_server(home, build.root)))
        yield running


@contextmanager
def hands(
    browser: Browser, builds: Sequence[Build], servers: Sequence[AppServer]
) -> Iterator[list[Hand]]:
    """A page of each build, each checked to be what it is said to be, and warm."""
    with ExitStack() as stack:
        made = []
        for build, server in zip(builds, servers, strict=True):
            hand = Hand(browser, server)
            stack.callback(hand.close)
            check_served(build, hand.bundles())
            hand.settle()
            made.append(hand)
        for server in servers:
            children.wait_at_rest(server.pid)
        yield made


@contextmanager
def opened(builds: Sequence[Build]) -> Iterator[list[Hand]]:
    """A browser with a page of each build, and all that they need, until the block ends."""
    with (
        tempfile.TemporaryDirectory() as directory,
        chromium() as browser,
        servers(builds, Path(directory)) as running,
        hands(browser, builds, running) as pages,
    ):
        yield pages
