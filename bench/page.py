"""The app in a real browser: from a gesture to shapes on the canvas, and what a session costs."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, expect

from bench import designs
from bench.measure import Row, percentile, resident_megabytes
from model_codegen.design.fileformat.serialization import dumps
from tests.e2e.browser import chromium
from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas
from tests.e2e.server import AppServer, app_server

VIEWPORT: ViewportSize = {"width": 1440, "height": 900}
GESTURES = 30
SESSIONS = 5
BUDGETS = {10: None, 100: 100.0, 1000: 200.0}

# Times each gesture in the page itself: from the event that ends it to the frame in which the
# canvas shows the analysis of what it changed.
WATCH = """
() => {
  const app = document.querySelector('.st-key-canvas [data-testid="stBidiComponentIsolated"]')
    .shadowRoot.querySelector('.app');
  window.__times = [];
  let began = null;
  for (const type of ['pointerup', 'drop', 'input', 'keydown']) {
    window.addEventListener(type, () => { began = performance.now(); }, true);
  }
  // Not by `data-stale`, which comes and goes unseen where one frame draws the edit and its shapes.
  new MutationObserver(() => {
    if (app.dataset.stale === 'true' || began === null) return;
    const start = began;
    began = null;
    requestAnimationFrame(() => window.__times.push(performance.now() - start));
  }).observe(app, { attributes: true, attributeFilter: ['data-analysed'] });
}
"""


def rows() -> Iterator[Row]:
    """Start the app and a browser, and measure one row after the other."""
    with tempfile.TemporaryDirectory() as directory, chromium() as browser:
        with app_server(Path(directory)) as server:
            yield _opening(browser, server)
        with app_server(Path(directory)) as server:
            for nodes in BUDGETS:
                yield from _gestures(browser, server, nodes)
        with app_server(Path(directory)) as server:
            yield _memory(browser, server)


def _opening(browser: Browser, server: AppServer) -> Row:
    """The first page of a server that was just started, while its workers import Keras."""
    page = browser.new_page(viewport=VIEWPORT)
    start = time.perf_counter()
    Canvas(page, server.url)
    taken = (time.perf_counter() - start) * 1000
    page.close()
    return Row("open the page of a fresh server until the palette is there", taken, budget=2000)


def _gestures(browser: Browser, server: AppServer, nodes: int) -> Iterator[Row]:
    page = browser.new_page(viewport=VIEWPORT)
    canvas = Canvas(page, server.url)
    page.locator('input[aria-label="Design file"]').set_input_files(
        {
            "name": "stack.json",
            "mimeType": "application/json",
            "buffer": dumps(designs.residual_stack(nodes)).encode(),
        }
    )
    expect(page.locator(".design-name")).to_have_value(f"stack_{nodes}", timeout=SETTLE_MS)
    canvas.settle(WARM_MS)
    page.locator(".canvas-controls .zoom").click()
    page.evaluate(WATCH)
    budget = BUDGETS[nodes]
    for what, gesture in (("drop a layer", _drop), ("change units", _edit)):
        times = _time(page, canvas, gesture)
        for name, share in (("p50", 0.5), ("p95", 0.95)):
            yield Row(
                f"{what} → shapes, {nodes} nodes, {name}",
                percentile(times, share),
                budget=budget if share == 0.95 else None,
            )
    page.close()


def _time(page: Page, canvas: Canvas, gesture: Any) -> list[float]:
    page.evaluate("window.__times.length = 0")
    for index in range(GESTURES):
        gesture(page, index)
        page.wait_for_function("count => window.__times.length >= count", arg=index + 1)
        canvas.settle()
    return [float(value) for value in page.evaluate("window.__times")]


def _drop(page: Page, index: int) -> None:
    item = page.locator('.palette-item[data-path="keras.layers.Dense"]').first.bounding_box()
    box = page.locator(".canvas").bounding_box()
    assert item is not None
    assert box is not None
    mouse = page.mouse
    mouse.move(item["x"] + 20, item["y"] + 10)
    mouse.down()
    mouse.move(item["x"] + 24, item["y"] + 14)
    mouse.move(box["x"] + 80 + 8 * (index % 10), box["y"] + 120 + 12 * index, steps=3)
    mouse.up()


def _edit(page: Page, index: int) -> None:
    page.locator('.inspector [id$="/units"]').fill(str(40 + index))


def _memory(browser: Browser, server: AppServer) -> Row:
    """What the web process holds on to for each page that is open and idle."""
    first = browser.new_page(viewport=VIEWPORT)
    Canvas(first, server.url).open_gallery("Multilayer perceptron")
    before = resident_megabytes(server.pid)
    contexts = []
    for _ in range(SESSIONS):
        context = browser.new_context(viewport=VIEWPORT)
        Canvas(context.new_page(), server.url).open_gallery("Two inputs, two heads")
        contexts.append(context)
    time.sleep(2)
    taken = (resident_megabytes(server.pid) - before) / SESSIONS
    for context in contexts:
        context.close()
    note = f"mean of {SESSIONS}"
    return Row("memory of the web process per idle session", taken, "MB", budget=20, note=note)
