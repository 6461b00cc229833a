"""Blocks outside the design, designs compared, and drafts found again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas

pytestmark = pytest.mark.e2e


def found(page: Page, text: str, label: str) -> Locator:
    """A row of the palette that a search finds."""
    page.get_by_role("combobox", name="Search layers and operations").fill(text)
    title = page.locator(".palette-label").get_by_text(label, exact=True)
    row = page.get_by_role("treeitem").filter(has=title)
    expect(row).to_have_count(1)
    return row


def open_recent(page: Page) -> Locator:
    page.get_by_role("button", name="Recent drafts").click()
    return page.get_by_test_id("stPopoverBody")


def test_a_ready_block_is_dropped_kept_and_found_in_another_window(
    canvas: Canvas, tab: Page
) -> None:
    canvas.drag_in("keras.Input")
    canvas.write("shape", "16, 16, 48")
    canvas.settle(WARM_MS)
    row = found(tab, "squeeze excite", "Squeeze-and-excite")
    row.hover()
    card = tab.get_by_role("dialog", name="Squeeze-and-excite")
    expect(card.get_by_role("img")).to_be_visible()
    expect(card).to_contain_text("channels=64")
    expect(card.get_by_role("link", name="paper")).to_have_attribute(
        "href", "https://arxiv.org/abs/1709.01507"
    )
    row.drag_to(tab.locator(".canvas"), target_position={"x": 180, "y": 560})
    expect(canvas.node("squeeze_and_excite")).to_be_visible()
    canvas.connect("input_layer", "squeeze_and_excite")
    canvas.settle()
    # Its channels are those of what it is wired to.
    expect(canvas.node("squeeze_and_excite")).to_contain_text("(None, 16, 16, 48)")
    canvas.expect_parameters(49 * 3 + 4 * 48)
    canvas.select("squeeze_and_excite")
    canvas.press("Save to my blocks")
    expect(tab.locator(".notice")).to_contain_text("is among your blocks")

    other = tab.context.new_page()
    second = Canvas(other, tab.url.partition("?")[0])
    mine = found(other, "squeeze_and_excite", "squeeze_and_excite")
    expect(mine).to_contain_text("mine")
    mine.click()
    expect(second.node("squeeze_and_excite")).to_be_visible()
    assert second.design()["models"].keys() == {"squeeze_and_excite"}
    other.get_by_role("combobox", name="Search layers and operations").fill("squeeze_and_excite")
    mine = other.get_by_role("treeitem").filter(has_text="mine")
    mine.hover()
    card = other.get_by_role("dialog", name="squeeze_and_excite")
    card.get_by_role("button", name="Rename").click()
    card.get_by_role("textbox", name="Name of the block").fill("Gate")
    card.get_by_role("button", name="Rename").click()
    gate = found(tab, "gate", "Gate")
    gate.hover()
    card = tab.get_by_role("dialog", name="Gate")
    card.get_by_role("button", name="Delete").click()
    card.get_by_role("button", name="Delete it").click()
    expect(gate).to_have_count(0)
    other.close()


def test_earlier_designs_are_gone_back_to_compared_duplicated_and_deleted(
    canvas: Canvas, tab: Page
) -> None:
    name, mark = tab.locator(".design-name"), tab.locator(".saved-mark")
    expect(tab).to_have_url(re.compile("draft="))
    addresses = [tab.url]
    for title in ("Residual classifier", "Perceptron with dropout"):
        canvas.open_gallery(title)
        expect(mark).to_have_attribute("data-state", "saved", timeout=SETTLE_MS)
        addresses.append(tab.url)
    for move, at, shown in (
        (tab.go_back, 1, "residual_classifier"),
        (tab.go_forward, 2, "dropout_mlp"),
    ):
        move()
        expect(tab).to_have_url(addresses[at])
        expect(name).to_have_value(shown)

    recent = open_recent(tab)
    expect(recent).to_contain_text("residual_classifier")
    expect(recent).not_to_contain_text("\\")
    recent.get_by_role("button", name="compare_arrows").first.click()
    verdict = tab.get_by_role("heading", name="3 removed, 2 changed")
    expect(verdict).to_be_visible(timeout=WARM_MS)
    page = tab.locator(".st-key-compare")
    for told in ("Parameters", "FLOPs", "activation", "inputs: features → dense_1"):
        expect(page).to_contain_text(told)
    expect(page.locator("iframe")).to_have_count(2)

    tab.get_by_role("link", name="Design", exact=True).click()
    expect(name).to_have_value("dropout_mlp")
    recent = open_recent(tab)
    recent.get_by_role("button", name="content_copy").first.click()
    expect(name).to_have_value("residual_classifier copy")
    canvas.settle()
    assert 'name="residual_classifier_copy"' in canvas.code()
    recent = open_recent(tab)
    lines = recent.get_by_role("button", name="delete")
    expect(lines).to_have_count(2)
    lines.first.click()
    recent.get_by_role("button", name="Delete", exact=True).click()
    expect(lines).to_have_count(1)


def test_what_was_done_is_undone_after_a_reload(canvas: Canvas, tab: Page) -> None:
    canvas.drag_in("keras.layers.Dense")
    canvas.write("units", "7")
    expect(tab.locator(".saved-mark")).to_have_attribute("data-state", "saved", timeout=SETTLE_MS)
    tab.reload()
    undo = tab.get_by_role("button", name="Undo")
    expect(undo).to_be_enabled(timeout=WARM_MS)
    expect(undo).to_have_attribute("title", "Undo: Set dense.units (Ctrl+Z)")
    while undo.is_enabled():
        canvas.undo()
    expect(tab.locator(".react-flow__node")).to_have_count(0)
