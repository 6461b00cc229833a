"""Canvas and code point at each other without the server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import SETTLE_MS, Canvas

pytestmark = pytest.mark.e2e


def test_selection_passes_both_ways(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Siamese comparator")
    lines = tab.locator(".cm-line")
    expect(lines.filter(has_text="same_digit")).not_to_have_count(0, timeout=SETTLE_MS)
    canvas.select("same_digit")
    marked = tab.locator(".cm-line.cm-marked")
    expect(marked).to_contain_text("same_digit")

    lines.filter(has_text="oncatenate").first.click(position={"x": 40, "y": 8})
    expect(tab.locator(".react-flow__node.selected .call-title")).to_have_text("Concatenate")
    expect(marked.filter(has_text="oncatenate")).not_to_have_count(0)


def test_styles_by_keyboard(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    expect(tab.locator(".cm-content")).to_contain_text("keras.Model(", timeout=SETTLE_MS)
    tab.get_by_role("radio", name="Functional").focus()
    tab.keyboard.press("ArrowLeft")
    expect(tab.locator(".cm-content")).to_contain_text("keras.Sequential", timeout=SETTLE_MS)
    tab.keyboard.press("ArrowRight")
    expect(tab.locator(".cm-content")).not_to_contain_text("keras.Sequential", timeout=SETTLE_MS)
    expect(tab.get_by_role("radio", name="Functional")).to_be_checked()


def test_keys_of_the_page_stay_out_of_the_code(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    tab.locator(".cm-line").first.click()
    tab.keyboard.press("c")
    expect(tab.get_by_text(re.compile("clear.*cache", re.IGNORECASE))).to_have_count(0)
