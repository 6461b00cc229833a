"""Nothing is lost: refresh, history, bad files."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas

pytestmark = pytest.mark.e2e


def test_refresh_keeps_everything(
    canvas: Canvas, tab: Page, open_canvas: Callable[[str], Canvas]
) -> None:
    canvas.open_gallery("Two inputs, two heads")
    canvas.select("digit")
    canvas.write("units", "7")
    canvas.settle()
    expect(tab.locator(".saved-mark")).to_have_attribute("data-state", "saved", timeout=SETTLE_MS)
    before = canvas.saved()
    assert "draft=" in tab.url

    again = open_canvas(tab.url)
    again.settle(WARM_MS)
    assert again.saved() == before


def test_twenty_steps_back_and_forth_leave_every_byte(canvas: Canvas, tab: Page) -> None:
    empty = canvas.saved()
    nodes = [canvas.drag_in("keras.Input")]
    for _ in range(4):
        nodes.append(canvas.drag_in("keras.layers.Dense", below=nodes[-1]))
    for source, target in itertools.pairwise(nodes):
        canvas.connect(source, target)
    canvas.select(nodes[1])
    canvas.choose("activation", "relu")
    canvas.choose("activation", "gelu")
    canvas.press("Call again")
    canvas.press("Make a copy")
    canvas.rename("twin")
    canvas.key("Delete")
    canvas.select(nodes[2])
    canvas.key("Control+d")
    canvas.key("Delete")
    canvas.select(nodes[3])
    canvas.key("ArrowRight")
    canvas.key("Shift+ArrowUp")
    tab.get_by_role("combobox", name="Dtype policy of the design").select_option("mixed_bfloat16")
    tab.get_by_role("button", name="Tidy").click()
    expect(tab.get_by_role("button", name="Undo")).to_have_attribute("title", "Undo: Tidy (Ctrl+Z)")
    drawn = canvas.saved()
    assert drawn != empty

    undo = tab.get_by_role("button", name="Undo")
    steps = 0
    while undo.is_enabled():
        canvas.undo()
        steps += 1
    assert steps >= 20 - 1
    assert canvas.saved() == empty
    canvas.deselect()
    for _ in range(steps):
        tab.keyboard.press("Control+Shift+z")
    assert canvas.saved() == drawn
    canvas.settle(WARM_MS)
    assert canvas.saved() == drawn


BAD_FILES = {
    "truncated": b'{"schema_version": 2, "main": {"na',
    "foreign": b'{"nodes": [], "edges": []}',
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "deep": b"[" * 100_000,
    "large": b'"' + b" " * (17 * 1024 * 1024) + b'"',
}


def test_a_bad_file_is_refused_in_a_sentence_and_changes_nothing(
    canvas: Canvas, tab: Page, tmp_path: Path
) -> None:
    canvas.drag_in("keras.layers.Dense")
    before = canvas.saved()
    notice = tab.locator(".notice")
    for name, content in BAD_FILES.items():
        file = tmp_path / f"{name}.json"
        file.write_bytes(content)
        tab.locator('input[aria-label="Design file"]').set_input_files(file)
        expect(notice).to_contain_text(".", timeout=SETTLE_MS)
        assert "Traceback" not in (notice.text_content() or ""), name
        assert canvas.saved() == before, name
        notice.get_by_role("button", name="Close").click()
        expect(notice).to_have_count(0)


def test_a_saved_file_opens_again(canvas: Canvas, tab: Page, tmp_path: Path) -> None:
    canvas.open_gallery("Siamese comparator")
    file = tmp_path / "siamese.json"
    file.write_text(canvas.saved(), encoding="utf-8")
    tab.get_by_role("button", name="File", exact=True).click()
    tab.get_by_role("menuitem", name="New").click()
    expect(tab.locator(".react-flow__node")).to_have_count(0)
    tab.locator('input[aria-label="Design file"]').set_input_files(file)
    expect(tab.locator(".react-flow__node")).not_to_have_count(0)
    canvas.settle(WARM_MS)
    canvas.expect_parameters(217_537)
    assert canvas.saved() == file.read_text(encoding="utf-8")
