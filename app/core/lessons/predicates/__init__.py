"""What can be asked of a design: pure functions over its facts, by the name that lessons use."""

from __future__ import annotations

from app.core.lessons.predicates import (
    blocks,
    chain,
    counts,
    ends,
    findings,
    layer_settings,
    layers,
    precision,
    sameness,
    training,
    training_parts,
    wiring,
)
from app.core.lessons.predicates.combining import COMBINING
from app.core.lessons.predicates.predicate import Predicate

__all__ = ["COMBINING", "PREDICATES", "Predicate"]

PREDICATES: dict[str, Predicate] = {
    predicate.name: predicate
    for predicate in (
        *counts.PREDICATES,
        *layers.PREDICATES,
        *layer_settings.PREDICATES,
        *ends.PREDICATES,
        *wiring.PREDICATES,
        *blocks.PREDICATES,
        *precision.PREDICATES,
        *chain.PREDICATES,
        *sameness.PREDICATES,
        *findings.PREDICATES,
        *training.PREDICATES,
        *training_parts.PREDICATES,
    )
}
"""All of them, by name, in the order of the documentation."""
