"""Layers of one's own: written on the canvas, run once that is agreed, kept in the design."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas
from tests.e2e.test_source import paste

pytestmark = pytest.mark.e2e

QUESTION = "Run only code that you have read"

VAE = """
import keras
from keras import layers, ops

class Sampling(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.seed_generator = keras.random.SeedGenerator(1337)

    def call(self, inputs):
        z_mean, z_log_var = inputs
        epsilon = keras.random.normal(shape=ops.shape(z_mean), seed=self.seed_generator)
        return z_mean + ops.exp(0.5 * z_log_var) * epsilon

inputs = keras.Input(shape=(28,))
x = layers.Dense(16, activation="relu")(inputs)
z_mean = layers.Dense(2, name="z_mean")(x)
z_log_var = layers.Dense(2, name="z_log_var")(x)
z = Sampling()([z_mean, z_log_var])
encoder = keras.Model(inputs, [z_mean, z_log_var, z], name="encoder")
"""


def return_instead(tab: Page, value: str) -> None:
    """Have the class return something else, and apply it."""
    # Without the mouse: what stands above the code comes and goes, and moves it under a click.
    text = "\n".join(tab.locator(".cm-line").all_text_contents())
    code = tab.get_by_role("textbox", name="Python of your own layers")
    code.fill(re.sub("return .*", f"return {value}", text, count=1))
    bar = tab.get_by_label("Your edit")
    expect(bar).to_contain_text("1 class changed", timeout=SETTLE_MS)
    bar.get_by_role("button", name="Apply").click()
    expect(bar).to_have_count(0, timeout=SETTLE_MS)


def test_a_new_layer_is_read_first_and_runs_after_the_question(canvas: Canvas, tab: Page) -> None:
    canvas.item("keras.Input").click()
    tab.get_by_role("combobox", name="Search layers and operations").fill("custom")
    tab.get_by_role("treeitem").filter(has_text="New custom layer").click()
    node = canvas.node("learned_scale")
    expect(node.locator(".is-custom")).to_be_visible()
    # Its code is shown beside the canvas; reading it tells what it returns, and nothing runs.
    code = tab.get_by_role("textbox", name="Python of your own layers")
    expect(code).to_contain_text("class LearnedScale(keras.layers.Layer)", timeout=WARM_MS)
    canvas.expect_parameters(784)
    expect(node).to_contain_text("(None, 784)")
    expect(tab.get_by_text("Nothing of this code has run")).to_be_visible(timeout=SETTLE_MS)
    expect(tab.get_by_text(QUESTION)).to_have_count(0)

    # Of what it returns now, only running it tells: that is asked.
    return_instead(tab, "keras.ops.ones((7, int(self.name.encode().hex() != '')))")
    expect(tab.get_by_text(QUESTION)).to_be_visible(timeout=SETTLE_MS)
    expect(node).not_to_contain_text("(None, 784)")
    tab.get_by_role("button", name="Run it").click()
    expect(node).to_contain_text("(7, 1)", timeout=SETTLE_MS)
    # What is changed here is not asked for again.
    return_instead(tab, "keras.ops.ones((7, 1 + int(self.name.encode().hex() != '')))")
    expect(node).to_contain_text("(7, 2)", timeout=SETTLE_MS)
    expect(tab.get_by_text(QUESTION)).to_have_count(0)

    # The source of the model holds the class.
    tab.get_by_role("tab", name="Code", exact=True).click()
    source = tab.get_by_role("textbox", name="Python source of the drawing")
    expect(source).to_contain_text(re.compile(r"class LearnedScale\(.*= LearnedScale\(", re.DOTALL))


def test_pasted_code_keeps_its_classes(canvas: Canvas, tab: Page) -> None:
    paste(tab, VAE)
    canvas.expect_parameters(28 * 16 + 16 + 2 * (16 * 2 + 2))
    node = canvas.node("sampling")
    expect(node.locator(".is-custom")).to_be_visible()
    expect(node).to_contain_text("(None, 2)")
    canvas.select("sampling")
    canvas.press("Edit code")
    expect(tab.locator(".cm-content")).to_contain_text("class Sampling(layers.Layer)")
    expect(tab.get_by_text("Nothing of this code has run")).to_be_visible()
