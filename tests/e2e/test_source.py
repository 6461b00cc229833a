"""Code comes onto the canvas: pasted, opened, and typed into the Code panel."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas

pytestmark = pytest.mark.e2e

TUTORIAL = """
import tensorflow as tf
from tensorflow.keras import layers

(x_train, y_train), _ = tf.keras.datasets.mnist.load_data()
model = tf.keras.models.Sequential([
    layers.Flatten(input_shape=(28, 28)),
    layers.Dense(128, activation=tf.nn.relu),
    layers.Dropout(0.2),
    layers.Dense(10),
])
model.compile(optimizer="adam", loss="mse")
model.fit(x_train, y_train, epochs=5)
"""

GAN = """
from keras import Sequential, layers
generator = Sequential([layers.Dense(128, input_shape=(64,)), layers.Dense(784)])
discriminator = Sequential([layers.Dense(128, input_shape=(784,)), layers.Dense(1)])
"""


UNET = """
from keras import Input, Model, layers

inputs = Input((32, 32, 3))
down = layers.Conv2D(8, 3, padding="same")(inputs)
x = layers.MaxPooling2D()(down)
x = layers.Conv2DTranspose(8, 2, strides=2, name="up")(x)
x = layers.Concatenate()([x, down])
model = Model(inputs, layers.Conv2D(1, 1)(x))
"""

LINE_OF_CARET = """(content) => {
    const node = content.getRootNode().getSelection().focusNode;
    const element = node instanceof Element ? node : node?.parentElement;
    return element?.closest(".cm-line")?.textContent ?? "";
}"""


def paste(tab: Page, text: str) -> None:
    tab.get_by_role("button", name="File", exact=True).click()
    tab.get_by_role("menuitem", name="Paste code").click()
    tab.get_by_role("textbox", name="Python code").fill(text)
    tab.get_by_role("button", name="Draw it").click()


def code(tab: Page) -> Locator:
    return tab.locator(".cm-content")


def append(tab: Page, line: str, typed: str) -> None:
    """Type at the end of the line that has this text."""
    # What stands over the code comes and goes: a click may hit the line that has moved there.
    for _ in range(5):
        tab.locator(".cm-line").filter(has_text=line).first.click()
        if line in code(tab).evaluate(LINE_OF_CARET):
            break
    else:
        raise AssertionError(f"The caret is never in the line that has {line}.")
    tab.keyboard.press("End")
    tab.keyboard.type(typed)


def insert(tab: Page, line: str, further: str) -> None:
    """Put a line behind the one that has this text, as far in as that, without the mouse."""
    lines = code(tab).inner_text().split("\n")
    at = next(number for number, text in enumerate(lines) if line in text)
    margin = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    lines.insert(at + 1, margin + further)
    code(tab).fill("\n".join(lines))
    expect(code(tab)).to_contain_text(further)


def retype(tab: Page, old: str, new: str) -> None:
    """Type something else in the place of a part of the code."""
    code(tab).fill(code(tab).inner_text().replace(old, new))


def test_a_tutorial_that_is_pasted_is_drawn(canvas: Canvas, tab: Page) -> None:
    paste(tab, TUTORIAL)
    expect(tab.locator(".react-flow__node")).to_have_count(5, timeout=WARM_MS)
    canvas.expect_parameters(101_770)
    expect(code(tab)).to_contain_text("layers.Dropout(0.2)", timeout=SETTLE_MS)
    tab.get_by_role("tab", name="Problems").click()
    expect(tab.get_by_text("passed over")).to_be_visible(timeout=SETTLE_MS)


def test_the_keyboard_is_the_canvas_once_code_is_drawn(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    canvas.expect_parameters(218_058)
    paste(tab, TUTORIAL)
    canvas.expect_parameters(101_770)
    tab.keyboard.press("Control+z")
    canvas.expect_parameters(218_058)


def test_of_several_models_the_user_is_asked_for_one(canvas: Canvas, tab: Page) -> None:
    paste(tab, GAN)
    question = tab.get_by_role("dialog", name="Which model?")
    expect(question).to_be_visible(timeout=WARM_MS)
    question.get_by_role("button", name="discriminator").click()
    expect(question).to_have_count(0)
    canvas.expect_parameters(784 * 128 + 128 + 129)


def test_what_is_no_model_leaves_the_design_alone(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    canvas.expect_parameters(218_058)
    paste(tab, "layers = (")
    expect(tab.get_by_role("alert")).to_contain_text("Line 1: this is no Python", timeout=WARM_MS)
    canvas.expect_parameters(218_058)


@pytest.mark.parametrize("name", ["model.py", "model.ipynb"])
def test_source_is_opened_like_any_file(canvas: Canvas, tab: Page, name: str) -> None:
    cells = [{"cell_type": "code", "source": TUTORIAL.splitlines(keepends=True)}]
    text = json.dumps({"nbformat": 4, "cells": cells}) if name.endswith("ipynb") else TUTORIAL
    file: Any = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    tab.locator('input[aria-label="Design file"]').set_input_files(file)
    canvas.expect_parameters(101_770)


def test_code_that_is_edited_is_foreseen_applied_and_undone(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    expect(code(tab)).to_contain_text("256", timeout=SETTLE_MS)
    insert(tab, "Dense(256", "x = layers.BatchNormalization()(x)")
    bar = tab.get_by_label("Your edit")
    expect(bar).to_contain_text("1 added, 1 changed", timeout=SETTLE_MS)
    expect(tab.locator(".react-flow__node .preview-mark")).to_have_text(["new", "changed"])
    expect(tab.get_by_text("Preview of your code")).to_be_visible()
    # Nothing is done yet, and the shapes are those that would be.
    expect(tab.locator(".status-bar")).to_contain_text("218,058 → 219,082 parameters")
    canvas.fit()
    expect(tab.locator(".call.preview-added")).to_contain_text("1,024 params")

    tab.get_by_role("button", name="Apply").click()
    canvas.expect_parameters(219_082)
    expect(bar).to_have_count(0)
    expect(code(tab)).to_contain_text("x = layers.BatchNormalization()(x)")
    expect(tab.locator(".preview-mark")).to_have_count(0)
    tab.get_by_role("button", name="Undo").click()
    canvas.expect_parameters(218_058)
    expect(code(tab)).not_to_contain_text("BatchNormalization", timeout=SETTLE_MS)


def test_a_line_in_the_middle_is_one_layer_more(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    expect(code(tab)).to_contain_text("256", timeout=SETTLE_MS)
    insert(tab, "Dense(256", "x = layers.Dense(-3)(x)")
    bar = tab.get_by_label("Your edit")
    expect(bar).to_contain_text("1 added, 1 changed, 1 renamed", timeout=SETTLE_MS)
    expect(tab.locator(".call.preview-added")).to_contain_text("-3")
    expect(tab.locator(".canvas")).to_contain_text("must be a positive integer")


def test_a_mistake_in_the_code_is_told_at_its_line(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    expect(code(tab)).to_contain_text("256", timeout=SETTLE_MS)
    append(tab, "Dense(256", ")")
    bar = tab.get_by_label("Your edit")
    expect(bar).to_contain_text("no Python", timeout=SETTLE_MS)
    expect(bar.get_by_role("button", name="Apply")).to_be_disabled()
    expect(tab.locator(".cm-lintRange-error")).to_have_count(1)
    bar.get_by_role("button", name="Discard").click()
    expect(bar).to_have_count(0)
    expect(tab.locator(".cm-line").filter(has_text="Dense(256")).to_have_text(
        re.compile(r"\(inputs\)$")
    )


def test_an_edit_outlives_a_change_of_tabs_and_a_refresh_in_its_style(
    canvas: Canvas, tab: Page, open_canvas: Callable[[str], Canvas]
) -> None:
    canvas.open_gallery("Multilayer perceptron")
    canvas.style("Subclass")
    expect(code(tab)).to_contain_text("def call", timeout=SETTLE_MS)
    append(tab, "Dense(256", "  # wide")
    bar = tab.get_by_label("Your edit")
    expect(bar).to_contain_text("Only comments change", timeout=SETTLE_MS)
    tab.get_by_role("tab", name="Summary").click()
    expect(code(tab)).to_have_count(0, timeout=SETTLE_MS)
    tab.get_by_role("tab", name="Code", exact=True).click()
    expect(code(tab)).to_contain_text("# wide", timeout=SETTLE_MS)
    open_canvas(tab.url)
    expect(code(tab)).to_contain_text("# wide", timeout=WARM_MS)
    expect(code(tab)).to_contain_text("def call")


def test_the_canvas_may_change_meanwhile(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    expect(code(tab)).to_contain_text("256", timeout=SETTLE_MS)
    expect(tab.locator(".code-view")).to_have_attribute("aria-busy", "false", timeout=SETTLE_MS)
    insert(tab, "Dense(64", "x = layers.Dropout(0.5)(x)")
    bar = tab.get_by_label("Your edit")
    expect(bar).to_contain_text("1 added, 1 changed", timeout=SETTLE_MS)
    canvas.item("keras.Input").click()
    expect(bar).to_contain_text("changed meanwhile", timeout=SETTLE_MS)
    expect(code(tab)).to_contain_text("Dropout(0.5)")


def test_folding_is_a_switch(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Batch normalization stack")
    expect(code(tab)).to_contain_text("keras.Model(", timeout=SETTLE_MS)
    lines = tab.locator(".cm-line")
    fold = tab.get_by_role("checkbox", name="Fold")
    expect(fold).to_be_checked()
    expect(lines.filter(has_text=re.compile(r"for .* in "))).to_have_count(1)
    fold.uncheck()
    expect(lines.filter(has_text=re.compile(r"for .* in "))).to_have_count(0, timeout=SETTLE_MS)
    fold.check()
    expect(lines.filter(has_text=re.compile(r"for .* in "))).to_have_count(1, timeout=SETTLE_MS)
    # A line of a loop stands for all its calls.
    lines.filter(has_text="BatchNormalization").first.click()
    expect(tab.locator(".react-flow__node.selected")).not_to_have_count(0)


def test_code_of_a_broken_drawing_stays_and_mends_it(canvas: Canvas, tab: Page) -> None:
    paste(tab, UNET)
    expect(code(tab)).to_contain_text("strides=2", timeout=WARM_MS)
    retype(tab, "strides=2", "strides=3")
    bar = tab.get_by_label("Your edit")
    expect(bar).to_contain_text("1 changed", timeout=SETTLE_MS)
    tab.keyboard.press("Control+Enter")
    expect(bar).to_have_count(0, timeout=SETTLE_MS)
    expect(code(tab)).to_contain_text("strides=3")
    lacks = tab.locator(".code-view .reasons")
    expect(lacks).to_contain_text("Not complete yet (1 problem)", timeout=SETTLE_MS)
    expect(tab.locator(".cm-lint-marker-error")).to_have_count(1)
    retype(tab, "strides=3", "strides=2")
    expect(bar).to_contain_text("1 changed", timeout=SETTLE_MS)
    tab.keyboard.press("Control+Enter")
    expect(lacks).to_have_count(0, timeout=SETTLE_MS)
    expect(code(tab)).to_contain_text("strides=2")


def test_code_stays_where_a_layer_is_deleted(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    expect(code(tab)).to_contain_text("layers.Dense(256", timeout=SETTLE_MS)
    canvas.select("dense_1")
    tab.keyboard.press("Delete")
    expect(code(tab)).not_to_contain_text("layers.Dense(64", timeout=SETTLE_MS)
    expect(code(tab)).to_contain_text("layers.Dense(256")
    append(tab, "Dense(256", "  # alone")
    expect(tab.get_by_label("Your edit")).to_contain_text("Only comments", timeout=SETTLE_MS)


def test_a_comment_that_is_typed_belongs_to_its_call(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    expect(code(tab)).to_contain_text("256", timeout=SETTLE_MS)
    append(tab, "Dense(256", "  # the widest")
    bar = tab.get_by_label("Your edit")
    expect(bar).to_contain_text("Only comments change", timeout=SETTLE_MS)
    tab.keyboard.press("Control+Enter")
    expect(bar).to_have_count(0, timeout=SETTLE_MS)
    lines = tab.locator(".cm-line")
    expect(lines.filter(has_text=re.compile(r"^ *# the widest$"))).to_have_count(1)
    canvas.style("Subclass")
    expect(code(tab)).to_contain_text("def call", timeout=SETTLE_MS)
    expect(lines.filter(has_text=re.compile(r"^ *# the widest$"))).to_have_count(1)


def test_a_mistyped_layer_is_what_was_meant_at_one_click(canvas: Canvas, tab: Page) -> None:
    paste(tab, TUTORIAL.replace("Dropout", "Dropuot"))
    expect(code(tab)).to_contain_text("layers.Dropuot(0.2)", timeout=WARM_MS)
    tab.locator(".code-view .reasons summary").click()
    tab.locator(".code-view .reasons").get_by_role("button", name="Did you mean Dropout?").click()
    expect(code(tab)).to_contain_text("layers.Dropout(0.2)", timeout=SETTLE_MS)
    canvas.expect_parameters(101_770)


def test_the_editor_completes_layers_and_arguments(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    expect(code(tab)).to_contain_text("256", timeout=SETTLE_MS)
    append(tab, "Dense(256", "\nx = layers.BatchN")
    offers = tab.locator(".cm-tooltip-autocomplete")
    expect(offers).to_contain_text("BatchNormalization", timeout=SETTLE_MS)
    tab.keyboard.press("Tab")
    tab.keyboard.type("(mom")
    expect(offers).to_contain_text("momentum=")
    tab.keyboard.press("Tab")
    tab.keyboard.type("0.9)(x)")
    expect(tab.get_by_label("Your edit")).to_contain_text("1 added", timeout=SETTLE_MS)
    expect(code(tab)).to_contain_text("layers.BatchNormalization(momentum=0.9)(x)")
