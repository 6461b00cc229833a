"""One layer at several places, in one model and across two, and what a copy of it costs."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from model_codegen.design.graph import Design, Layer, ModelGraph, Node, SubModel, TensorRef
from tests.drafting import design, inp, layer
from tests.e2e.canvas import WARM_MS, Canvas
from tests.e2e.files import open_design

pytestmark = pytest.mark.e2e


def test_siamese_shared_then_copied_then_shared_again(canvas: Canvas, tab: Page) -> None:
    """One branch is there; the other one is drawn of the same layers."""
    calls = {
        "left": (inp(784),),
        "wide": (layer("Dense", units=256, activation="relu"), "left"),
        "narrow": (layer("Dense", units=64, activation="relu"), "wide"),
        "right": (inp(784),),
        "merge": (layer("Concatenate"), ["narrow"]),
        "head": (layer("Dense", units=1, activation="sigmoid"), "merge"),
    }
    open_design(tab, design(calls, ["left", "right"]))
    branches: list[list[str]] = [["wide", "narrow"], []]
    source = "right"
    for first in branches[0]:
        canvas.select(first)
        canvas.press("Call again")
        expect(canvas.node(first)).not_to_have_class(re.compile(r"\bselected\b"))
        node = canvas.selected()
        canvas.connect(source, node)
        branches[1].append(source := node)
    canvas.connect(source, "merge")
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


def across() -> Design:
    """`block = Model(a, dense(a))`; `Model(i, Add()([block(i), dense(i)]))`."""
    block = ModelGraph(
        "block",
        {"a": Layer("keras.Input", "a", {"shape": [4]})},
        {"a": Node("a"), "dense": Node("dense", (TensorRef("a"),))},
        "a",
    )
    main = ModelGraph(
        "model",
        {
            "i": Layer("keras.Input", "i", {"shape": [4]}),
            "block": SubModel("block", "block"),
            "add": Layer("keras.layers.Add", "add"),
        },
        {
            "i": Node("i"),
            "block": Node("block", (TensorRef("i"),)),
            "dense": Node("dense", (TensorRef("i"),)),
            "add": Node("add", ([TensorRef("block"), TensorRef("dense")],)),
        },
        "i",
    )
    dense = Layer("keras.layers.Dense", "dense", {"units": 4})
    return Design("across", main, {"block": block}, operations={"dense": dense})


def test_a_layer_in_a_block_and_outside_is_one(canvas: Canvas, tab: Page) -> None:
    """Keras' own figure for this model is 20; with a layer on either side it is 40."""
    open_design(tab, across())
    outside = canvas.node("dense")
    expect(outside).to_contain_text("also in block", timeout=WARM_MS)
    expect(canvas.node("block")).to_contain_text("shares dense")
    canvas.settle(WARM_MS)
    canvas.expect_parameters(20)

    outside.get_by_role("button", name="go to block").click()
    expect(canvas.node("a")).to_be_visible()
    canvas.rename("encoder")
    expect(canvas.node("dense")).to_contain_text("also outside")
    canvas.press("the main model")
    expect(outside).to_contain_text("encoder")
    expect(canvas.node("block")).to_contain_text("shares encoder")

    canvas.press("Make it its own")
    canvas.settle()
    canvas.expect_parameters(40)
    expect(outside).not_to_contain_text("also in")
    tab.get_by_label("Share with a layer of another model").select_option(label="encoder")
    canvas.settle()
    canvas.expect_parameters(20)
    shared = canvas.design()
    assert shared["operations"]["dense"]["name"] == "encoder"
    assert "dense" not in shared["main"]["operations"]
