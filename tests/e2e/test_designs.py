"""My designs: found by name, renamed, deleted, restored and opened."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import SETTLE_MS, Canvas
from tests.e2e.script_runs import ScriptRuns
from tests.e2e.server import AppServer

pytestmark = pytest.mark.e2e


def test_a_design_is_found_renamed_deleted_restored_and_opened(
    tab: Page, server: AppServer
) -> None:
    runs = ScriptRuns(tab)
    canvas = Canvas(tab, server.url)
    for title in ("Multilayer perceptron", "Siamese comparator"):
        canvas.open_gallery(title)
        expect(tab.locator(".saved-mark")).to_have_attribute(
            "data-state", "saved", timeout=SETTLE_MS
        )
    tab.get_by_role("link", name="My designs").click()
    cards = tab.locator(".card")
    expect(cards).to_have_count(2)
    expect(tab.locator(".card.here .name")).to_have_text("siamese_comparator")

    _choose(tab, "mlp", "Rename…")
    tab.keyboard.type("a first one")
    tab.keyboard.press("Enter")
    expect(cards.filter(has_text="a first one")).to_have_count(1)

    _choose(tab, "a first one", "Delete")
    expect(cards).to_have_count(1)
    tab.get_by_role("button", name=re.compile("^Trash")).click()
    _choose(tab, "a first one", "Restore")
    expect(cards).to_have_count(0)
    tab.get_by_role("button", name=re.compile("^All")).click()
    expect(cards).to_have_count(2)

    tab.get_by_label("Search designs").fill("FIRST")
    expect(cards).to_have_count(1)
    runs.reset()
    cards.get_by_role("link", name="a first one", exact=True).click()
    expect(tab.locator(".design-name")).to_have_value("a first one", timeout=SETTLE_MS)
    expect(tab).to_have_url(re.compile(r"/\?draft="))
    canvas.settle()
    # The list is not drawn once more before the canvas is, nor the canvas once more after it.
    assert (runs.asked, runs.drawn) == (1, 1)


def _choose(page: Page, name: str, what: str) -> None:
    page.get_by_role("button", name=f"What to do with {name}").click()
    page.get_by_role("menuitem", name=what, exact=True).click()
