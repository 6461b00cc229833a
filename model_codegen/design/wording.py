"""Names of nodes, tensors and operations as messages spell them; lists and quotes in prose."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Protocol

from model_codegen.design.graph import Layer, ModelGraph, Op, SubModel, TensorRef
from model_codegen.design.traversal import Flow

LONGEST = 300
"""The longest piece of foreign text, such as a name, that a message repeats."""


class Shaped(Protocol):
    """A tensor of which the shape is known."""

    @property
    def shape(self) -> tuple[Any, ...]:
        """With None where a size is open."""


class Words:
    """Names for the nodes and tensors of one graph.

    Args:
        graph: The graph.
        flow: How its tensors run.
        symbols: The tensors that are known.
        models: The definitions, by id.
        calls: The calls of each operation, in order, if they are at hand.
        names: What operations are called that are not called by their names, by id.
    """

    def __init__(
        self,
        graph: ModelGraph,
        flow: Flow,
        symbols: Mapping[str, Sequence[Shaped]],
        models: Mapping[str, ModelGraph],
        calls: Mapping[str, Sequence[str]] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        self._graph = graph
        self._flow = flow
        self._symbols = symbols
        self._models = models
        self._listed = calls
        self._names = names or {}

    @cached_property
    def _calls(self) -> Mapping[str, Sequence[str]]:
        if self._listed is not None:
            return self._listed
        calls: dict[str, list[str]] = {}
        for node_id in self._flow.order:
            calls.setdefault(self._graph.nodes[node_id].operation, []).append(node_id)
        return calls

    def node(self, node_id: str) -> str:
        """ "`dense`", or "`dense` (call 2)" where one layer is called several times."""
        node = self._graph.nodes.get(node_id)
        operation = self._graph.operations.get(node.operation) if node else None
        if node is None or operation is None or isinstance(operation, Op):
            return quote(node_id)
        calls = self._calls[node.operation]
        number = f" (call {calls.index(node_id) + 1})" if len(calls) > 1 else ""
        return quote(self._names.get(node.operation, operation.name)) + number

    def nodes(self, node_ids: Iterable[str]) -> str:
        """Several of them: "`a`, `b` and `c`"."""
        return listing([self.node(node_id) for node_id in node_ids])

    def described(self, node_id: str) -> str:
        """ "`merge` (Concatenate)"."""
        node = self._graph.nodes[node_id]
        return f"{self.node(node_id)} ({self.kind(node.operation)})"

    def kind(self, operation_id: str) -> str:
        """What an operation is: "Dense", "ops.add" or the name of a definition."""
        operation = self._graph.operations.get(operation_id)
        match operation:
            case Layer():
                return shorten(operation.class_name.rpartition(".")[2] or operation.class_name)
            case Op():
                return shorten(operation.function.removeprefix("keras."))
            case SubModel():
                definition = self._models.get(operation.model)
                return shorten(operation.model if definition is None else definition.name)
            case _:
                return "unknown"

    def output(self, ref: TensorRef) -> str:
        """ "`left`", or "`lstm` output 1" where a call returns several tensors."""
        several = len(self._symbols.get(ref.node, ())) > 1
        return self.node(ref.node) + (f" output {ref.index}" if several else "")

    def tensor(self, ref: TensorRef) -> str:
        """ "`left` (None, 64)", or just "`left`" while its shape is unknown."""
        found = self._symbols.get(ref.node, ())
        name = self.output(ref)
        return f"{name} {found[ref.index].shape}" if ref.index < len(found) else name

    def tensors(self, refs: Iterable[TensorRef]) -> str:
        """Several of them: "`left` (None, 64) and `right` (None, 32)"."""
        return listing([self.tensor(ref) for ref in refs])


def quote(name: str) -> str:
    """A name in backticks."""
    return f"`{shorten(name)}`"


def shorten(text: str) -> str:
    """Foreign text on one line, cut where it is very long."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def listing(items: list[str], most: int = 6) -> str:
    """ "a, b and c"; of many items the first ones and how many follow."""
    if len(items) > most:
        items = [*items[: most - 1], f"{len(items) - most + 1} more"]
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def offer(name: str, known: Collection[str]) -> str:
    """The sentence behind one that a name is unknown: which was probably meant, or all there are.

    Args:
        name: What was asked for.
        known: The names that there are.
    """
    containing = [other for other in known if name and name in other]
    near = containing or get_close_matches(name, known, n=3)
    if near:
        return f"Did you mean {' or '.join(f'`{other}`' for other in near)}?"
    return f"Choose from {', '.join(known)}."
