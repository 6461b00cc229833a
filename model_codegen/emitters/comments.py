"""Comments of a design as comments of its source, and the source's own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design
from model_codegen.emitters.generated_code import Mark

_OWN = (
    "Shared: one ",
    "Takes up a name that Keras would give",
    "Fill in: the file names the class",
    "Layers take the global dtype policy",
    "Tensors come in as they are; the layers",
    "Running the layers on symbolic tensors",
    "The layers inside have already attached",
    "The pretrained weights of the model that",
    "Pretrained weights, for the layers that",
    "What it computes with is worked out from",
    "Not written yet: ",
)
"""How the comments begin that source has of itself; they are no comments of a design."""

_PRAGMA = re.compile(r"\s*(fmt|yapf|ruff|isort|noqa|type|pylint|pragma|mypy|pyright)\s*:", re.I)
_ENDS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")


def is_own(comment: str) -> bool:
    """Whether a comment is one that source has of itself.

    Args:
        comment: What stands behind the `#`.
    """
    return comment.strip().startswith(_OWN)


def is_instruction(comment: str) -> bool:
    """Whether a comment speaks to a tool: `fmt: off`."""
    return _PRAGMA.match(comment) is not None or comment.strip().lower() == "noqa"


def by_call(design: Design) -> dict[Mark, tuple[str, ...]]:
    """The lines that comments on calls are written as, without the `#`, by graph and node.

    Args:
        design: The design.
    """
    found: dict[Mark, tuple[str, ...]] = {}
    for graph_id, comments in design.comments.items():
        if graph_id != MAIN and graph_id not in design.models:
            continue
        for _, comment in sorted(comments.items()):
            if comment.node is not None and (lines := comment_lines(comment.text)):
                mark = (graph_id, comment.node)
                found[mark] = (*found.get(mark, ()), *lines)
    return found


def comment_lines(text: str) -> list[str]:
    """A comment as lines of source; empty where nothing is said.

    Nothing that stands in one can end it, nor tell a tool anything.

    Args:
        text: Any text.
    """
    lines = []
    for line in _ENDS.split(text.strip()):
        plain = "".join(c if c.isprintable() else " " for c in line).rstrip()
        lines.append(f"({plain.strip()})" if is_instruction(plain) else plain)
    return lines if any(lines) else []


def said(lines: Mapping[Mark, tuple[str, ...]], mark: Mark) -> str:
    """What stands in source about a call, as one text."""
    return "\n".join(lines.get(mark, ()))
