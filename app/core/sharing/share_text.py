"""The addresses of links, and the HTML that shows a design in another page."""

from __future__ import annotations

from html import escape
from typing import Literal
from urllib.parse import urlencode, urlsplit, urlunsplit

Theme = Literal["system", "light", "dark"]

HEIGHTS = range(160, 2001)
"""Of a frame, in pixels."""


def address(page: str, share: str) -> str:
    """Where a link leads.

    Args:
        page: The address of the page on which it is made, as its browser has it.
        share: Its id.
    """
    parts = urlsplit(page)
    return urlunsplit(
        (parts.scheme, parts.netloc, parts.path or "/", urlencode({"share": share}), "")
    )


def frame(address: str, title: str, height: int, theme: Theme = "system") -> str:
    """HTML that shows a shared design, its canvas alone, in a page of somebody else's.

    Args:
        address: Of the link.
        title: What screen readers call it.
        height: In pixels; it is as wide as there is room.
        theme: Its colours: those of the reader's system, or always the same.
    """
    colours = "" if theme == "system" else f"&embed_options={theme}_theme"
    source = f"{address}&embed=true{colours}"
    return (
        f'<iframe src="{escape(source)}"\n'
        f'        title="{escape(" ".join(title.split()))}"\n'
        f'        style="width: 100%; height: {height}px; border: 0" loading="lazy"></iframe>'
    )
