"""See the numbers flow: draw a digit, step through the calls, train a step."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from model_codegen.design.fileformat.serialization import dumps
from tests.drafting import design, inp, layer
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


def test_samples_of_ones_own_file_flow_and_are_learnt_from(canvas: Canvas, tmp_path: Path) -> None:
    page = canvas.page
    file = tmp_path / "leaves.csv"
    rows = [f"{height},{height % 3 + 0.5},{height % 2}" for height in range(20)]
    file.write_text("\n".join(["height,width,kind", *rows]), encoding="utf-8")
    x, kind = (inp(2),), (layer("Dense", units=2, activation="softmax"), "x")
    data = dumps(design({"x": x, "kind": kind})).encode()
    given = {"name": "leaves.json", "mimeType": "application/json", "buffer": data}
    page.locator('input[aria-label="Design file"]').set_input_files(given)  # type: ignore[arg-type]
    canvas.expect_parameters(6)
    canvas.tab("Train")
    page.get_by_role("button", name="Set up training").click(timeout=SETTLE_MS)
    page.locator(".st-key-train-data-title button").click(timeout=SETTLE_MS)
    page.get_by_role("combobox", name="Learns from").click()
    page.get_by_role("option", name="A file of your own …").click()
    page.locator('.st-key-train-data-section input[type="file"]').set_input_files(file)
    # Its columns go where their names and the shapes of the inputs say.
    expect(page.locator(".st-key-train-data-title")).to_contain_text("leaves", timeout=SETTLE_MS)

    canvas.tab("Values")
    page.get_by_role("button", name="Your data", exact=True).click(timeout=SETTLE_MS)
    learnt = np.random.default_rng(0).permutation(20)[4:]  # A fifth is kept to validate.
    target, sample = page.locator(".own-sample .target"), page.get_by_label("Sample of leaves.csv")
    expect(page.locator(".own-sample")).to_contain_text("of 16, leaves.csv", timeout=SETTLE_MS)
    expect(target).to_have_text(f"kind = {learnt[0] % 2}")
    sample.fill(str(at := next(n for n in range(1, 16) if learnt[n] % 2 != learnt[0] % 2)))
    expect(target).to_have_text(f"kind = {learnt[at] % 2}", timeout=SETTLE_MS)
    for turn in ("The sample before", "The next sample"):
        page.get_by_role("button", name=turn).click()
    expect(sample).to_have_value(str(at))
    page.get_by_label("Gradient step").check()
    expect(page.locator(".loss")).to_contain_text(
        "SparseCategoricalCrossentropy", timeout=SETTLE_MS
    )
    expect(page.locator(".loss")).to_contain_text(f"Learnt from sample {at} of leaves.csv")
