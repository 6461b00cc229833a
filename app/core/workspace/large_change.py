"""Whether a change is so large that the design is kept before as a version of its own."""

from __future__ import annotations

from app.core.workspace.document import touched
from model_codegen.design.graph import Design
from model_codegen.design.patches import Operations
from model_codegen.design.traversal import count_calls

CAUSE = "a large change"

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
