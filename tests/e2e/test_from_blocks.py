"""A transformer of twelve blocks drawn with the keyboard alone, a U-Net with the mouse alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas

pytestmark = pytest.mark.e2e


def test_a_transformer_of_twelve_blocks_by_keyboard(canvas: Canvas, tab: Page) -> None:
    keyboard = tab.keyboard

    def add(name: str) -> None:
        keyboard.press("Space")
        canvas.look_for(name)

    def write(argument: str, text: str) -> None:
        """Into a field of the inspector, which `i` leads to, and back to the canvas."""
        expect(tab.locator(".inspector input").first).to_be_visible()
        keyboard.press("i")
        reached = []
        while argument not in (at := tab.evaluate(FOCUSED)):
            reached.append(at)
            assert len(reached) < 20, reached
            keyboard.press("Tab")
        keyboard.press("Control+a")
        keyboard.type(text)
        keyboard.press("Enter")
        keyboard.press("Escape")
        tab.locator(".canvas").focus()

    tab.locator(".canvas").focus()
    add("Input")
    write("shape", "128")
    add("Embedding")
    write("input_dim", "8000")
    write("output_dim", "64")
    canvas.settle(WARM_MS)
    add("Transformer encoder")
    expect(canvas.node("transformer_encoder")).to_contain_text("dim=64")
    write("How many times", "12")
    expect(canvas.node("transformer_encoder").locator(".repeat-badge")).to_have_text("× 12")
    add("GlobalAveragePooling1D")
    add("Dense")
    write("units", "2")
    block = 4 * (64 * 64 + 64) + 2 * 64 * 512 + 512 + 64 + 4 * 64
    canvas.expect_parameters(8000 * 64 + 12 * block + 65 * 2)

    code = canvas.code()
    assert "def build_transformer_encoder(" in code
    assert "range(1, 13)" in code
    assert len(code.splitlines()) < 70
    assert canvas.design()["main"]["operations"]["transformer_encoder"]["repeat"] == 12


def test_a_unet_of_blocks_by_mouse(canvas: Canvas, tab: Page) -> None:
    def drag_block(title: str, below: str, beside: bool = False) -> str:
        tab.get_by_role("combobox", name="Search layers and operations").fill(title)
        row = tab.get_by_role("treeitem").filter(
            has=tab.locator(".palette-label").get_by_text(title, exact=True)
        )
        canvas.fit()
        x, y = canvas.place(below)
        count = len(canvas.ids())
        box = canvas.node(below).bounding_box()
        assert box is not None
        end = (x + box["width"] * 1.2, y) if beside else (x, y + box["height"] * 1.6)
        start = row.bounding_box()
        assert start is not None
        canvas.pull((start["x"] + 60, start["y"] + start["height"] / 2), end)
        expect(tab.locator(".react-flow__node")).to_have_count(count + 1)
        return canvas.selected()

    image = canvas.drag_in("keras.Input")
    canvas.write("shape", "64, 64, 3")
    above, levels = image, []
    for filters in (16, 32):
        down = drag_block("U-Net down", above)
        canvas.connect(above, down)
        canvas.settle(WARM_MS)
        canvas.select(down)
        canvas.write("filters", str(filters))
        levels.append((down, filters))
        above = down
    bottom = drag_block("Conv-BN-ReLU", above)
    canvas.connect(above, bottom)
    canvas.select(bottom)
    canvas.write("filters", "64")
    above = bottom
    for down, filters in reversed(levels):
        up = drag_block("U-Net up", above)
        canvas.connect(above, up)
        canvas.connect(down, up, output=1)
        canvas.select(up)
        canvas.write("filters", str(filters))
        above = up
    head = canvas.drag_in("keras.layers.Conv2D", below=above)
    canvas.connect(above, head)
    canvas.select(head)
    canvas.write("filters", "1")
    canvas.write("kernel_size", "1")
    expect(canvas.node(head)).to_contain_text("(None, 64, 64, 1)", timeout=SETTLE_MS)
    canvas.tab("Problems")
    expect(tab.locator(".problems .error")).to_have_count(0)

    canvas.tab("Code")
    code = canvas.code()
    assert len(re.findall(r"^def \w+", code, re.M)) <= 4
    design = canvas.design()
    assert sorted(design["models"]) == ["conv_bn_relu", "unet_down", "unet_up"]


FOCUSED = """() => {
    let found = document.activeElement;
    while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
    return [found?.id, found?.ariaLabel, found?.localName].join(" ");
}"""
