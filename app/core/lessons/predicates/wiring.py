"""What leads to what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from app.core.lessons.facts import Facts
from app.core.lessons.layer_facts import kind_of, name_of
from app.core.lessons.predicates.argument import Argument, Pattern, matches
from app.core.lessons.predicates.predicate import predicate
from app.core.lessons.predicates.selection import KerasClass
from app.core.lessons.verdict import Finding
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, ModelGraph
from model_codegen.design.shared_operations import operation_of
from model_codegen.design.traversal import Flow, flow
from model_codegen.design.wording import listing, quote


class Ends(Argument):
    """From where to where."""

    from_: Pattern = Field(alias="from")
    to: Pattern


def _wire_python(wanted: Ends) -> Iterator[str]:
    yield f"feeds(model, {wanted.from_!r}, {wanted.to!r})"


@predicate("wire", _wire_python)
def wire(facts: Facts, wanted: Ends) -> Finding:
    """A tensor goes from one layer straight to another.

    `from` and `to` are names or classes, or patterns of them; inputs have names, too. One such wire
    will do, in a block or not.

    Example:
        wire: {from: flatten, to: "dense*"}
        wire: {from: Dropout, to: Dense}
    """
    asked = f"{quote(wanted.from_)} is wired to {quote(wanted.to)}."
    for graph in _graphs(facts):
        targets = graph.meant(wanted.to)
        for node_id in targets:
            if any(graph.is_meant(source, wanted.from_) for source in graph.flow.sources[node_id]):
                return Finding(asked, True, asked)
    return Finding(
        asked, False, _missing(facts, wanted) or f"No wire goes {_way(wanted, 'straight ')}."
    )


class Way(Ends):
    """From where to where, and past what."""

    past: Pattern | None = None


def _path_python(wanted: Way) -> Iterator[str]:
    past = "" if wanted.past is None else f", past={wanted.past!r}"
    yield f"reaches(model, {wanted.from_!r}, {wanted.to!r}{past})"


@predicate("path", _path_python)
def path(facts: Facts, wanted: Way) -> Finding:
    """What one layer returns reaches another one, straight or through other layers.

    `from` and `to` are names or classes, or patterns of them; inputs have names, too. With `past`,
    there is a way on which no layer of that name is: a shortcut.

    Example:
        path: {from: left, to: same_digit}
        path: {from: image, to: Add, past: conv_1}
    """
    past = "" if wanted.past is None else f" past {quote(wanted.past)}"
    asked = f"What {quote(wanted.from_)} returns reaches {quote(wanted.to)}{past}."
    for graph in _graphs(facts):
        targets = graph.meant(wanted.to)
        if any(graph.is_meant(node_id, wanted.from_) for node_id in _above(graph, targets, wanted)):
            return Finding(asked, True, asked)
    return Finding(asked, False, _missing(facts, wanted) or f"Nothing leads {_way(wanted)}{past}.")


class Merge(Argument):
    """Which merge, and of what."""

    class_: KerasClass = Field(alias="class")
    of: Annotated[list[Pattern], Field(min_length=1, max_length=20)]


MOST_IN_ORDER = 6
"""So many tensors a notebook tries in any order."""


def _merges_python(wanted: Merge) -> Iterator[str]:
    if len(wanted.of) <= MOST_IN_ORDER:
        yield f"merges(model, {', '.join(map(repr, map(str, (wanted.class_, *wanted.of))))})"


@predicate("merges", _merges_python)
def merges(facts: Facts, wanted: Merge) -> Finding:
    """A layer or function takes exactly these tensors, in any order.

    `class` is its class, `of` are names or classes of what makes the tensors, or patterns of them.

    Example:
        merges: {class: Add, of: [shortcut, "conv*"]}
        merges: {class: Concatenate, of: [Dense, Dense]}
    """
    asked = f"One {quote(wanted.class_)} takes {listing([*map(quote, wanted.of)])}."
    found = ""
    for graph in _graphs(facts):
        for node_id in graph.meant(wanted.class_):
            sources = graph.flow.sources[node_id]
            if len(sources) == len(wanted.of) and _paired(graph, wanted.of, sources):
                return Finding(asked, True, asked)
            names = listing([quote(graph.name(source)) for source in sources])
            found = found or f"{quote(graph.name(node_id))} takes {names or 'nothing yet'}"
    if not found:
        return Finding(asked, False, f"The model has no {quote(wanted.class_)}.")
    return Finding(asked, False, f"{found}; it should take {listing([*map(quote, wanted.of)])}.")


def _above(graph: _Wired, targets: list[str], wanted: Way) -> set[str]:
    """The calls on the ways to some, without what they must not lead through."""
    found: set[str] = set()
    stack = [*targets]
    while stack:
        for source in graph.flow.sources.get(stack.pop(), ()):
            past = wanted.past is not None and graph.is_meant(source, wanted.past)
            if source not in found and not past:
                found.add(source)
                stack.append(source)
    return found


def _way(wanted: Ends, how: str = "") -> str:
    return f"from {quote(wanted.from_)} {how}to {quote(wanted.to)}"


class _Wired:
    """A graph of the design, as a learner has drawn it."""

    def __init__(
        self, design: Design, graph: ModelGraph, known: Flow, unused: frozenset[str]
    ) -> None:
        self._design = design
        self._graph = graph
        self._unused = unused
        self.flow = known

    def meant(self, pattern: str) -> list[str]:
        """The calls whose layer is meant by a pattern."""
        return [node for node in self.flow.order if self.is_meant(node, pattern)]

    def is_meant(self, node_id: str, pattern: str) -> bool:
        """Whether a call is one of them."""
        node = self._graph.nodes.get(node_id)
        if node is None or node_id in self._unused:
            return False
        operation = operation_of(self._design, self._graph, node.operation)
        return operation is not None and matches(
            pattern, name_of(operation), kind_of(operation, self._design)
        )

    def name(self, node_id: str) -> str:
        """What the layer of a call is called."""
        node = self._graph.nodes.get(node_id)
        operation = operation_of(self._design, self._graph, node.operation) if node else None
        return name_of(operation) if operation else node_id


def _graphs(facts: Facts) -> Iterator[_Wired]:
    """The main graph and the blocks that it uses."""
    yield _Wired(facts.design, facts.design.main, facts.flow, facts.unused)
    used = dict.fromkeys(layer.graph.partition("~")[0] for layer in facts.layers)
    for graph_id in used:
        if graph_id != MAIN and graph_id in facts.design.models:
            graph = facts.design.models[graph_id]
            yield _Wired(facts.design, graph, flow(graph), frozenset())


def _missing(facts: Facts, wanted: Ends) -> str:
    """That one of the two is not there at all."""
    graphs = [*_graphs(facts)]
    for pattern in (wanted.from_, wanted.to):
        if not any(graph.meant(pattern) for graph in graphs):
            return f"The model has no layer {quote(pattern)}."
    return ""


def _paired(graph: _Wired, patterns: list[str], sources: list[str]) -> bool:
    """Whether each pattern means a tensor of its own."""
    taken: dict[int, int] = {}

    def give(pattern: int, seen: set[int]) -> bool:
        for place, source in enumerate(sources):
            if place in seen or not graph.is_meant(source, patterns[pattern]):
                continue
            seen.add(place)
            if place not in taken or give(taken[place], seen):
                taken[place] = pattern
                return True
        return False

    return all(give(pattern, set()) for pattern in range(len(patterns)))


PREDICATES = (wire, path, merges)
