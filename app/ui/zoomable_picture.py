"""A zoomable picture: small enough to be sent along, so it needs no bundle."""

from __future__ import annotations

import base64
from importlib import resources

import streamlit as st

_FILES = resources.files("app.ui") / "assets"

_mount = st.components.v2.component(
    "layerloom_picture",
    html=(_FILES / "zoomable_picture.html").read_text(encoding="utf-8"),
    css=(_FILES / "zoomable_picture.css").read_text(encoding="utf-8"),
    js=(_FILES / "zoomable_picture.js").read_text(encoding="utf-8"),
)

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
