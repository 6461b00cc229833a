"""`DrawingNotes`: what is told of a design on its way, apart from what it holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from model_codegen.design.diagnostic_codes import Code
from model_codegen.design.diagnostics import Diagnostic, at_line, with_line
from model_codegen.importers.source.values import Unknown

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

    def left_open(self, graph_id: str, node_id: str, reason: str, line: int, *, alike: str) -> None:
        """Note that something a line of the text says of a call could not be kept.

        Args:
            graph_id: The graph.
            node_id: The call.
            reason: What could not be kept, and why.
            line: Where it stands.
            alike: What such notes have in common; see `Diagnostic`.
        """
        message, nodes = at_line(line, reason), (node_id,)
        self._add(
            Diagnostic(
                "not-followed",
                "warning",
                message,
                nodes,
                graph_id,
                line=line,
                reason=reason,
                alike=alike,
            )
        )

    def caused(
        self, code: Code, graph_id: str, node_id: str | None, subject: str, cause: Unknown
    ) -> None:
        """Note what a value that is not known comes to.

        Args:
            code: Of the diagnostic.
            graph_id: The graph.
            node_id: The call; None if it is no one call.
            subject: What could not be kept.
            cause: Why, and the line where that stands.
        """
        nodes = () if node_id is None else (node_id,)
        reason = f"{subject}: {cause.reason}"
        self._add(
            Diagnostic(
                code,
                "warning",
                with_line(reason, cause.line),
                nodes,
                graph_id,
                line=cause.line or None,
                reason=reason,
                alike=cause.reason,
            )
        )

    def _add(self, found: Diagnostic) -> None:
        """Keep a note; the same thing is told once."""
        if len(self.diagnostics) < _MOST and found not in self.diagnostics:
            self.diagnostics.append(found)
