"""Where a head stands is no meaning: outputs keep their order, until it is changed by hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import WARM_MS, Canvas

pytestmark = pytest.mark.e2e


def test_two_heads_keep_their_order_wherever_they_stand(canvas: Canvas, tab: Page) -> None:
    source = canvas.drag_in("keras.Input")
    first = canvas.drag_in("keras.layers.Dense", below=source)
    canvas.rename("later_in_the_alphabet")
    second = canvas.drag_in("keras.layers.Dense", beside=first)
    canvas.rename("a_head")
    canvas.connect(source, first)
    canvas.connect(source, second)
    canvas.settle(WARM_MS)
    code = canvas.code()
    assert code.index("[later_in_the_alphabet, a_head]") > code.index("keras.Model(")

    canvas.fit()
    before, beside = canvas.place(first), canvas.place(second)
    canvas.drag_node(first, (beside[0] + 300, beside[1]))
    assert canvas.place(first)[0] > canvas.place(second)[0] > before[0]
    assert canvas.code() == code
    tab.get_by_role("button", name="Tidy").click()
    assert canvas.code() == code

    canvas.deselect()
    expect(canvas.node(first).locator(".output-pill")).to_have_text("output 1")
    expect(canvas.node(second).locator(".output-pill")).to_have_text("output 2")
    tab.get_by_role("button", name="Open the inspector").click()
    outputs = tab.locator(".inspector ol .link")
    expect(outputs).to_have_text(["input_layer", "later_in_the_alphabet", "a_head"])
    canvas.press("Move a_head up")
    expect(outputs).to_have_text(["input_layer", "a_head", "later_in_the_alphabet"])
    expect(canvas.node(second).locator(".output-pill")).to_have_text("output 1")
    assert "[a_head, later_in_the_alphabet]" in canvas.code()
