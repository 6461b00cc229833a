"""The component that gives the wheel back to the page mounts without a word."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _page() -> None:
    from app.ui.scrolling_pictures import scrolling_pictures

    scrolling_pictures()


def test_it_mounts_without_a_face() -> None:
    page = AppTest.from_function(_page).run()
    assert not page.exception
    (mounted,) = page.get("bidi_component")
    assert mounted.proto.component_name == "layerloom_scrolling_pictures"
