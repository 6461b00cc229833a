"""Who signs in with a real OpenID Connect provider has what they drew, and nobody else has."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas
from tests.e2e.people import account, sign_in
from tests.e2e.server import AppServer

pytestmark = [pytest.mark.e2e, pytest.mark.keras, pytest.mark.long(20)]


def sign_out(tab: Page, name: str) -> None:
    account(tab, name).click()
    tab.get_by_role("button", name="Sign out").click()
    tab.get_by_role("button", name="Yes, sign me out").click()
    expect(tab.get_by_role("button", name="Sign in")).to_be_visible(timeout=WARM_MS)


def expect_nothing(tab: Page, draft: str) -> None:
    Canvas(tab, draft)
    expect(tab.locator(".notice")).to_contain_text("it is another's", timeout=SETTLE_MS)
    expect(tab.locator(".design-name")).to_have_value("model")


@pytest.mark.usefixtures("issuer")
def test_a_design_is_its_makers_in_every_browser_and_nobody_elses(
    canvas: Canvas, tab: Page, server: AppServer
) -> None:
    canvas.open_gallery("Multilayer perceptron")
    canvas.saved()
    draft = tab.url
    sign_in(tab, "ann")
    expect(tab.locator(".design-name")).to_have_value("mlp", timeout=SETTLE_MS)
    expect(tab).to_have_url(draft)

    sign_out(tab, "ann")
    expect_nothing(tab, draft)
    sign_in(tab, "ben")
    expect_nothing(tab, draft)

    tab.context.clear_cookies()  # as another browser
    Canvas(tab, server.url)
    sign_in(tab, "ann")
    Canvas(tab, draft)
    expect(tab.locator(".design-name")).to_have_value("mlp", timeout=SETTLE_MS)
