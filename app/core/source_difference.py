"""What is other in one text of source than in another."""

from __future__ import annotations

from difflib import unified_diff

CONTEXT = 3
"""So many lines that are the same stand before and after what is not."""

MOST_LINES = 2000
"""Of a longer difference the beginning is shown."""


def difference(before: str, after: str) -> str:
    """The lines that went (`-`) and came (`+`), with some around them; empty where none did.

    Args:
        before: The one text.
        after: The other.
    """
    # The first two lines name files, of which there are none.
    lines = [*unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=CONTEXT)][2:]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… and {len(lines) - MOST_LINES:,} lines more"]
    return "\n".join(lines)
