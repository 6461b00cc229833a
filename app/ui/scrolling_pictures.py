"""Leaves the wheel to the page where a picture would take it for zooming; Ctrl and wheel zoom.

It also has the page drawn again where its theme has become another one, for pictures whose colours
are chosen here.
"""

from __future__ import annotations

from importlib import resources

import streamlit as st

_FILES = resources.files("app.ui") / "assets"

_mount = st.components.v2.component(
    "layerloom_scrolling_pictures",
    js=(_FILES / "scrolling_pictures.js").read_text(encoding="utf-8"),
)


def scrolling_pictures() -> None:
    """Have all pictures of the topology page scroll; it has no face of its own."""
    _mount(key="scrolling-pictures", data={}, on_theme_change=lambda: None)
