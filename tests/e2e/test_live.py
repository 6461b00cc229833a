"""The live channel in a real browser: no rerun, two windows, a server that begins again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect

from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas
from tests.e2e.server import AppServer, app_server, free_port

pytestmark = pytest.mark.e2e

SIZE = {"width": 1280, "height": 720}


def test_an_edit_says_nothing_to_streamlit_and_little_to_the_channel(
    tab: Page, server: AppServer
) -> None:
    sent: dict[str, list[int]] = {"stream": [], "live": []}

    def watch(socket: WebSocket) -> None:
        frames = sent[socket.url.rpartition("/")[2]]
        socket.on("framesent", lambda frame: frames.append(len(frame)))

    tab.on("websocket", watch)
    canvas = Canvas(tab, server.url)
    canvas.open_gallery("Siamese comparator")
    left, last = canvas.ids()[2], canvas.ids()[-1]
    canvas.select(left)
    expect(tab.locator(".saved-mark")).to_have_attribute("data-state", "saved", timeout=SETTLE_MS)
    tab.wait_for_timeout(1500)  # What opening a design asked of Streamlit has come back.
    for frames in sent.values():
        frames.clear()
    for units in ("100", "10", "1"):
        canvas.write("units", units)
        canvas.settle()
    canvas.drag_in("keras.layers.Dropout", below=last)
    canvas.settle()
    tab.remove_listener("websocket", watch)
    assert sent["stream"] == []
    assert 4 <= len(sent["live"]) < 10
    assert sum(sent["live"]) < 4000


def test_a_second_window_shows_what_the_first_does_and_undo_takes_back_only_ones_own(
    canvas: Canvas, tab: Page, chrome: Browser
) -> None:
    canvas.open_gallery("Multilayer perceptron")
    expect(tab).to_have_url(re.compile("draft="), timeout=SETTLE_MS)
    expect(tab.locator(".saved-mark")).to_have_attribute("data-state", "saved", timeout=SETTLE_MS)
    context = chrome.new_context(viewport=SIZE)
    # The same person's: a draft opens for nobody else.
    context.add_cookies([{**cookie} for cookie in tab.context.cookies()])  # type: ignore[typeddict-item]
    try:
        other = Canvas(context.new_page(), tab.url)
        expect(other.page.locator(".design-name")).to_have_value("mlp", timeout=SETTLE_MS)
        other.settle(WARM_MS)
        node = other.ids()[1]
        other.select(node)
        other.write("units", "99")
        expect(canvas.node(node)).to_contain_text("99", timeout=SETTLE_MS)
        canvas.select(node)
        canvas.rename("mine")
        expect(other.node(node)).to_contain_text("mine", timeout=SETTLE_MS)
        other.undo()
        expect(canvas.node(node)).not_to_contain_text("99", timeout=SETTLE_MS)
        expect(canvas.node(node)).to_contain_text("mine")
        canvas.settle()
        other.settle()
        assert canvas.design() == other.design()
    finally:
        context.close()


def test_a_server_under_a_path_that_is_killed_and_begins_again_loses_nothing(
    tab: Page, tmp_path: Path, open_canvas: Callable[[str], Canvas]
) -> None:
    port, path = free_port(), "some/where"
    mark = tab.locator(".saved-mark")
    with app_server(tmp_path, port=port, prefix=path) as first:
        canvas = open_canvas(first.url)
        above = canvas.drag_in("keras.Input")
        canvas.settle(WARM_MS)
        expect(mark).to_have_attribute("data-state", "saved", timeout=SETTLE_MS)
        expect(tab).to_have_url(re.compile("draft="), timeout=SETTLE_MS)
    # Only the canvas says so: Streamlit's dialog would lie over it, and its mark over a menu.
    expect(mark).to_have_attribute("data-state", "lost", timeout=SETTLE_MS)
    with tab.expect_console_message(lambda message: "not responding" in message.text):
        pass  # Streamlit has given up for the time being.
    expect(tab.get_by_role("dialog")).to_have_count(0)
    expect(tab.get_by_test_id("stConnectionStatus")).to_be_hidden()
    offline = canvas.drag_in("keras.layers.Dense", below=above)
    with app_server(tmp_path, port=port, prefix=path) as second:
        canvas.settle(WARM_MS)
        expect(mark).to_have_attribute("data-state", "saved", timeout=SETTLE_MS)
        assert set(canvas.ids()) == {above, offline}
        again = open_canvas(tab.url.replace(first.url, second.url))
        expect(again.node(offline)).to_be_visible(timeout=SETTLE_MS)
        again.settle(WARM_MS)
        assert "def build_model" in again.code()
