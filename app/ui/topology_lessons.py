"""What the Chain or topology? page teaches, in words."""

from __future__ import annotations


def reason_text(reason: str) -> str:
    """The `reason` of a diagnostic as a sentence."""
    return f"{reason[:1].upper()}{reason[1:].removesuffix('.')}."
