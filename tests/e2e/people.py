"""People who sign in, through the provider's own pages."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.e2e.canvas import SETTLE_MS


def sign_in(tab: Page, name: str) -> None:
    """Through the provider's own pages: who it is, and that the app may know."""
    tab.get_by_role("button", name="Sign in").click()
    tab.locator("input[name=login]").fill(name)
    tab.locator("input[name=password]").fill("anything")
    tab.locator("button[type=submit]").click()
    tab.get_by_role("button", name="Continue").click()
    expect(account(tab, name)).to_be_visible(timeout=SETTLE_MS)


def account(tab: Page, name: str) -> Locator:
    return tab.locator(".st-key-account").get_by_role("button", name=name)
