"""A tab that tests use one after the other."""

from __future__ import annotations

import pytest

from tests.e2e.server import AppServer
from tests.e2e.tabs import Tabs

pytestmark = pytest.mark.e2e


def test_what_a_page_stores_when_it_is_left_is_not_for_the_next(
    tabs: Tabs, server: AppServer
) -> None:
    page = tabs.page()
    page.goto(f"{server.url}/healthz")
    page.evaluate(
        "() => addEventListener('pagehide', () => sessionStorage.setItem('typed', 'late'))"
    )
    tabs.leave(page)
    page.goto(f"{server.url}/healthz")
    assert page.evaluate("() => sessionStorage.length") == 0
    tabs.leave(page)
