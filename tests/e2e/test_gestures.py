"""What one expects of a drawing program: menus, wires that take layers, joining, searching."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas

pytestmark = pytest.mark.e2e

DENSE = "keras.layers.Dense"


def test_layers_go_into_wires_and_out_of_them_by_mouse(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    first, second, *_, last = canvas.ids()
    wires = canvas.wires()
    search = tab.get_by_role("combobox", name="Search layers and operations")

    # A layer that is dragged onto a wire lights it up, covers nothing, and is one step.
    canvas.fit()
    search.fill("Dropout")
    (x, top), (_, bottom) = canvas.port(first, "source"), canvas.port(second, "target")
    item = canvas.item("keras.layers.Dropout").bounding_box()
    assert item
    tab.mouse.move(item["x"] + 40, item["y"] + 10)
    tab.mouse.down()
    tab.mouse.move(item["x"] + 60, item["y"] + 20)
    tab.mouse.move(x + 6, (top + bottom) / 2, steps=4)
    tab.mouse.move(x + 5, (top + bottom) / 2)
    expect(tab.locator(".tensor-edge.is-drop")).to_have_count(1)
    tab.mouse.up()
    expect(canvas.node("dropout")).to_be_visible()
    expect(tab.locator(".tensor-edge.is-drop")).to_have_count(0)
    expect(search).to_have_value("")
    assert canvas.wires() == wires - {(first, second)} | {(first, "dropout"), ("dropout", second)}
    canvas.fit()
    assert canvas.lie_apart()

    # Deleted, it leaves a gap, and the offer to close it is one step together with the deletion.
    canvas.node("dropout").click(button="right")
    tab.get_by_role("menuitem", name=re.compile("^Delete Del|^Delete$")).click()
    tab.get_by_role("button", name="Join what was before and after").click()
    assert canvas.wires() == wires
    canvas.undo()
    assert ("dropout", second) in canvas.wires()
    canvas.undo()
    assert canvas.wires() == wires

    # The + in the middle of a wire.
    canvas.fit()
    middle = (x, (canvas.port(first, "source")[1] + canvas.port(second, "target")[1]) / 2)
    tab.mouse.move(*middle)
    tab.get_by_role("button", name="Insert a layer here").click()
    inserted = canvas.look_for("Dropout")
    assert (inserted, second) in canvas.wires()
    canvas.undo()

    # A wire that ends in the void asks for a layer: those that take the tensor, most used first.
    canvas.fit()
    box = tab.locator(".canvas").bounding_box()
    assert box
    canvas.pull(canvas.port(last, "source"), (box["x"] + 120, box["y"] + box["height"] - 90))
    expect(tab.locator(".quick-row").first).to_have_text("Dense")
    expect(tab.locator('.quick-row[data-path="keras.layers.Conv2D"]')).to_have_count(0)
    added = canvas.look_for("Dropout")
    assert (last, added) in canvas.wires()

    # Another class keeps its wires; a menu says so, and every menu can be had by Escape alone.
    canvas.fit()
    canvas.menu(canvas.node(second), "Replace it by another class")
    canvas.look_for("EinsumDense")
    assert (first, second) in canvas.wires()
    canvas.undo()

    # From a wired input to another output, and by the end of the wire, well above the port.
    canvas.fit()
    canvas.pull(canvas.port(added, "target"), canvas.port(second, "source"))
    assert {(second, added)} == {wire for wire in canvas.wires() if wire[1] == added}
    canvas.fit()
    x, y = canvas.port(added, "target")
    canvas.pull((x, y - 22), canvas.port(last, "target"))
    expect(tab.get_by_role("menu", name="This input is taken")).to_be_visible()
    tab.keyboard.press("Escape")

    # The other end, well below the port that it leaves.
    canvas.fit()
    x, y = canvas.port(second, "source")
    canvas.pull((x, y + 22), canvas.port(first, "source"))
    assert (first, added) in canvas.wires() or (first, last) in canvas.wires()


def test_everything_by_keyboard(canvas: Canvas, tab: Page) -> None:
    keyboard = tab.keyboard
    tab.locator(".canvas").focus()
    keyboard.press("Shift+I")
    keyboard.type("nput")
    expect(tab.locator(".quick-row").first).to_have_text("Input")
    keyboard.press("Enter")
    for units in ("Dense", "Dense"):
        keyboard.press("Space")
        canvas.look_for(units)
    wires = {("input_layer", "dense"), ("dense", "dense_1")}
    assert canvas.wires() == wires

    # The menu of what is selected, at its key: arrows and first letters move in it.
    tab.locator(".canvas").focus()
    keyboard.press("Shift+F10")
    menu = tab.get_by_role("menu")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    keyboard.press("ArrowUp")
    expect(menu.get_by_role("menuitem").last).to_be_focused()
    keyboard.press("c")
    expect(menu.get_by_role("menuitem", name="Call again")).to_be_focused()
    keyboard.press("Enter")
    expect(tab.locator(".react-flow__node")).to_have_count(4)
    expect(canvas.node("dense_1")).to_contain_text("call 1 of 2")

    # An input added to a call that lacks one stands above it, and is wired.
    again = canvas.selected()
    tab.locator(".canvas").focus()
    keyboard.press("Space")
    above = canvas.look_for("Input")
    assert (above, again) in canvas.wires()
    keyboard.press("Control+z")
    keyboard.press("Control+z")
    expect(tab.locator(".react-flow__node")).to_have_count(3)

    # Joining, replacing, inserting into the wire at the port that has the focus.
    canvas.node("dense").focus()
    keyboard.press("Enter")
    keyboard.press("Control+Delete")
    assert canvas.wires() == {("input_layer", "dense_1")}
    tab.locator(".canvas").focus()
    keyboard.press("Control+z")
    canvas.node("dense").focus()
    keyboard.press("Enter")
    keyboard.press("r")
    canvas.look_for("Dropout")
    assert canvas.wires() == wires
    canvas.node("dense_1").locator(".port.target").first.focus()
    keyboard.press("Shift+F10")
    tab.get_by_role("menuitem", name="Insert a layer").press("Enter")
    canvas.look_for("BatchNormalization")
    assert ("batch_normalization", "dense_1") in canvas.wires()

    # All in one line, and Ctrl+Z undoes the drawing wherever the focus is.
    before = canvas.design()["positions"]
    tab.locator(".canvas").focus()
    keyboard.press("Control+a")
    keyboard.press("ArrowRight")
    keyboard.press("Alt+a")
    lefts = {round(box["x"]) for box in map(Canvas._box, tab.locator(".react-flow__node").all())}
    assert len(lefts) == 1
    search = tab.get_by_role("combobox", name="Search layers and operations")
    search.fill("conv")
    search.press("Control+z")
    search.press("Control+z")
    expect(search).to_have_value("conv")
    assert canvas.design()["positions"] == before


def test_several_at_once_and_python_text(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    canvas.fit()
    # A rectangle selects what it touches.
    box = tab.locator(".canvas").bounding_box()
    assert box
    tab.keyboard.down("Shift")
    canvas.pull(
        (box["x"] + 60, box["y"] + 60),
        (box["x"] + box["width"] - 60, box["y"] + box["height"] - 90),
    )
    tab.keyboard.up("Shift")
    expect(tab.locator(".react-flow__node.selected")).to_have_count(len(canvas.ids()))
    # What the layers have in common is one form; where they differ, it says how.
    expect(tab.locator(".form-mixed").first).to_contain_text("Different ones")
    canvas.write("units", "32")
    canvas.settle(WARM_MS)
    layers = canvas.design()["main"]["operations"].values()
    units = [one["config"]["units"] for one in layers if one.get("class_name") == DENSE]
    assert len(units) > 1
    assert set(units) == {32}
    canvas.undo()
    canvas.deselect()
    tab.get_by_role("button", name="Select by dragging").click()
    canvas.pull(
        (box["x"] + 60, box["y"] + 60),
        (box["x"] + box["width"] - 60, box["y"] + box["height"] - 90),
    )
    expect(tab.locator(".react-flow__node.selected")).to_have_count(len(canvas.ids()))
    canvas.key("v")

    # Python text is added as a piece, wired to what is selected, and is one step.
    last = canvas.ids()[-1]
    count = len(canvas.ids())
    canvas.select(last)
    text = "x = layers.Dense(5)(x)\nx = layers.Dropout(0.25)(x)\n"
    tab.locator(".canvas").evaluate(
        """(canvas, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            canvas.dispatchEvent(
                new ClipboardEvent("paste", {
                    clipboardData,
                    bubbles: true,
                    composed: true,
                    cancelable: true,
                }),
            );
        }""",
        text,
    )
    expect(tab.locator(".react-flow__node")).to_have_count(count + 2, timeout=SETTLE_MS)
    pasted = [wire for wire in canvas.wires() if wire[0] == last]
    assert len(pasted) == 1
    canvas.undo()
    expect(tab.locator(".react-flow__node")).to_have_count(count)
    # A problem is told where it covers nothing.
    canvas.select(canvas.ids()[1])
    tab.keyboard.press("Delete")
    canvas.settle(WARM_MS)
    callout = tab.locator(".callout").first
    expect(callout).to_be_visible()
    canvas.fit()
    told = Canvas._box(callout)
    for node in tab.locator(".react-flow__node .call-box").all():
        one = Canvas._box(node)
        assert (
            told["x"] >= one["x"] + one["width"]
            or one["x"] >= told["x"] + told["width"]
            or told["y"] >= one["y"] + one["height"]
            or one["y"] >= told["y"] + told["height"]
        )
