"""`DrawingNotes`: what is told of a design on its way, apart from what it holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from model_codegen.design.diagnostics import Diagnostic

_MOST = 200


@dataclass(eq=False)
class DrawingNotes:
    """What is told of a design on its way.

    Attributes:
        diagnostics: What could not be kept.
        lines: By graph and node: the line that the call is from.
    """

    diagnostics: list[Diagnostic] = field(default_factory=list)
    lines: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, graph_id: str, node_id: str | None, message: str, code: str = "") -> None:
        """Tell of something that could not be kept; the same thing is told once.

        Args:
            graph_id: The graph.
            node_id: The node; None if it is no one node.
            message: The sentence.
            code: Of the diagnostic; "not-followed" by default.
        """
        nodes = () if node_id is None else (node_id,)
        found = Diagnostic(code or "not-followed", "warning", message, nodes, graph_id)
        if len(self.diagnostics) < _MOST and found not in self.diagnostics:
            self.diagnostics.append(found)
