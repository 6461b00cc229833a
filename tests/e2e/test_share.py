"""A design is shared: watched live, shown in another page, taken as a copy, and withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app.core.session import viewing
from app.core.sharing import share_text
from tests.e2e.canvas import SETTLE_MS, Canvas

pytestmark = pytest.mark.e2e


class Course(BaseHTTPRequestHandler):
    """A page of another site, whose content is what its address says."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(unquote(self.path.partition("?")[2]).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def course() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Course) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def test_a_design_is_watched_embedded_copied_and_withdrawn(
    canvas: Canvas, tab: Page, course: str, chrome: Browser
) -> None:
    canvas.open_gallery("Multilayer perceptron")
    nodes = len(canvas.ids())
    canvas.settle()
    watching, copying = _links(tab)
    context = chrome.new_context(viewport={"width": 1280, "height": 720})
    try:
        watcher = context.new_page()
        watcher.goto(watching)
        _shows(watcher.locator(".app"), nodes)
        _offers_no_edit(watcher, nodes)
        watcher.get_by_role("tab", name="Values").click()
        expect(watcher.locator(".value-chip")).to_have_count(nodes, timeout=SETTLE_MS)
        _write_name(canvas, "watched")
        expect(watcher.locator(".read-name")).to_have_text("watched", timeout=SETTLE_MS)

        reader = context.new_page()
        _in_a_course(reader, course, watching, nodes)

        reader.goto(copying)
        reader.get_by_role("button", name="Make it yours").click()
        mine = reader.locator(".design-name")
        expect(mine).to_have_value("watched", timeout=SETTLE_MS)
        expect(reader).to_have_url(re.compile(r"draft="))
        mine.fill("mine")
        expect(reader.locator(".saved-mark")).to_have_attribute(
            "data-state", "saved", timeout=SETTLE_MS
        )
        expect(watcher.locator(".read-name")).to_have_text("watched")
        expect(tab.locator(".design-name")).to_have_value("watched")

        dialog = _dialog(tab)
        dialog.get_by_role("button", name="Withdraw").first.click()
        expect(watcher.locator(".notice")).to_contain_text(viewing.WITHDRAWN, timeout=SETTLE_MS)
        expect(watcher.locator(".react-flow__node")).to_have_count(0)
        _write_name(canvas, "secret")
        reader.goto(watching)
        expect(reader.get_by_text(viewing.UNKNOWN)).to_be_visible()
        expect(watcher.get_by_text("secret")).to_have_count(0)
    finally:
        context.close()


def _dialog(page: Page) -> Locator:
    dialog = page.get_by_role("dialog")
    page.get_by_role("button", name="Share", exact=True).click()
    expect(dialog.get_by_role("tab", name="Embed")).to_be_visible()
    return dialog


def _close(page: Page) -> None:
    """Close the dialog if it is open; Escape does it only where the focus is still within."""
    dialog = page.get_by_role("dialog")
    if dialog.count():
        dialog.get_by_role("button", name="Close", exact=True).click()
    expect(dialog).to_have_count(0)


def _links(page: Page) -> tuple[str, str]:
    """Make both kinds of link; their addresses."""
    dialog = _dialog(page)
    for number in (0, 1):
        dialog.get_by_role("button", name="Make a link").nth(number).click()
        expect(dialog.get_by_role("button", name="Withdraw")).to_have_count(number + 1)
    view, copy = (one.inner_text().strip() for one in dialog.locator("code").all()[:2])
    _close(page)
    return view, copy


def _shows(app: Locator, nodes: int) -> None:
    expect(app.locator(".react-flow__node")).to_have_count(nodes, timeout=SETTLE_MS)


def _offers_no_edit(page: Page, nodes: int) -> None:
    expect(page.locator(".palette")).to_have_count(0)
    node = page.locator(".react-flow__node").nth(1)
    node.click()
    expect(page.get_by_label("Inspector").get_by_role("textbox", name="Name")).to_be_disabled()
    place = node.get_attribute("style")
    node.drag_to(page.locator(".canvas"), target_position={"x": 60, "y": 300})
    for key in ("Delete", "Control+d", "Control+z", "d"):
        page.keyboard.press(key)
    expect(page.locator(".quick-add")).to_have_count(0)
    expect(page.locator(".react-flow__node")).to_have_count(nodes)
    assert node.get_attribute("style") == place
    expect(page.locator(".cm-content")).to_have_attribute("aria-readonly", "true")
    expect(page.get_by_role("tab")).to_have_text(["Code", "Summary", "Plot", "Problems", "Values"])


def _in_a_course(page: Page, course: str, address: str, nodes: int) -> None:
    """A page of another site shows the canvas, and nothing that is not the canvas."""
    page.goto(f"{course}?{quote(share_text.frame(address, 'Model', 400))}")
    shown = page.frame_locator("iframe")
    _shows(shown.locator(".app"), nodes)
    for part in (".topbar", ".palette", ".status-bar", '[role="tab"]'):
        expect(shown.locator(part)).to_have_count(0)
    way = shown.get_by_role("link", name="Open in Layerloom")
    expect(way).to_have_attribute("href", address)
    box, whole = shown.locator(".canvas").bounding_box(), page.locator("iframe").bounding_box()
    assert box
    assert whole
    assert box["height"] > whole["height"] - 12


def _write_name(canvas: Canvas, name: str) -> None:
    page = canvas.page
    _close(page)
    page.locator(".design-name").fill(name)
