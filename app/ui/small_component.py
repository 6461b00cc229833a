"""Components so small that their script is sent along: they need no bundle."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer


def small_component(name: str) -> ComponentRenderer:
    """What puts a component onto the page.

    Args:
        name: Of its files in `assets`: the script, and the HTML and the style sheet if it has any.
    """
    files = resources.files("app.ui") / "assets"

    def text(kind: str) -> str | None:
        file = files / f"{name}.{kind}"
        return file.read_text(encoding="utf-8") if file.is_file() else None

    return st.components.v2.component(
        f"layerloom_{name}", html=text("html"), css=text("css"), js=text("js")
    )
