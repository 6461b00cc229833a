"""Whether a change is so large that the design is kept before as a version of its own."""

from __future__ import annotations

from app.core.workspace.document import touched
from model_codegen.design.graph import Design
from model_codegen.design.patches import Operations
from model_codegen.design.traversal import count_calls

_WORDS = {
    "Edit the code": "applying code",
    "Edit the code of your layers": "applying code of its layers",
    "Begin again": "beginning again",
    "Open it up": "opening it up",
    "Show the solution": "showing the solution",
}
"""What is said of changes whose titles tell somebody to do something."""

LONGEST = 60
"""So many characters of a title are kept."""

FEWEST = 8
"""A change of fewer calls and operations than this is never large."""


def is_large(patch: Operations, design: Design) -> bool:
    """Whether a patch changes or takes away as much as half of a design's calls.

    Args:
        patch: The change.
        design: What it was before.
    """
    if len(patch) < FEWEST:
        return False
    old = [one for one in patch if one["op"] in ("remove", "replace")]
    parts = {steps for steps in touched(old) if steps[-2:-1] in (("nodes",), ("operations",))}
    return len(parts) >= max(FEWEST, count_calls(design) // 2)


def cause(title: str) -> str:
    """What a version before a change is said to be kept before.

    Args:
        title: What the history calls the change; empty if it has no name.
    """
    verb, of, what = title.partition(": ")
    if of and verb in ("Undone", "Redone"):
        return f"{'undoing' if verb == 'Undone' else 'redoing'} {_named(what)}"
    return _WORDS.get(title) or (_named(title) if title else "a large change")


def _named(title: str) -> str:
    return f"“{title if len(title) <= LONGEST else title[: LONGEST - 1] + '…'}”"
