"""`ImportResult`: the design of a model that was read, and findings on what it does not hold."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Design
from model_codegen.design.wording import quote


@dataclass(frozen=True)
class Offer:
    """One of several models of a text, described so that a person can choose.

    Attributes:
        name: What `from_source(text, model=name)` takes for it.
        title: The variable that it is put into, or its name.
        line: Where it is made.
        kind: "Sequential", "Functional", or the class of the text that it is an object of.
        layers: Its layers, in order, such as "Dense 10"; the first of very many.
        count: How many layers it has.
        likely: Whether it is the one that is read if none is named.
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
        diagnostics: What was left out, not followed or kept as a placeholder, one finding each.
        models: Of source: the names of all its models, of which this is one.
        lines: Of source: by graph id and node id, the line of the call, from 1.
        offers: Of source: each of those models, described; empty if there is one.
        remarks: Of source: its comments that are about no call.
        traced: Of source: the graphs that are classes, by id. Their inputs are named by variables;
            those of blocks have the shapes of their first call.
    """

    design: Design
    diagnostics: tuple[Diagnostic, ...] = ()
    models: tuple[str, ...] = ()
    lines: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    offers: tuple[Offer, ...] = ()
    remarks: tuple[str, ...] = ()
    traced: frozenset[str] = frozenset()


@dataclass
class Notes:
    """The findings of an import so far, by graph and message, so that each is reported once."""

    found: dict[tuple[str, str], Diagnostic] = field(default_factory=dict)

    def placeholder(self, graph_id: str, node_id: str, name: str, reason: str) -> None:
        """Note that the layer `name` is kept as a placeholder, and why."""
        message = f"{quote(name)} is kept as a placeholder: {reason}"
        self._add(Diagnostic("placeholder", "warning", message, (node_id,), graph_id, alike=reason))

    def left_out(self, graph_id: str, node_id: str, subject: str, reason: str) -> None:
        """Note that something of `subject` ("`dense`", "A call of `dense`") is not kept."""
        message = f"{subject}: {reason}"
        self._add(Diagnostic("left-out", "warning", message, (node_id,), graph_id, alike=reason))

    def forget(self, graph_id: str, nodes: Container[str]) -> None:
        """Take back what was noted of nodes that are not part of the design after all."""
        for key, diagnostic in list(self.found.items()):
            noted = diagnostic.nodes
            if diagnostic.graph == graph_id and noted and all(node in nodes for node in noted):
                del self.found[key]

    def _add(self, diagnostic: Diagnostic) -> None:
        self.found.setdefault((diagnostic.graph, diagnostic.message), diagnostic)


class Unrepresentable(Exception):  # noqa: N818, it is no error of anybody
    """A part of a model that a design cannot hold; the message ends a sentence that names it."""
