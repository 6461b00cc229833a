"""`ImportResult`: what came of a model that was read, and what of it could not be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Design
from model_codegen.design.wording import quote


@dataclass(frozen=True)
class Offer:
    """One of several models of a text, as a person is asked about it.

    Attributes:
        name: What asks for it.
        title: The variable that it is put into, or its name.
        line: Where it is made.
        kind: "Sequential", "Functional", or the class of the text that it is an object of.
        layers: Its layers, in order, such as "Dense 10"; the first of very many.
        count: How many layers it has.
        likely: Whether it is the one that is taken where nobody is asked.
    """

    name: str
    title: str
    line: int
    kind: str
    layers: tuple[str, ...]
    count: int
    likely: bool


@dataclass(frozen=True)
class ImportResult:
    """A model as a design.

    Attributes:
        design: The design, without positions.
        diagnostics: What was left out, or kept as a placeholder, one finding each.
        models: Of source: the names of all its models, of which this is one.
        lines: Of source: by graph and node, the line that the call is from.
        offers: Of source: what can be told of each of those models.
    """

    design: Design
    diagnostics: tuple[Diagnostic, ...] = ()
    models: tuple[str, ...] = ()
    lines: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    offers: tuple[Offer, ...] = ()


@dataclass
class Notes:
    """Collects what an import has to tell; the same thing is told once."""

    found: dict[tuple[str, str], Diagnostic] = field(default_factory=dict)

    def placeholder(self, graph_id: str, node_id: str, name: str, reason: str) -> None:
        """Note that the layer `name` is kept as a placeholder, and why."""
        message = f"{quote(name)} is kept as a placeholder: {reason}"
        self._add(Diagnostic("placeholder", "warning", message, (node_id,), graph_id, alike=reason))

    def left_out(self, graph_id: str, node_id: str, subject: str, reason: str) -> None:
        """Note that something of `subject` ("`dense`", "A call of `dense`") is not kept."""
        message = f"{subject}: {reason}"
        self._add(Diagnostic("left-out", "warning", message, (node_id,), graph_id, alike=reason))

    def _add(self, diagnostic: Diagnostic) -> None:
        self.found.setdefault((diagnostic.graph, diagnostic.message), diagnostic)


class Unrepresentable(Exception):  # noqa: N818, it is no error of anybody
    """A part of a model that a design cannot hold; the message ends a sentence that names it."""
