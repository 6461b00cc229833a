"""Costs on the canvas: a lens colours nodes by what they cost, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import SETTLE_MS, Canvas

pytestmark = pytest.mark.e2e


def test_a_lens_shows_what_each_call_costs(canvas: Canvas) -> None:
    canvas.open_gallery("Digit CNN")
    page = canvas.page
    lens = page.get_by_label("Lens")
    lens.select_option("flops")
    status = page.locator(".status-bar")
    expect(status).to_contain_text("159 M FLOPs", timeout=SETTLE_MS)
    expect(status).to_contain_text("for batch 32")
    expect(page.locator(".is-lensed .lens-bar").first).to_be_visible()
    batch = page.get_by_label("batch", exact=True)
    batch.fill("1")
    batch.press("Enter")
    expect(status).to_contain_text("4.97 M FLOPs", timeout=SETTLE_MS)
    batch.fill("0")
    batch.press("Enter")
    expect(batch).to_have_attribute("aria-invalid", "true")
    expect(status).to_contain_text("4.97 M FLOPs")
    lens.focus()
    lens.press("d")  # Dtype, by keyboard
    expect(page.locator(".lens-figure").last).to_have_text("float32")
    lens.select_option("off")
    expect(page.locator(".is-lensed")).to_have_count(0)
    expect(status).not_to_contain_text("FLOPs")


def test_the_summary_ranks_calls_by_cost(canvas: Canvas) -> None:
    canvas.open_gallery("Digit CNN")
    page = canvas.page
    canvas.tab("Summary")
    expect(page.get_by_text("159 M FLOPs")).to_be_visible(timeout=SETTLE_MS)
    page.get_by_role("spinbutton", name="Batch").fill("1")
    page.get_by_role("spinbutton", name="Batch").press("Enter")
    expect(page.get_by_text("4.97 M FLOPs")).to_be_visible(timeout=SETTLE_MS)
