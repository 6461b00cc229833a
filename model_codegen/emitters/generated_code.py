"""`GeneratedCode`: Python source and where in it each call stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from model_codegen.design.diagnostics import MAIN

Mark = tuple[str, str]
"""A call: graph id and node id."""

Lines = Mapping[str, list[tuple[int, int]]]
"""By node id: the ranges of lines that mention it, first and last, counted from 1."""


@dataclass(frozen=True)
class GeneratedCode:
    """Source of a design in one style.

    Attributes:
        text: The source, formatted.
        block_lines: By graph id (`"main"` or a definition's), the lines of each of its calls.
        style: The style it was asked for.
        trust: The digest of the design's own code, if the text has any of that: whoever runs it
            has to be asked first. Empty if all of it is Layerloom's.
    """

    text: str
    block_lines: Mapping[str, Lines]
    style: str
    trust: str = ""

    @property
    def lines(self) -> Lines:
        """The lines of each call of the main graph."""
        return self.block_lines.get(MAIN, {})
