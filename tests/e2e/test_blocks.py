"""Blocks made, opened, repeated and dissolved, and a large model that opens as its blocks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.canvas import Canvas

pytestmark = pytest.mark.e2e

INSIDE = ["dense", "dropout", "dense_1", "dense_2", "add", "activation"]


def select_all_of(canvas: Canvas, nodes: list[str]) -> None:
    """Click one node after the other."""
    canvas.select(nodes[0])
    selected = canvas.page.locator(".react-flow__node.selected")
    for count, node in enumerate(nodes[1:], start=2):
        canvas.still(500)  # What is selected is moved into view, once it was no double click.
        canvas.node(node).locator(".call-title").click(modifiers=["ControlOrMeta"])
        expect(selected).to_have_count(count)


def test_a_block_is_made_opened_and_dissolved(canvas: Canvas) -> None:
    page = canvas.page
    canvas.open_gallery("Residual classifier")
    flat = canvas.design()["main"]

    # By mouse: the tool on the panel of what is selected.
    select_all_of(canvas, INSIDE)
    canvas.press("Make a block")
    expect(page.locator(".react-flow__node")).to_have_count(3)
    assert canvas.selected() == "block"
    canvas.expect_parameters(12_938)

    # Open by double click, edit inside, and back by the breadcrumb.
    canvas.node("block").locator(".call-title").dblclick()
    expect(canvas.node("activation")).to_be_visible()
    canvas.select("dense_1")
    canvas.write("units", "32")
    canvas.select("dense_2")
    canvas.write("units", "32")
    page.locator(".breadcrumb button").first.click()
    expect(canvas.node("block")).to_contain_text("(None, 32)")

    # By keyboard: dissolved, with what was changed inside, and all taken back step by step.
    canvas.node("block").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Shift+G")
    expect(page.locator(".react-flow__node")).to_have_count(8)
    dissolved = canvas.design()
    assert dissolved["models"] == {}
    assert dissolved["main"]["operations"]["dense_1"]["config"]["units"] == 32
    assert sorted(dissolved["main"]["nodes"]) == sorted(flat["nodes"])
    for _ in range(4):
        canvas.undo()
    expect(page.locator(".react-flow__node")).to_have_count(8)
    assert canvas.design()["main"] == flat

    # By keyboard made again; what cannot be a block is told in a sentence, and nothing is lost.
    canvas.select("dense")
    page.keyboard.press("Control+G")
    expect(canvas.node("block")).to_be_visible()
    canvas.undo()
    select_all_of(canvas, ["dense", "add"])
    page.keyboard.press("Control+G")
    expect(page.locator(".notice")).to_contain_text("takes from the selected nodes")
    assert canvas.design()["main"] == flat


def test_an_argument_is_lifted_and_a_block_repeated(canvas: Canvas) -> None:
    page = canvas.page
    canvas.item("keras.Input").click()
    canvas.item("keras.layers.Dense").click()
    canvas.write("units", "784")
    page.locator(".canvas").focus()
    page.keyboard.press("Control+G")
    canvas.node("block").locator(".call-title").dblclick()
    canvas.select("dense")
    row = page.locator(".inspector .form-field").filter(has_text="units").first
    row.hover()
    row.get_by_role("button", name=re.compile("^Lift units")).click()
    expect(canvas.field("units")).to_have_value("units")
    canvas.write("units", "2 * units")
    expect(canvas.node("dense")).to_contain_text("2 * units")
    canvas.write("units", "2 * unit")
    expect(page.locator(".inspector")).to_contain_text("names unit")
    canvas.write("units", "units")
    page.locator(".breadcrumb button").first.click()

    # Each use has a value of its own.
    canvas.select("block")
    canvas.write("units", "32")
    expect(canvas.node("block")).to_contain_text("units=32")
    canvas.expect_parameters(784 * 32 + 32)
    canvas.write("units", "784")
    expect(canvas.node("block")).not_to_contain_text("units=")

    # Many of them, one after another, are drawn as one.
    times = page.get_by_role("textbox", name="How many times, one after another")
    times.fill("12")
    expect(canvas.node("block").locator(".repeat-badge")).to_have_text("× 12")
    canvas.expect_parameters(12 * (784 * 784 + 784))
    times.fill("1001")
    expect(page.locator(".inspector")).to_contain_text("repeated 1 to 1,000 times")
    times.press("Escape")
    canvas.undo()
    expect(canvas.node("block").locator(".repeat-badge")).to_have_count(0)
    canvas.expect_parameters(784 * 784 + 784)


def test_a_large_model_opens_as_its_blocks(canvas: Canvas) -> None:
    page = canvas.page
    canvas.open_gallery("MobileNetV2")
    frames = page.locator('.react-flow__node[data-id^="frame:"]')
    expect(frames).to_have_count(16)
    expect(page.locator(".status-bar")).to_contain_text("156 nodes")

    # By mouse: expanded in place and taken back; by keyboard, with what is in it.
    first = frames.first
    name = first.get_attribute("data-id") or ""
    first.locator(".call-title, .call-far").dblclick()
    expect(frames).to_have_count(15)
    canvas.node("block_1_expand").click()
    canvas.key("e")
    expect(frames).to_have_count(16)
    canvas.undo()
    expect(frames).to_have_count(15)
    canvas.redo()
    canvas.node(name).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".status-bar")).to_contain_text("9 selected")
    page.keyboard.press("Enter")
    expect(frames).to_have_count(15)
    canvas.undo()

    # A block of what a frame hides: it is selected again.
    expect(page.locator(".status-bar")).to_contain_text("9 selected")
    canvas.key("Control+G")
    expect(canvas.node("block_1")).to_be_visible()
    expect(frames).to_have_count(15)
    canvas.settle()
