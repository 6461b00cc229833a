"""`ImportResult`: what came of a model that was read, and what of it could not be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from model_codegen.diagnostics import Diagnostic
from model_codegen.graph import Design


@dataclass(frozen=True)
class ImportResult:
    """A model as a design.

    Attributes:
        design: The design, without positions.
        diagnostics: What was left out, or kept as a placeholder, one finding each.
        models: Of source: the names of all its models, of which this is one.
        lines: Of source: by graph and node, the line that the call is from.
    """

    design: Design
    diagnostics: tuple[Diagnostic, ...] = ()
    models: tuple[str, ...] = ()
    lines: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass
class Notes:
    """Collects what an import has to tell; the same thing is told once."""

    found: dict[tuple[str, str], Diagnostic] = field(default_factory=dict)

    def placeholder(self, graph_id: str, node_id: str, message: str) -> None:
        """A layer that is kept as a placeholder."""
        self._add(Diagnostic("placeholder", "warning", message, (node_id,), graph_id))

    def left_out(self, graph_id: str, node_id: str, message: str) -> None:
        """A setting that is not kept."""
        self._add(Diagnostic("left-out", "warning", message, (node_id,), graph_id))

    def _add(self, diagnostic: Diagnostic) -> None:
        self.found.setdefault((diagnostic.graph, diagnostic.message), diagnostic)


class Unrepresentable(Exception):  # noqa: N818, it is no error of anybody
    """A part of a model that a design cannot hold; the message ends a sentence that names it."""
