"""What can be done about the reasons why Sequential cannot hold a design, and at which price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model_codegen.design.diagnostics import Diagnostic
    from model_codegen.design.graph import Design
    from model_codegen.design.patches import Operations

MOST_REASONS = 12
"""Of so many reasons repairs are tried: each costs an analysis."""


@dataclass(frozen=True)
class PricedRepair:
    """One way to get rid of a reason; it has been tried.

    Attributes:
        reason: Which of `Analysis.chain_reasons`, from 0.
        title: What the button says.
        loses: A sentence: what is not as before.
        patch: The change of the design.
        back: What takes it back.
        before: Parameters of the design.
        after: Parameters after it.
        calls: How many calls there are then, of how many before.
        left: How many reasons there are then.
    """

    reason: int
    title: str
    loses: str
    patch: Operations
    back: Operations
    before: int
    after: int
    calls: tuple[int, int]
    left: int


def repairs(design: Design) -> list[PricedRepair]:
    """Every repair that can be built and removes its reason.

    Args:
        design: Any; of one with errors there are none.
    """
    from model_codegen.analysis import analyse
    from model_codegen.analysis.advice.chain_repairs import chain_repairs
    from model_codegen.design.difference import difference

    analysis = analyse(design)
    if analysis.errors:
        return []
    counts = {key: len(node.outputs) for key, node in analysis.nodes.items() if node.outputs}
    found = []
    for number, reason in enumerate(analysis.chain_reasons[:MOST_REASONS]):
        for repair in chain_repairs(design, reason, counts):
            after = analyse(repair.design)
            same = [one for one in after.chain_reasons if _same(one, reason)]
            if after.errors or same:
                continue
            found.append(
                PricedRepair(
                    number,
                    repair.title,
                    repair.loses,
                    difference(design, repair.design),
                    difference(repair.design, design),
                    analysis.total_params,
                    after.total_params,
                    (len(repair.design.main.nodes), len(design.main.nodes)),
                    len(after.chain_reasons),
                )
            )
    return found


def _same(one: Diagnostic, other: Diagnostic) -> bool:
    """Whether two reasons say the same; of several inputs or outputs, whichever they are."""
    graph_wide = other.alike in ("inputs", "outputs")
    return one.alike == other.alike and (graph_wide or one.nodes[:1] == other.nodes[:1])
