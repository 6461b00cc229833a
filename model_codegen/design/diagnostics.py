"""`Diagnostic`: what is wrong with a design, or worth knowing, as a value that names its nodes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import Field

from model_codegen.design.diagnostic_codes import CODES, Category, Code, Severity

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
    """One finding. Everything that a program needs of it is a field: no message is taken apart.

    Attributes:
        code: What was found, one of `diagnostic_codes.CODES`.
        severity: `error` (cannot build), `warning` (builds, but probably not what was meant) or
            `advice` (teaching).
        message: One sentence that says what is wrong and what to do.
        nodes: Ids of the nodes concerned, the most important first; empty if it is about the graph.
        graph: Id of the graph the nodes belong to: `"main"` or a key of `Design.models`.
        fix: A change that resolves it, where there is an obvious one; `analyse` has tried it.
        others: Other changes that may do, until the best is found. They do not travel.
        line: Line of the source text that it is about, from 1; None where it is about no line.
        reason: The message without its line, and without what all messages of its code begin with,
            for where these stand apart; the message itself by default.
        alike: Findings of one code that have the same here say the same of different things; by
            default all of a code do.
        category: What it is about, as its code tells.
    """

    code: Code
    severity: Severity
    message: str
    nodes: tuple[str, ...] = ()
    graph: str = MAIN
    fix: Fix | None = None
    others: Annotated[tuple[Fix, ...], Field(exclude=True)] = field(default=(), kw_only=True)
    line: int | None = None
    reason: str = ""
    alike: str = ""
    category: Category = field(init=False, default="structure")

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", self.reason or self.message)
        object.__setattr__(self, "category", CODES[self.code].category)


def to_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as a JSON value, for the browser."""
    fix = diagnostic.fix
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "nodes": list(diagnostic.nodes),
        "graph": diagnostic.graph,
        "fix": None if fix is None else {"title": fix.title, "patch": list(fix.patch)},
        "line": diagnostic.line,
        "reason": diagnostic.reason,
        "alike": diagnostic.alike,
        "category": diagnostic.category,
    }


def at_line(line: int, reason: str) -> str:
    """The message of a finding about a line of a text: "Line 3: …"."""
    return f"Line {line}: {reason}"


def with_line(reason: str, line: int) -> str:
    """The message of a finding that comes from a line of a text: "… (line 3)"; 0 is no line."""
    return f"{reason} (line {line})" if line else reason
