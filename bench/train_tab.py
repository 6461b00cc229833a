"""The Train tab: a person's way to a model that compares digits, and curves of 100,000 points."""

from __future__ import annotations

import json
import math
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, expect

import components
from bench.measure import Row
from bench.watch import FIND
from tests.e2e.browser import chromium
from tests.e2e.canvas import WARM_MS, Canvas
from tests.e2e.server import app_server

POINTS = 100_000
STEPS = 1000
"""Of an epoch."""

MOVES = 30
"""How often the curves are drawn anew."""

LARGEST_ANSWER = 1_000_000

_FRAME = """async value => {
  const slider = document.querySelector('input[type=range]');
  const begun = performance.now();
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  set.call(slider, String(value));
  slider.dispatchEvent(new Event('input', {bubbles: true}));
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - begun;
}"""
"""Move the slider of smoothing; milliseconds until the frame is painted."""


_FIRST_POINT = (
    """() => new Promise(done => {
  const begun = performance.now();
"""
    + FIND
    + """  const look = () => {
    const curves = find(document, '.curves');
    const other = curves && !curves.querySelector('.progress.is-finished');
    if (other && curves.querySelector('.reading')) done((performance.now() - begun) / 1000);
    else requestAnimationFrame(look);
  };
  look();
})"""
)
"""Seconds until a run that has not finished is shown with a point, looked for in each frame."""


def rows() -> Iterator[Row]:
    """Train in a real browser, then draw what a long run would have told."""
    with chromium() as browser:
        yield _redraw(browser)
        with tempfile.TemporaryDirectory() as folder, app_server(Path(folder)) as server:
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            yield from _comparator(Canvas(page, server.url))


def _comparator(canvas: Canvas) -> Iterator[Row]:
    page = canvas.page
    canvas.open_gallery("Siamese comparator")
    canvas.tab("Train")
    begun = time.perf_counter()
    page.get_by_role("button", name="Set up training").click()
    # It adds up what its inputs say alone; the finding at its head says so.
    fix = page.get_by_role("tabpanel").get_by_role("button", name="Put a Dense(64)")
    fix.first.click(timeout=WARM_MS)
    expect(fix).to_have_count(0)
    _start(page)
    started = time.perf_counter()
    page.locator(".reading").first.wait_for(timeout=WARM_MS)
    first = time.perf_counter() - started
    page.get_by_text("Finished").wait_for(timeout=10 * WARM_MS)
    whole = time.perf_counter() - begun
    page.locator(".values summary").click()
    cells = page.locator(".values tr", has_text="accuracy").locator("td").all_inner_texts()
    _start(page, "Start anew")
    again: float = page.evaluate(_FIRST_POINT)
    yield Row(
        "siamese comparator: Set up training → finished",
        whole,
        "s",
        budget=120,
        note="10 epochs of 6,400 pairs",
    )
    yield Row(
        "pairs that it has not seen and tells wrong",
        100 * (1 - float(cells[1])),
        "%",
        budget=5,
    )
    yield Row("Start → first point of the curve, first run", first, "s")
    yield Row("Start → first point of the curve, second run", again, "s", budget=1.5)


def _start(page: Page, name: str = "Start") -> None:
    button = page.get_by_role("button", name=name, exact=True)
    expect(button).to_be_enabled(timeout=WARM_MS)
    button.click()


def _redraw(browser: Browser) -> Row:
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    events = _events()
    build = Path(components.__file__).parent / "training_curves" / "build"
    (script,), (style,) = build.glob("index-*.js"), build.glob("index-*.css")

    def answer(route: Route) -> None:
        path, _, query = route.request.url.partition("?from=")
        if path.endswith("/events"):
            start = int(query)
            route.fulfill(body=events[start : start + LARGEST_ANSWER])
        elif path.endswith(".js"):
            route.fulfill(path=script, content_type="text/javascript")
        else:
            route.fulfill(body=_page(style.read_text("utf-8")), content_type="text/html")

    page.route("**/*", answer)
    page.goto("http://curves.test/")
    last = POINTS // STEPS
    page.get_by_text(f"epoch {last} of {last}").wait_for(timeout=WARM_MS)
    page.wait_for_timeout(1000)
    taken = [page.evaluate(_FRAME, 0.3 + 0.02 * (move % MOVES)) for move in range(MOVES)]
    page.close()
    return Row(
        f"curves of {POINTS:,} points drawn anew: moved slider → painted frame",
        statistics.median(taken),
        budget=50,
        note=f"at most {max(taken):.0f} ms; a frame of the screen is 17",
    )


def _events() -> bytes:
    """What a run of so many steps tells."""
    drawn = random.Random(0)
    begun = {"kind": "started", "total_epochs": POINTS // STEPS, "steps_per_epoch": STEPS}
    lines = [json.dumps({**begun, "heads": []})]
    for step in range(1, POINTS + 1):
        loss = math.exp(-step / 30_000) + 0.2 * drawn.random()
        event = {"kind": "step", "step": step, "epoch": (step - 1) // STEPS, "t": step / 100}
        lines.append(json.dumps({**event, "logs": {"loss": loss}}))
        if step % STEPS == 0:
            logs = {"loss": loss, "val_loss": loss + 0.1}
            lines.append(json.dumps({**event, "kind": "epoch", "logs": logs}))
    return "\n".join([*lines, ""]).encode()


def _page(style: str) -> str:
    return f"""<!doctype html><style>{style}</style><div id="host" style="width: 560px"></div>
<script type="module">
  import mount from "/_stcore/curves.js";
  mount({{
    name: "curves", key: "curves", parentElement: document.getElementById("host"),
    setStateValue() {{}}, setTriggerValue() {{}},
    data: [{{runs: [{{id: "a", name: "a", state: "running", live: true}}]}}],
  }});
</script>"""
