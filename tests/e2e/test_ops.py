"""Functions of `keras.ops` are found, wired and set like layers, and read like mathematics."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import WARM_MS, Canvas

pytestmark = pytest.mark.e2e


def statements(code: str) -> list[str]:
    """What `build_model` does between its inputs and its return."""
    body = code.split("def build_model():\n")[1].split("    return ")[0]
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    return [line for line in lines if "keras.Input(" not in line]


def test_operators_indexing_and_functions_by_mouse(canvas: Canvas, tab: Page) -> None:
    image = canvas.drag_in("keras.Input")
    canvas.write("shape", "28, 28")
    canvas.rename("image")

    scaled = canvas.drag_in("keras.ops.true_divide", below=image)
    canvas.connect(image, scaled)
    canvas.settle(WARM_MS)
    error = canvas.node(scaled).locator(".callout-error")
    expect(error).to_contain_text("needs a tensor or a number for x2")
    canvas.select(scaled)
    tab.get_by_label("x2", exact=True).select_option(label="a number")
    tab.get_by_label("x2 as a number").fill("255")
    expect(canvas.node(scaled).locator(".call-title")).to_have_text("x / 255")

    row = canvas.drag_in("keras.ops.get_item", below=scaled)
    canvas.connect(scaled, row)
    canvas.settle()
    expect(canvas.node(row).locator(".callout-error")).to_contain_text("needs key, such as :, 0")
    canvas.select(row)
    canvas.write("key", ":, nothing")
    wrong = tab.locator(".form-errors").filter(has_text="must be an index as in Python")
    expect(wrong).to_be_visible()
    assert canvas.design()["main"]["nodes"][row]["kwargs"] == {}
    canvas.write("key", ":, 0")
    expect(wrong).to_have_count(0)
    expect(canvas.node(row).locator(".call-title")).to_have_text("x[:, 0]")
    key = canvas.design()["main"]["nodes"][row]["kwargs"]["key"]
    assert key == {"tuple": [{"slice": [None, None, None]}, 0]}

    mean = canvas.drag_in("keras.ops.mean", beside=row)
    canvas.write("axis", "1")
    canvas.connect(scaled, mean)
    expect(canvas.node(mean).locator(".call-title")).to_have_text("mean(axis=1)")

    total = canvas.drag_in("keras.ops.add", below=row)
    canvas.connect(row, total, port="/args/0")
    canvas.connect(mean, total, port="/args/1")
    canvas.settle()
    expect(canvas.node(total).locator(".call-title")).to_have_text("a + b")
    expect(canvas.node(total)).to_contain_text("(None, 28)")
    expect(tab.locator(".callout-error")).to_have_count(0)

    wanted = [
        "true_divide = image / 255",
        "get_item = true_divide[:, 0]",
        "mean = ops.mean(true_divide, axis=1)",
        "outputs = get_item + mean",
    ]
    assert sorted(statements(canvas.code())) == sorted(wanted)

    canvas.undo()
    expect(tab.locator(".react-flow__edge")).to_have_count(4)
    canvas.redo()
    assert sorted(statements(canvas.code())) == sorted(wanted)

    # The number gives way to a tensor again.
    canvas.select(scaled)
    tab.get_by_label("x2", exact=True).select_option(label="Connect from…")
    expect(canvas.node(scaled).locator(".call-title")).to_have_text("a / b")
    canvas.settle()
    expect(error).to_be_visible()


def test_a_chain_of_functions_by_keyboard(canvas: Canvas, tab: Page) -> None:
    def add(text: str) -> str:
        search = tab.get_by_role("combobox", name="Search layers and operations")
        search.fill(text)
        search.press("Enter")
        expect(tab.locator(".react-flow__node.selected")).to_have_count(1)
        return canvas.selected()

    add("Input")
    canvas.write("shape", "3, 8")
    parts = add("split")
    canvas.write("indices_or_sections", "2")
    canvas.write("axis", "-1")
    canvas.settle(WARM_MS)
    expect(canvas.node(parts).locator(".source")).to_have_count(2)
    tab.get_by_role("button", name="Undo").click()
    expect(canvas.node(parts).locator(".call-title")).to_have_text(re.compile(r"^split\(2\)$"))
    tab.get_by_role("button", name="Redo").click()

    joined = canvas.drag_in("keras.ops.concatenate", below=parts)
    canvas.connect(parts, joined, output=1)
    canvas.connect(parts, joined, output=0)
    canvas.select(joined)
    flat = add("ops.reshape")
    canvas.write("newshape", "-1, 24")
    canvas.settle()
    expect(canvas.node(flat)).to_contain_text("(None, 24)")
    code = statements(canvas.code())
    assert code == [
        "split, split_1 = ops.split(inputs, 2, axis=-1)",
        "x = ops.concatenate([split_1, split])",
        "outputs = ops.reshape(x, (-1, 24))",
    ]


def test_operations_stand_apart_from_layers(canvas: Canvas, tab: Page) -> None:
    search = tab.get_by_role("combobox", name="Search layers and operations")
    rows = tab.locator(".palette-item, .palette-title")
    for text, first in (("mean", "ops.mean"), ("index", "ops.get_item"), ("+", "ops.add")):
        search.fill(text)
        expect(rows.nth(0)).to_have_text("Operations")
        expect(rows.nth(1)).to_contain_text(first)
    search.fill("concatenate")
    expect(rows).to_have_text(["Concatenate", "Operations", "ops.concatenate"])
    search.fill("")
    tab.get_by_role("treeitem", name="Operations").click()
    tab.get_by_role("treeitem", name="Linear algebra").click()
    expect(canvas.item("keras.ops.svd")).to_have_attribute("title", re.compile("singular value"))
