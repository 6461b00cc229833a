"""Mistakes stand at their nodes, say what is wrong, and one click mends them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.drafting import design, inp, layer
from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas
from tests.e2e.files import open_design
from tests.u_net import u_net

pytestmark = pytest.mark.e2e


def test_softmax_in_float16_is_warned_of_and_mended(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    tab.get_by_role("combobox", name="Dtype policy of the design").select_option("mixed_float16")
    canvas.settle(WARM_MS)
    warning = tab.locator(".callout-warning")
    expect(warning).to_contain_text("float16")
    assert "dense_2" in (warning.text_content() or "")
    cast = tab.locator(".edge-label.is-cast")
    before = cast.count()
    warning.get_by_role("button").click()
    canvas.settle()
    expect(warning).to_have_count(0)
    expect(cast).to_have_count(before + 1)
    expect(cast.filter(has_text="float16 → float32")).not_to_have_count(0)
    assert 'dtype="float32"' in canvas.code()


@pytest.fixture
def small(tab: Page) -> Iterator[None]:
    """A small window."""
    before = tab.viewport_size
    tab.set_viewport_size({"width": 1280, "height": 720})
    yield
    if before is not None:
        tab.set_viewport_size(before)


@pytest.mark.usefixtures("small")
def test_a_problem_and_all_that_is_selected_stand_clear_of_bars_and_panels(
    canvas: Canvas, tab: Page
) -> None:
    canvas.open_gallery("Multilayer perceptron")
    canvas.settle(WARM_MS)
    tab.get_by_role("combobox", name="Dtype policy of the design").select_option("mixed_float16")
    canvas.settle(WARM_MS)
    warning = tab.locator(".callout-warning")
    expect(warning).to_be_visible()
    expect(tab.locator(".react-flow__node").first).to_be_visible()
    _ends(warning, "bottom", tab.locator(".canvas-controls"), "top")
    canvas.key("Control+a")
    inspector = tab.locator(".inspector")
    expect(inspector).to_contain_text("4 nodes selected")
    for each in (warning, *tab.locator(".react-flow__node").all()):
        _ends(each, "right", inspector, "left")


def _ends(one: Locator, side: str, other: Locator, edge: str) -> None:
    """Wait until a side of one element is before an edge of another."""
    ends = (
        "([a, side, b, edge]) => a.getBoundingClientRect()[side] <= b.getBoundingClientRect()[edge]"
    )
    page = one.page
    found = [one.element_handle(), side, other.element_handle(), edge]
    page.wait_for_function(ends, arg=found, timeout=SETTLE_MS)


def test_shapes_that_do_not_add_are_named_and_mended(canvas: Canvas, tab: Page) -> None:
    dense = {
        "left": (layer("Dense", units=64), "x"),
        "right": (layer("Dense", units=32), "x"),
    }
    open_design(tab, design({"x": (inp(4),), **dense, "add": (layer("Add"), ["left", "right"])}))
    canvas.settle(WARM_MS)
    error = canvas.node("add").locator(".callout-error")
    for said in ("left", "(None, 64)", "right", "(None, 32)"):
        expect(error).to_contain_text(said)
    expect(canvas.node("add").locator(".call")).to_have_class(re.compile("has-error"))

    canvas.tab("Problems")
    listed = tab.locator(".problems .error li")
    expect(listed).to_contain_text("shape-mismatch", timeout=SETTLE_MS)
    canvas.select("x")
    listed.locator(".message").click()
    expect(canvas.node("add")).to_have_class(re.compile(r"\bselected\b"))

    error.get_by_role("button").click()
    canvas.settle()
    expect(error).to_have_count(0)
    expect(canvas.node("add")).to_contain_text("(None, 64)")
    assert len(canvas.ids()) == 5


def test_what_is_offered_has_been_tried(canvas: Canvas, tab: Page) -> None:
    """Strides that do not fit a U-Net: nothing is flattened, the layer at fault is set right."""
    open_design(tab, u_net())
    canvas.settle(WARM_MS)
    expect(tab.locator(".callout-error")).to_have_count(0)
    canvas.select("up")
    canvas.write("strides", "3")
    canvas.settle()
    error = canvas.node("join").locator(".callout-error")
    expect(error).to_contain_text("(None, 48, 48, 4)")
    fix = error.get_by_role("button")
    expect(fix).to_have_text(re.compile("Set strides of .?up.? to 2"))
    canvas.fit()  # The inspector has moved the view.
    fix.click()
    canvas.settle()
    expect(tab.locator(".callout-error")).to_have_count(0)
    assert canvas.design()["main"]["operations"]["up"]["config"]["strides"] == 2


def test_a_wrong_value_is_explained_and_never_sent(canvas: Canvas, tab: Page) -> None:
    canvas.drag_in("keras.layers.Dense")
    canvas.settle(WARM_MS)
    # The tab says how many there are; a loose layer is neither a chain nor a topology.
    counted = "tab => getComputedStyle(tab, '::after').content"
    assert '"2"' in tab.get_by_role("tab", name="Problems").evaluate(counted)
    expect(tab.locator(".chip")).to_have_count(0)
    canvas.write("units", "-3")
    expect(tab.locator(".form-errors").filter(has_text=re.compile(r"\S"))).to_have_count(1)
    written = canvas.design()["main"]["operations"][canvas.selected()]
    assert written["config"]["units"] == 64


def test_a_connection_that_would_loop_is_refused(canvas: Canvas, tab: Page) -> None:
    canvas.open_gallery("Multilayer perceptron")
    edges = tab.locator(".react-flow__edge")
    count = edges.count()
    canvas.try_to_connect("dense_1", "dense")
    expect(tab.locator(".canvas").get_by_text(re.compile("loop|cycle"))).to_be_visible()
    tab.mouse.up()
    assert edges.count() == count
