"""See the numbers flow: draw a digit, step through the calls, train a step."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import SETTLE_MS, Canvas

pytestmark = pytest.mark.e2e


def test_a_digit_that_is_drawn_flows_through_every_call(canvas: Canvas) -> None:
    canvas.open_gallery("Digit CNN")
    page = canvas.page
    canvas.tab("Values")
    details = page.locator(".call-details")
    expect(details.locator("h3")).to_have_text("input_layer", timeout=SETTLE_MS)
    expect(page.locator(".value-chip")).to_have_count(7)  # six wires and the output
    page.get_by_role("button", name="Draw", exact=True).click()
    pixels = page.get_by_label("Draw input_layer")
    expect(page.locator(".figures")).to_contain_text("zeros100%", timeout=SETTLE_MS)
    pixels.click(position={"x": 60, "y": 60})
    expect(page.locator(".figures")).to_contain_text("max1", timeout=SETTLE_MS)
    page.get_by_role("button", name="The next call").click()
    expect(details.locator("h3")).to_have_text("conv2d", timeout=SETTLE_MS)
    expect(details).to_contain_text("kernel(3, 3, 1, 32)")
    page.locator(".value-chip[title^='flatten:']").click()
    expect(details.locator("h3")).to_have_text("flatten", timeout=SETTLE_MS)
    page.get_by_label("Gradient step").check()
    canvas.select("dense")
    expect(details).to_contain_text("after the step", timeout=SETTLE_MS)
    expect(page.locator(".loss")).to_contain_text("after one step of 0.1")
    canvas.tab("Code")
    expect(page.locator(".value-chip")).to_have_count(0)
