"""From an empty canvas to running code: by mouse, and by keyboard alone."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas

pytestmark = pytest.mark.e2e


def test_mlp_by_drag_and_connect(
    canvas: Canvas, tab: Page, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = canvas.drag_in("keras.Input")
    hidden = []
    for units, activation in ((256, "relu"), (64, "relu"), (10, "softmax")):
        node = canvas.drag_in("keras.layers.Dense", below=source)
        canvas.write("units", str(units))
        canvas.choose("activation", activation)
        canvas.connect(source, node)
        hidden.append(node)
        source = node
    canvas.settle(WARM_MS)
    canvas.expect_parameters(218_058)
    expect(canvas.node(hidden[-1])).to_contain_text("(None, 10)")
    expect(canvas.page.locator(".chip")).to_have_text("chain")

    code = canvas.code()
    assert code.count("layers.Dense(") == 3
    script = tmp_path / "model.py"
    script.write_text(code, encoding="utf-8")
    runpy.run_path(str(script), run_name="__main__")
    assert "218,058" in capsys.readouterr().out

    canvas.tab("Summary")
    expect(tab.locator(".st-key-summary-text")).to_contain_text("218,058", timeout=WARM_MS)
    canvas.tab("Plot")
    picture = tab.locator(".frame img")
    expect(picture).to_be_visible(timeout=SETTLE_MS)
    assert picture.evaluate("image => image.decode().then(() => image.naturalHeight)") > 100
    canvas.tab("Proof")
    tab.get_by_role("button", name="Build it live with Keras").click()
    verdict = tab.get_by_test_id("stAlert").filter(has_text="largest difference")
    expect(verdict).to_contain_text("Functional = Subclass = Sequential", timeout=WARM_MS)
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Download the built model").click()
    assert download.value.suggested_filename.endswith(".keras")


def test_mlp_by_keyboard_alone(canvas: Canvas, tab: Page) -> None:
    keyboard = tab.keyboard

    def add(name: str) -> str:
        keyboard.press("/")
        keyboard.type(name)
        keyboard.press("Enter")
        expect(tab.locator(".react-flow__node.selected")).to_have_count(1)
        return canvas.selected()

    def tab_to(argument: str) -> None:
        field = canvas.field(argument)
        expect(field).to_be_visible()
        for _ in range(120):
            if field.evaluate("field => field.getRootNode().activeElement === field"):
                return
            keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {argument}.")

    for _ in range(40):
        keyboard.press("Tab")
        if tab.locator(".canvas:focus-within").count():
            break
    added = [add("Input")]
    for units, activation in ((256, "relu"), (64, "relu"), (10, "softmax")):
        canvas.page.locator(".canvas").focus()
        added.append(add("Dense"))
        tab_to("units")
        keyboard.press("Control+A")
        keyboard.type(str(units))
        tab_to("activation")
        keyboard.type(activation)
        keyboard.press("Tab")
    assert len(set(added)) == 4
    canvas.settle(WARM_MS)
    canvas.expect_parameters(218_058)
    assert canvas.code().count("layers.Dense(") == 3
