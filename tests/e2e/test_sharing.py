"""Two branches through one layer, and what a copy of it costs."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import WARM_MS, Canvas

pytestmark = pytest.mark.e2e


def test_siamese_shared_then_copied_then_shared_again(canvas: Canvas, tab: Page) -> None:
    left = canvas.drag_in("keras.Input")
    canvas.rename("left")
    right = canvas.drag_in("keras.Input", beside=left)
    canvas.rename("right")
    branches: list[list[str]] = [[], []]
    above = left
    for units in (256, 64):
        first = canvas.drag_in("keras.layers.Dense", below=above)
        canvas.write("units", str(units))
        canvas.choose("activation", "relu")
        canvas.press("Call again")
        expect(canvas.node(first)).not_to_have_class(re.compile(r"\bselected\b"))
        branches[0].append(first)
        branches[1].append(canvas.selected())
        above = first
    for source, branch in zip((left, right), branches, strict=True):
        for node in branch:
            canvas.connect(source, node)
            source = node
    merge = canvas.drag_in("keras.layers.Concatenate", below=above)
    canvas.connect(branches[0][-1], merge)
    canvas.connect(branches[1][-1], merge)
    head = canvas.drag_in("keras.layers.Dense", below=merge)
    canvas.write("units", "1")
    canvas.choose("activation", "sigmoid")
    canvas.rename("same_digit")
    canvas.connect(merge, head)
    canvas.settle(WARM_MS)
    canvas.expect_parameters(217_537)
    for branch in branches:
        expect(canvas.node(branch[0])).to_contain_text("of 2")

    for node in branches[1]:
        canvas.select(node)
        canvas.press("Make a copy")
    canvas.settle()
    canvas.expect_parameters(434_945)
    canvas.tab("Problems")
    advice = tab.locator(".problems .advice li").filter(has_text="copied-not-shared")
    expect(advice).to_contain_text("434,945")
    expect(advice).to_contain_text("217,537")
    advice.locator("button.fix").click()
    canvas.settle()
    canvas.expect_parameters(217_537)
    expect(advice).to_have_count(0)
