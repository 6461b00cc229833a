"""What no machine can build, what nobody should be called, and more nodes than anyone draws."""

from __future__ import annotations

import ast
import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from bench import designs
from model_codegen.design.fileformat.serialization import dumps
from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas

pytestmark = pytest.mark.e2e


def test_a_trillion_units_are_counted_and_not_built(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    canvas.select("dense_2")
    canvas.write("units", "1000000000000")
    canvas.settle()
    expect(tab.locator(".status-bar")).to_contain_text("65 T parameters")
    canvas.tab("Summary")
    expect(tab.locator(".st-key-summary-text")).to_contain_text(
        "65,000,000,217,408", timeout=SETTLE_MS
    )
    canvas.tab("Proof")
    tab.get_by_role("button", name="Build it live with Keras").click()
    refusal = tab.get_by_test_id("stAlert").filter(has_text=re.compile("memory|TB"))
    expect(refusal).to_be_visible(timeout=WARM_MS)
    assert "Traceback" not in (refusal.text_content() or "")
    expect(canvas.node("dense_2")).to_be_visible()


def test_a_hostile_name_stays_a_name(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    canvas.select("dense_1")
    canvas.rename('"); import os #')
    canvas.settle()
    [call] = [
        node
        for node in ast.walk(ast.parse(canvas.code()))
        if isinstance(node, ast.Call) and any(_is(k, '"); import os #') for k in node.keywords)
    ]
    assert ast.unparse(call.func) == "layers.Dense"
    warning = tab.locator(".inspector .diagnostics")
    warning.get_by_role("button", name="Rename it").click()
    canvas.settle()
    assert "import os" not in canvas.code()


def _is(keyword: ast.keyword, name: str) -> bool:
    value = keyword.value
    return keyword.arg == "name" and isinstance(value, ast.Constant) and value.value == name


def test_five_thousand_nodes_can_be_opened_and_edited(canvas: Canvas, tab: Page) -> None:
    text = dumps(designs.residual_stack(5_000))
    tab.locator('input[aria-label="Design file"]').set_input_files(
        FilePayload(name="stack.json", mimeType="application/json", buffer=text.encode())
    )
    expect(tab.locator(".design-name")).to_have_value("stack_5000", timeout=SETTLE_MS)
    canvas.settle(WARM_MS)
    expect(tab.locator(".status-bar")).to_contain_text("5000 nodes")
    tab.locator(".design-name").fill("tall")
    tab.locator(".design-name").press("Enter")
    canvas.settle()
    assert canvas.design()["name"] == "tall"
