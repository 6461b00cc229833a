"""`Facts`: all that predicates may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.core.lessons.layer_facts import LayerFacts, layers_of
from app.core.workspace.analysed import Analysed
from model_codegen.catalogue.entry import Catalogue
from model_codegen.design import expansion
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design
from model_codegen.design.traversal import Flow, flow


@dataclass(frozen=True)
class Training:
    """The newest training that has ended.

    Attributes:
        metrics: By name as in the logs (`loss`, `val_accuracy`), what each had at the end of the
            best epoch that the run kept, or of the last one.
    """

    metrics: Mapping[str, float]


@dataclass(frozen=True)
class Facts:
    """A learner's design and all that is known of it.

    Attributes:
        design: The design.
        result: Its analysis as JSON.
        training: The newest run of it that has ended; None: there is none.
        catalogue: What Keras offers; None: not known yet, nor are defaults of arguments.
        designs: Others that predicates compare it with, by file name.
    """

    design: Design
    result: Mapping[str, Any]
    training: Training | None = None
    catalogue: Catalogue | None = None
    designs: Mapping[str, Design] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        analysed: Analysed,
        training: Training | None = None,
        catalogue: Catalogue | None = None,
    ) -> Facts:
        """The facts of a design that a page shows."""
        return cls(analysed.design, analysed.result, training, catalogue)

    @property
    def main(self) -> Mapping[str, Any]:
        """The analysis of the main graph."""
        found: Mapping[str, Any] = self.result["graphs"][MAIN]
        return found

    @cached_property
    def flow(self) -> Flow:
        """How tensors run through the main graph as it is drawn."""
        return flow(self.design.main)

    @cached_property
    def unused(self) -> frozenset[str]:
        """The calls of the main graph that reach no output."""
        return frozenset(self.main["unused"])

    @cached_property
    def whole(self) -> Design:
        """The design without parameters of blocks and repeats."""
        return expansion.expanded(self.design)

    @cached_property
    def layers(self) -> tuple[LayerFacts, ...]:
        """What the model calls, in blocks, too: each with its own weights once."""
        return layers_of(self.whole, self.unused)

    @cached_property
    def errors(self) -> list[Mapping[str, Any]]:
        """What keeps the model from being built: diagnostics."""
        return [
            one
            for one in self.result["diagnostics"]
            if one["severity"] == "error" and one.get("category") != "training"
        ]
