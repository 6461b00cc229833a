"""Addresses of links, and HTML that shows a design elsewhere."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from app.core.sharing import share_text


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("http://127.0.0.1:8501", "http://127.0.0.1:8501/?share=a-b_1"),
        ("https://x.org/loom/?draft=d&embed=true#top", "https://x.org/loom/?share=a-b_1"),
    ],
)
def test_a_link_leads_to_the_app_and_says_nothing_else(page: str, expected: str) -> None:
    assert share_text.address(page, "a-b_1") == expected


def test_what_a_design_is_called_is_no_html() -> None:
    found: list[dict[str, str | None]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag == "iframe"
            found.append(dict(attrs))

    title = 'a "net"\n<script>alert(1)</script>'
    Reader().feed(share_text.frame("https://x.org/?share=a", title, 300, "dark"))
    [frame] = found
    assert frame["title"] == 'a "net" <script>alert(1)</script>'
    assert frame["src"] == "https://x.org/?share=a&embed=true&embed_options=dark_theme"
    assert "height: 300px" in (frame["style"] or "")
