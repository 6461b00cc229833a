"""Two designs compared, with the analyses that their pictures are labelled from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from model_codegen.comparison.differences import Comparison
    from model_codegen.design.graph import Design


@dataclass(frozen=True)
class Compared:
    """What came of comparing two designs.

    Attributes:
        comparison: What they do not have in common.
        results: The analysis of each, as JSON.
    """

    comparison: Comparison
    results: tuple[dict[str, Any], dict[str, Any]]


def compare(before: Design, after: Design, batch: int) -> Compared:
    """Compare two designs.

    Args:
        before: The one.
        after: The other.
        batch: For how many samples at once costs are told.
    """
    from model_codegen import analysis
    from model_codegen.comparison import comparing

    comparison = comparing.compare(before, after, batch=batch)
    first, second = (analysis.to_json(analysis.analyse(one)) for one in (before, after))
    return Compared(comparison, (first, second))
