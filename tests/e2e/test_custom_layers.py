"""Layers of one's own: written on the canvas, run once that is agreed, kept in the design."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas

pytestmark = pytest.mark.e2e


def test_a_new_layer_runs_after_the_question_and_follows_its_code(
    canvas: Canvas, tab: Page
) -> None:
    canvas.item("keras.Input").click()
    tab.get_by_role("combobox", name="Search layers and operations").fill("custom")
    tab.get_by_role("treeitem").filter(has_text="New custom layer").click()
    node = canvas.node("learned_scale")
    expect(node.locator(".is-custom")).to_be_visible()
    # Its code is shown, and asked about, before anything of it runs.
    code = tab.locator(".cm-content")
    expect(code).to_contain_text("class LearnedScale(keras.layers.Layer)", timeout=WARM_MS)
    canvas.settle(WARM_MS)
    expect(tab.get_by_text("Run only code that you have read")).to_be_visible()
    expect(node).not_to_contain_text("784 params")
    tab.get_by_role("button", name="Run it").click()
    canvas.expect_parameters(784)
    expect(node).to_contain_text("(None, 784)")

    # What was agreed to is changed here: the layer follows, and nothing is asked again.
    tab.locator(".cm-line").filter(has_text="class LearnedScale").click()
    tab.keyboard.press("Home")
    for _ in range(len("class ")):
        tab.keyboard.press("ArrowRight")
    for _ in range(len("LearnedScale")):
        tab.keyboard.press("Delete")
    tab.keyboard.type("Gain")
    bar = tab.get_by_label("Your edit")
    expect(bar).to_contain_text("1 class renamed", timeout=SETTLE_MS)
    bar.get_by_role("button", name="Apply").click()
    expect(node.locator(".call-title")).to_have_text("Gain")
    canvas.expect_parameters(784)
    expect(tab.get_by_text("Run only code that you have read")).to_have_count(0)

    # The source of the model holds the class.
    tab.get_by_role("tab", name="Code", exact=True).click()
    expect(code).to_contain_text(re.compile(r"class Gain\(.*= Gain\(", re.DOTALL))
