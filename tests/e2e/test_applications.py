"""A pretrained model as one layer: frozen, and trained in its last layers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import SETTLE_MS, Canvas

pytestmark = pytest.mark.e2e

BASE = "mobilenetv2_1.00_224"


def test_fine_tuning_a_base_of_the_gallery(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Transfer from MobileNetV2")
    canvas.expect_parameters(2_270_794)
    expect(canvas.node(BASE)).to_contain_text("imagenet")
    canvas.select(BASE)
    tab.get_by_label("trainable", exact=True).check()
    tab.get_by_label("Train only the last … layers").fill("20")
    code = canvas.code()
    assert 'include_top=False, weights="imagenet"' in code
    assert "for layer in base.layers[:-20]:\n        layer.trainable = False" in code
    assert "x = base(x, training=False)" in code


def test_a_model_from_the_palette(canvas: Canvas, tab: Page) -> None:
    canvas.drag_in("keras.Input")
    canvas.write("shape", "64, 64, 3")
    model = canvas.drag_in("keras.applications.MobileNet", below="input_layer")
    canvas.connect("input_layer", model)
    canvas.expect_parameters(3_228_864)
    expect(canvas.node(model)).to_contain_text("(None, 2, 2, 1024)", timeout=SETTLE_MS)
