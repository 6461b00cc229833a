"""A zoomable picture."""

from __future__ import annotations

import base64

from app.ui.small_component import small_component

_mount = small_component("zoomable_picture")

HEIGHT = 480
"""Pixels, where the style sheet does not make it fill the window."""


def zoomable(svg: bytes, key: str, faded: bool, alt: str = "The model, drawn by Keras") -> None:
    """Show an SVG that can be zoomed and dragged. It is shown as an image: nothing in it runs.

    Args:
        svg: The picture.
        key: Streamlit key, constant.
        faded: Whether the design is ahead of it.
        alt: What it shows, for screen readers.
    """
    source = "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")
    _mount(key=key, data={"source": source, "alt": alt, "faded": faded}, height=HEIGHT)
