"""docs/performance.md: what a whole run has measured."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.builds import ROOT
from bench.measure import Row
from bench.tables import markdown_table

FILE: Path = ROOT / "docs" / "performance.md"


def written(
    parts: Mapping[str, Sequence[Row]], machine: Sequence[tuple[str, str]], earlier: str | None
) -> str:
    """The document.

    Args:
        parts: The rows of each part.
        machine: What was measured on, as `machine.described` says it.
        earlier: The earlier build that was measured beside this one, if one was.
    """
    promised = [row for rows in parts.values() for row in rows if row.kept is not None]
    beside = (
        f"*before* is the build {earlier}, run beside this one on the same machine and in the same "
        "browser, gesture by gesture in turn, so that *times better* holds elsewhere, too, where "
        "the figures themselves do not."
        if earlier
        else "No earlier build was measured beside this one."
    )
    return "\n".join(
        [
            "# Performance",
            "",
            f"Written by `make bench` on {datetime.date.today():%d %B %Y}. {beside} *Keras* is "
            "what Keras itself takes for the same.",
            "",
            "A gesture is timed in the page, from the event that ends it to the frame that shows "
            "the shapes of what it changed.",
            "",
            *(f"- {name}: {value}" for name, value in machine),
            "",
            "## What is promised",
            "",
            markdown_table(promised),
            *(
                line
                for name, rows in parts.items()
                for line in ("", f"## Part `{name}`", "", markdown_table(rows))
            ),
            "",
        ]
    )
