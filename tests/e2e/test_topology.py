"""A model that is no chain: Sequential refuses, with reasons that lead to their nodes."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas

pytestmark = pytest.mark.e2e


WHITE = """canvas => {
    if (canvas.width * canvas.height === 0) return null;  // It is being made anew.
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4)
        if (Math.min(data[i], data[i + 1], data[i + 2], data[i + 3]) > 250) count += 1;
    return count;
}"""


def wait_for_white(picture: Locator, fits: Callable[[int], bool]) -> None:
    """Wait until as many of a picture's pixels as are wanted are white."""
    end = time.monotonic() + SETTLE_MS / 1000
    while (count := white(picture)) is None or not fits(count):
        assert time.monotonic() < end, f"{count} pixels are white."
        time.sleep(0.2)


def white(picture: Locator) -> int | None:
    """How many of a picture's pixels are white; None while it is being made anew."""
    try:
        count: int | None = picture.content_frame.locator("canvas").first.evaluate(WHITE)
    except Error as error:
        if "detached" not in error.message:  # Its frame is another by now.
            raise
        return None
    return count


def test_two_heads_and_the_reasons_of_sequential(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Two inputs, two heads")
    canvas.expect_parameters(218_443)

    canvas.style("Sequential")
    panel = tab.locator(".code-view .reasons")
    expect(panel).to_contain_text("Sequential cannot express this model", timeout=SETTLE_MS)
    reasons = panel.get_by_role("button")
    expect(reasons.filter(has_text="one input")).not_to_have_count(0)
    expect(reasons.filter(has_text="one output")).not_to_have_count(0)
    reasons.filter(has_text="one output").first.click()
    for node in ("digit", "is_hard"):
        expect(tab.locator(f'.react-flow__node.selected[data-id="{node}"]')).to_have_count(1)
    expect(tab.locator(".chip")).to_contain_text("topology")

    canvas.style("Subclass")
    code = canvas.code()
    assert "class " in code
    assert "def call(" in code

    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    canvas.tab("Plot")
    copy = tab.locator(".st-key-plot .copy")
    copy.click(timeout=SETTLE_MS)
    expect(copy).to_have_text("Copied")

    # Over the pictures of the page that explains it the wheel scrolls; with Ctrl it zooms them.
    tab.get_by_role("link", name="Chain or topology?").click()
    picture = tab.locator(".st-key-topology iframe").first
    expect(picture).to_be_visible(timeout=SETTLE_MS)
    drawn = tab.frame_locator(".st-key-topology iframe").first.locator("canvas")
    expect(drawn).to_be_visible(timeout=SETTLE_MS)
    picture.hover()
    tab.mouse.wheel(0, 200)
    tab.wait_for_function("() => document.querySelector('[data-testid=stMain]').scrollTop > 50")

    # The chain ends where it is dragged to; a reason has repairs, and a repair a way back.
    page = tab.locator(".st-key-topology")
    expect(page.get_by_text("Sequential would hold 3 of 8 calls")).to_be_visible(timeout=SETTLE_MS)
    page.get_by_role("slider").press("ArrowLeft")
    expect(page.get_by_text("Sequential would hold 2 of 8 calls")).to_be_visible(timeout=SETTLE_MS)
    page.locator(".st-key-reason-1").get_by_role("button").first.click()
    page.get_by_role("button", name="Keep only digit").click(timeout=SETTLE_MS)
    expect(page.get_by_text("is a topology, for 2 reasons")).to_be_visible(timeout=SETTLE_MS)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("is a topology, for 4 reasons")).to_be_visible(timeout=SETTLE_MS)

    # An example is put on the canvas with its repair.
    page.get_by_role("combobox").click()
    tab.get_by_role("option", name="Two inputs, two heads").click()
    expect(page.get_by_text("The design", exact=True)).to_be_visible(timeout=SETTLE_MS)
    reason = page.locator(".st-key-reason-0").get_by_role("button").first
    expect(tab.locator("[data-test-script-state=running]")).to_have_count(0)
    reason.click()
    repair = page.get_by_role("button", name="Put it on the canvas").first
    repair.click(timeout=WARM_MS)
    done = page.get_by_text("Done: Flatten to one input of 792.")
    expect(done).to_be_visible(timeout=SETTLE_MS)
    expect(page.get_by_text("is a topology, for 2 reasons")).to_be_visible(timeout=SETTLE_MS)

    # In another theme they have other colours: in the dark nothing of them is white.
    chain = tab.locator(".st-key-topology iframe").nth(1)
    expect(chain).to_be_visible(timeout=SETTLE_MS)
    wait_for_white(chain, lambda pixels: pixels > 1000)
    tab.emulate_media(color_scheme="dark")
    try:
        wait_for_white(chain, lambda pixels: pixels < 1000)
    finally:
        tab.emulate_media(color_scheme="null")
