"""Sentences of the course as HTML."""

from __future__ import annotations

import html
import re

_NAME = re.compile(r"`([^`]+)`")


def sentence(text: str) -> str:
    """A sentence with names in backticks, and nothing else of Markdown."""
    return _NAME.sub(r"<code>\1</code>", html.escape(text, quote=False))


def level(level: int) -> str:
    """How difficult an exercise is."""
    return {1: "easy", 2: "medium", 3: "hard"}.get(level, "")
