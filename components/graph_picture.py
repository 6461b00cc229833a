"""A still picture of a graph as plain values, which need no Streamlit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "plain",
    "input",
    "output",
    "merge",
    "shared",
    "chain",
    "left out",
    "added",
    "removed",
    "changed",
]


@dataclass(frozen=True)
class Dot:
    """A node of the picture.

    Attributes:
        id: What a click answers.
        label: Its lines of text.
        role: How it is drawn.
        level: Its row, from 0 at the top.
        marked: Whether it is one of the nodes being talked about.
    """

    id: str
    label: str
    role: Role
    level: int
    marked: bool = False


@dataclass(frozen=True)
class Arrow:
    """A tensor's way from one node to another; `faint` where the picture tells of its absence."""

    source: str
    target: str
    faint: bool = False
