"""The canvas as a sheet of paper: found and renamed in place, framed, commented, made room for."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas

pytestmark = pytest.mark.e2e

UNET = """
import keras
from keras import layers

def level(x, filters):
    x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return layers.Conv2D(filters, 3, padding="same", activation="relu")(x)

inputs = keras.Input((64, 64, 3))
a = level(inputs, 8)
b = level(layers.MaxPooling2D()(a), 16)
c = level(layers.MaxPooling2D()(b), 32)
x = level(layers.MaxPooling2D()(c), 64)
x = level(layers.Concatenate()([layers.Conv2DTranspose(32, 2, strides=2)(x), c]), 32)
x = level(layers.Concatenate()([layers.Conv2DTranspose(16, 2, strides=2)(x), b]), 16)
x = level(layers.Concatenate()([layers.Conv2DTranspose(8, 2, strides=2)(x), a]), 8)
model = keras.Model(inputs, layers.Conv2D(1, 1, activation="sigmoid")(x), name="unet")
"""


def selected(tab: Page) -> Locator:
    return tab.locator(".react-flow__node.selected")


def test_nodes_are_found_and_renamed_in_place(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Residual blocks")
    tab.locator(".canvas").focus()
    tab.keyboard.press("Control+f")
    field = tab.get_by_role("textbox", name="Find a node")
    field.fill("dense relu")
    count = tab.locator(".find-count")
    expect(count).to_contain_text("1 of")
    # It walks into blocks and back, by keys and by buttons.
    for _ in range(8):
        field.press("Enter")
        if "in " in (count.text_content() or ""):
            break
    expect(tab.locator(".breadcrumb")).to_be_visible()
    field.press("Escape")
    expect(selected(tab)).to_be_focused()
    expect(tab.locator(".find-bar")).to_have_count(0)

    tab.keyboard.press("F2")
    name = tab.locator(".rename input")
    name.fill("wide")
    name.press("Enter")
    expect(selected(tab)).to_contain_text("wide")
    canvas.still()
    selected(tab).locator(".call-title").dblclick()
    name.fill("a/b")
    name.press("Enter")
    expect(tab.locator(".rename")).to_contain_text('no "/"')
    name.press("Escape")
    tab.keyboard.press("Control+z")
    expect(selected(tab)).not_to_contain_text("wide")


def test_frames_and_comments_are_kept_with_the_design(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    analysed = canvas.app.get_attribute("data-analysed")
    canvas.select("dense")
    tab.keyboard.press("n")
    tab.keyboard.type("Why so wide?")
    tab.keyboard.press("Control+Enter")
    comment = tab.locator('[data-comment="comment"]')
    expect(comment).to_have_text("Why so wide?")

    tab.keyboard.press("Control+a")
    tab.keyboard.press("Alt+g")
    tab.keyboard.type("body")
    tab.keyboard.press("Enter")
    grip = tab.locator('[data-frame="frame"] .frame-grip')
    expect(grip).to_have_text("body")
    canvas.fit()
    before = canvas.place("dense")
    canvas._drag(canvas._center(grip), (canvas._center(grip)[0] + 80, canvas._center(grip)[1] + 40))
    after = canvas.place("dense")
    assert after[0] - before[0] > 40
    grip.focus()
    tab.get_by_role("toolbar", name="Tools for the frame").get_by_role(
        "button", name="green"
    ).click()
    design = canvas.design()
    assert design["frames"]["main"]["frame"]["color"] == "green"
    assert design["frames"]["main"]["frame"]["title"] == "body"
    assert design["comments"]["main"]["comment"] == {
        "text": "Why so wide?",
        "node": "dense",
        "color": "yellow",
    }
    # Nothing of it means anything to Keras.
    assert canvas.app.get_attribute("data-stale") == "false"
    assert analysed is not None

    # A comment is attached to the node that it is dropped on, and its corner resizes it.
    canvas.fit()
    canvas._drag(canvas._center(comment), canvas.place("dense_1"))
    box = canvas._box(comment)
    corner = (box["x"] + box["width"] - 5, box["y"] + box["height"] - 5)
    canvas._drag(corner, (corner[0] + 40, corner[1] + 40))
    attached = canvas.design()["comments"]["main"]["comment"]
    assert attached["node"] == "dense_1"
    assert attached["size"][0] > 208

    # A node that is moved away leaves the frame, in one step.
    last = canvas.ids()[-1]
    canvas.fit()
    x, y = canvas.place(last)
    canvas.drag_node(last, (x + 400, y))
    assert last not in canvas.design()["frames"]["main"]["frame"]["nodes"]
    canvas.undo()
    assert last in canvas.design()["frames"]["main"]["frame"]["nodes"]

    comment.focus()
    tab.keyboard.press("Delete")
    grip.focus()
    tab.keyboard.press("Delete")
    saved = canvas.design()
    assert "frames" not in saved
    assert "comments" not in saved


def test_a_unet_looks_like_one_and_fits(canvas: Canvas, tab: Page) -> None:
    tab.locator('input[aria-label="Design file"]').set_input_files(
        {"name": "unet.py", "mimeType": "text/x-python", "buffer": UNET.encode()}
    )
    expect(tab.locator(".design-name")).to_have_value("unet", timeout=WARM_MS)
    canvas.settle(WARM_MS)
    canvas.fit()
    frame = tab.locator(".canvas").bounding_box()
    assert frame is not None
    nodes = tab.locator(".react-flow__node")
    boxes = [box for node in nodes.all() if (box := node.bounding_box())]
    assert len(boxes) == 25
    assert all(
        frame["x"] <= box["x"]
        and box["x"] + box["width"] <= frame["x"] + frame["width"]
        and frame["y"] <= box["y"]
        and box["y"] + box["height"] <= frame["y"] + frame["height"]
        for box in boxes
    )
    # The skip of the first level ends at its right, as high as it began.
    down, up = canvas.place("conv2d_1"), canvas.place("concatenate_2")
    assert up[0] - down[0] > frame["width"] / 2
    assert abs(up[1] - down[1]) < 60
    lowest = max(boxes, key=lambda box: box["y"])
    assert frame["width"] / 4 < lowest["x"] - frame["x"] < frame["width"] * 3 / 4

    # The map takes clicks: what is there is shown so that it can be read.
    tab.locator(".react-flow__minimap svg").click(position={"x": 40, "y": 40})
    expect(tab.locator(".zoom")).not_to_have_text(re.compile("^[0-4]?\\d %"))


def test_panels_leave_room_for_the_drawing(canvas: Canvas, tab: Page) -> None:
    tab.set_viewport_size({"width": 1280, "height": 720})
    try:
        canvas.open_gallery("Multilayer perceptron")
        canvas.select("dense")
        # Its forms are fetched when they are needed first.
        expect(tab.locator(".inspector:not([aria-busy])")).to_be_visible()
        drawing = tab.locator(".canvas").bounding_box()
        inspector = tab.locator(".inspector").bounding_box()
        assert drawing is not None
        assert inspector is not None
        assert drawing["x"] + drawing["width"] <= inspector["x"] + 1
        assert drawing["width"] > 300
        # Nothing scrolls but panels: what has no face takes no room below them.
        page = tab.get_by_test_id("stMain")
        assert page.evaluate("main => main.scrollHeight - main.clientHeight") == 0

        line = tab.get_by_role("separator", name="Width of the panel beside the canvas")
        x, y = canvas._center(line)
        canvas._drag((x, y), (x + 160, y))
        wider = tab.locator(".canvas").bounding_box()
        assert wider is not None
        assert wider["width"] > drawing["width"] + 40
        tab.get_by_role("separator", name="Width of the inspector").focus()
        tab.keyboard.press("ArrowLeft")
        expect(tab.get_by_role("separator", name="Width of the inspector")).to_have_attribute(
            "aria-valuenow", re.compile(r"\d+")
        )
        tab.reload()
        canvas.settle(SETTLE_MS)
        kept = tab.locator(".canvas").bounding_box()
        assert kept is not None
        assert kept["width"] > drawing["width"] + 40

        tab.locator(".canvas").focus()
        tab.keyboard.press("Alt+Enter")
        expect(tab.locator(".app")).to_have_class(re.compile("is-projected"))
        expect(tab.locator(".palette")).to_have_count(0)
        tab.locator(".canvas").focus()
        tab.keyboard.press("Alt+Enter")
        expect(tab.locator(".app")).not_to_have_class(re.compile("is-projected"))
        expect(tab.locator(".palette")).to_be_visible()
    finally:
        tab.set_viewport_size({"width": 1440, "height": 900})
