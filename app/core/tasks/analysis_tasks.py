"""What a design is: its analysis, and the longest chain in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from model_codegen.design.graph import Design


def analyse(design: Design) -> dict[str, Any]:
    """Shapes, weights and diagnostics, as JSON."""
    from model_codegen import analysis

    return analysis.to_json(analysis.analyse(design))


def chain(design: Design) -> list[str]:
    """The nodes of the longest run that one Sequential could hold."""
    from model_codegen.analysis import analyse as analyse_design
    from model_codegen.analysis.advice.chain import longest_chain

    return longest_chain(design, analyse_design(design))
