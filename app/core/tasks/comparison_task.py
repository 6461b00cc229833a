"""Two designs compared, with the analyses that their pictures are labelled from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from model_codegen.comparison.differences import Comparison
    from model_codegen.design.graph import Design

STYLE = "functional"
"""In which every design can be written."""


@dataclass(frozen=True)
class Compared:
    """What came of comparing two designs.

    Attributes:
        comparison: What they do not have in common.
        results: The analysis of each, as JSON.
        sources: The functional source of each, as far as it can be written.
    """

    comparison: Comparison
    results: tuple[dict[str, Any], dict[str, Any]]
    sources: tuple[str, str] = ("", "")


def compare(before: Design, after: Design, batch: int) -> Compared:
    """Compare two designs.

    Args:
        before: The one.
        after: The other.
        batch: For how many samples at once costs are told.
    """
    from app.core.tasks import source_tasks
    from model_codegen import analysis
    from model_codegen.comparison import comparing

    comparison = comparing.compare(before, after, batch=batch)
    first, second = (analysis.to_json(analysis.analyse(one)) for one in (before, after))
    one, other = (source_tasks.emit(design, STYLE, fold=True)["text"] for design in (before, after))
    return Compared(comparison, (first, second), (one, other))
