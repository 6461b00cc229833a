"""Leaves the wheel to the page where a picture would take it for zooming; Ctrl and wheel zoom.

It also has the page drawn again where its theme has become another one, for pictures whose colours
are chosen here.
"""

from __future__ import annotations

from app.ui.small_component import small_component

_mount = small_component("scrolling_pictures")


def scrolling_pictures() -> None:
    """Have all pictures of the topology page scroll; it has no face of its own."""
    _mount(key="scrolling-pictures", data={}, on_theme_change=lambda: None)
