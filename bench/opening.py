"""From a model's file to its graph on the canvas, in a real browser."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from bench.measure import Row
from tests.e2e.browser import chromium
from tests.e2e.canvas import WARM_MS, Canvas
from tests.e2e.server import AppServer, app_server

VIEWPORT: ViewportSize = {"width": 1440, "height": 900}
MODELS = ("ResNet50", "EfficientNetB7")

# From the choice of a file to the first frame that shows its graph, and to the first that shows it
# with shapes and counts.
WATCH = """
() => {
  const root = document.querySelector('.st-key-canvas [data-testid="stBidiComponentIsolated"]')
    .shadowRoot;
  const app = root.querySelector('.app');
  root.addEventListener('change', ({ target }) => {
    if (target.type !== 'file') return;
    const times = window.__times = {};
    const began = performance.now();
    const before = root.querySelector('.design-name').value;
    const look = () => {
      const taken = performance.now() - began;
      const other = root.querySelector('.design-name').value !== before;
      if (other && !times.drawn && root.querySelector('.react-flow__node')) times.drawn = taken;
      if (times.drawn && app.dataset.stale === 'false') times.shapes = taken;
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, true);
}
"""


def rows() -> Iterator[Row]:
    """Save models with their weights, start the app and a browser, and open one after the other."""
    with tempfile.TemporaryDirectory() as directory, chromium() as browser:
        files = [_saved(name, Path(directory)) for name in MODELS]
        home = Path(directory) / "app"
        home.mkdir()
        with app_server(home) as server:
            yield from _openings(browser, server, files)


def _saved(name: str, directory: Path) -> tuple[Path, int]:
    """A model's file, and its number of layers."""
    import keras

    model = getattr(keras.applications, name)(weights=None)
    file = directory / f"{name.lower()}.keras"
    model.save(file)
    return file, len(model.layers)


def _openings(browser: Browser, server: AppServer, files: list[tuple[Path, int]]) -> Iterator[Row]:
    page = browser.new_page(viewport=VIEWPORT)
    canvas = Canvas(page, server.url)
    canvas.open_gallery("Multilayer perceptron")
    # The second worker starts after the first; whoever opens a file waits for neither.
    page.get_by_role("tab", name="Summary").click()
    page.get_by_text("Total params").first.wait_for(timeout=WARM_MS)
    page.get_by_role("tab", name="Code", exact=True).click()
    page.evaluate(WATCH)
    for file, layers in files:
        for when in ("first", "again"):
            times = _open(page, file)
            size = f"{file.stat().st_size / 2**20:,.0f} MB"
            what = f"open {file.name}, {layers} layers"
            yield Row(f"{what} → drawn, {when}", times["drawn"], note=size)
            yield Row(f"{what} → with shapes, {when}", times["shapes"], note=size)
            canvas.open_gallery("Multilayer perceptron")
    page.close()


def _open(page: Page, file: Path) -> dict[str, float]:
    page.locator('input[aria-label="Design file"]').set_input_files(file)
    page.wait_for_function("() => window.__times?.shapes", timeout=WARM_MS)
    times: dict[str, float] = page.evaluate("window.__times")
    page.evaluate("window.__times = null")
    return times
