"""What the Chain or topology? page teaches, in words."""

from __future__ import annotations

_PREFIX = "Sequential is a chain: "


def reason_text(message: str) -> str:
    """A reason without the words that all reasons begin with, as a sentence."""
    text = message.removeprefix(_PREFIX)
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
