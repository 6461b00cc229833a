"""`Diagnostic`: what is wrong with a design, or worth knowing, as a value that names its nodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "advice"]

MAIN = "main"
"""The id of `Design.main` wherever a graph is named (positions, diagnostics, analysis)."""


@dataclass(frozen=True)
class Fix:
    """A change that one click applies.

    Attributes:
        title: What the button says, in the imperative ("Share one layer").
        patch: RFC 6902 JSON patch operations on the design's JSON form.
    """

    title: str
    patch: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Diagnostic:
    """One finding.

    Attributes:
        code: A stable kebab-case identifier, such as `shape-mismatch`.
        severity: `error` (cannot build), `warning` (builds, but probably not what was meant) or
            `advice` (teaching).
        message: One sentence that says what is wrong and what to do.
        nodes: Ids of the nodes concerned, the most important first; empty if it is about the graph.
        graph: Id of the graph the nodes belong to: `"main"` or a key of `Design.models`.
        fix: A change that resolves it, where there is an obvious one.
    """

    code: str
    severity: Severity
    message: str
    nodes: tuple[str, ...] = ()
    graph: str = MAIN
    fix: Fix | None = None
