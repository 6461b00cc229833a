"""`Pairing`: which calls and operations of two graphs are the same, whatever their ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

from model_codegen.catalogue import ConfigError
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import (
    INPUT_CLASS,
    Layer,
    ModelGraph,
    Node,
    Op,
    Recorded,
    SubModel,
    TensorRef,
)
from model_codegen.design.traversal import leaves, map_leaves, references
from model_codegen.emitters.placeholders import imported_name
from model_codegen.equivalence.normal_call import normal_call
from model_codegen.equivalence.reach_order import reach_order_of_all
from model_codegen.equivalence.renumbered_layers import repaired
from model_codegen.equivalence.untupled import untupled
from model_codegen.importers.import_result import Unrepresentable


class Pairing:
    """Which nodes and operations of two graphs are the same.

    Args:
        old: The graph that was there before. Where its outputs are "auto", calls that are alike are
            told apart by their ids only.
        new: What it is to become, likewise.
        unused: The calls of the old graph that no output depends on. No source has them, so they
            are found again by the names of their layers only.

    Attributes:
        operations: By new operation: the old one.
        nodes: By new node: the old one.
        ids: By new node: its id in the result.
        keys: By new operation: its id in the result.
    """

    def __init__(self, old: ModelGraph, new: ModelGraph, unused: Collection[str] = ()) -> None:
        self._old, self._new = old, new
        self._order = reach_order_of_all(new)
        told = {node.operation for key, node in old.nodes.items() if key not in unused}
        self.operations: dict[str, str] = repaired(old, new, _by_name(old, new), told)
        self._paired = {*self.operations.values()}
        self.nodes: dict[str, str] = {}
        # Of two calls that are alike, source has the one that is used.
        self._free = dict.fromkeys(
            key
            for key in sorted(reach_order_of_all(old), key={*unused}.__contains__)
            if key not in unused or old.nodes[key].operation in self._paired
        )
        self._match()
        taken: set[str] = set()
        self.ids = {
            key: self.nodes.get(key) or fresh_id(key, old.nodes, taken) for key in self._order
        }
        taken = set()
        self.keys = {
            key: self.operations.get(key) or fresh_id(key, old.operations, taken)
            for key in new.operations
        }

    def renamed(self, leaf: Any) -> Any:
        """A tensor of the new graph in the ids of the result; anything else as it is."""
        if isinstance(leaf, TensorRef):
            return TensorRef(self.ids.get(leaf.node, leaf.node), leaf.index)
        return leaf

    def renamed_call(self, node: Node) -> Node:
        """A call of the new graph in the ids of the result."""
        return Node(
            self.keys.get(node.operation, node.operation),
            tuple(map_leaves(argument, self.renamed) for argument in node.args),
            {name: map_leaves(item, self.renamed) for name, item in node.kwargs.items()},
        )

    def _match(self) -> None:
        for old_id, new_id in zip(leaves(self._old.inputs), leaves(self._new.inputs), strict=False):
            operations = self._old.nodes.get(old_id), self._new.nodes.get(new_id)
            if None not in operations and not self._is_matched(old_id, new_id):
                self._take(new_id, old_id)
        self._match_only_calls()
        # First what is as it was, so that later calls know their sources; then what is called on
        # the same tensors; then the rest.
        for trait in (self._arguments, self._references):
            known = defaultdict(list)
            for old_id in self._free:
                node = self._old.nodes[old_id]
                found = trait(self._old, node, lambda ref: ref)
                known[self._key(self._old, node), found].append(old_id)
            for new_id in self._loose():
                node = self._new.nodes[new_id]
                found = trait(self._new, node, self._old_ref)
                self._try(new_id, known[self._key(self._new, node), found])
        loose: dict[Any, list[str]] = defaultdict(list)
        for old_id in self._free:
            loose[self._key(self._old, self._old.nodes[old_id])].append(old_id)
        for new_id in self._loose():
            node = self._new.nodes[new_id]
            sources = {self._old_ref(ref) for ref in references(node)}
            near = (
                old_id
                for old_id in loose[self._key(self._new, node)]
                if node.operation in self.operations
                or sources & {*references(self._old.nodes[old_id])}
            )
            self._try(new_id, near)
        self._match_by_use()

    def _match_by_use(self) -> None:
        """Pair what goes to the same places: a function that is given something else now."""
        self._match_sources(_ends(self._old), _ends(self._new))
        for new_id in reversed(self._order):
            if new_id in self.nodes:
                old_id = self.nodes[new_id]
                uses = references(self._old.nodes[old_id]), references(self._new.nodes[new_id])
                self._match_sources(*uses)

    def _match_sources(self, old: list[TensorRef], new: list[TensorRef]) -> None:
        for before, after in zip(old, new, strict=False):
            nodes = self._old.nodes.get(before.node), self._new.nodes.get(after.node)
            if nodes[0] is None or nodes[1] is None or before.node not in self._free:
                continue
            if self._key(self._old, nodes[0]) == self._key(self._new, nodes[1]):
                self._try(after.node, [before.node])

    def _match_only_calls(self) -> None:
        """Take the one call of an operation for the one of its partner, whatever it is given."""
        before, after = _only_calls(self._old), _only_calls(self._new)
        for new_key, old_key in [*self.operations.items()]:
            old_id, new_id = before.get(old_key), after.get(new_key)
            if old_id in self._free and new_id is not None and new_id not in self.nodes:
                self._take(new_id, old_id)

    def _loose(self) -> list[str]:
        """The calls of the new graph that have no partner yet, in order."""
        return [key for key in self._order if key not in self.nodes]

    @staticmethod
    def _arguments(graph: ModelGraph, node: Node, old: Callable[[TensorRef], Any]) -> str:
        node = _arranged(graph, node)

        def leaf(value: Any) -> Any:
            return old(value) if isinstance(value, TensorRef) else value

        return repr(untupled(map_leaves([*node.args, node.kwargs], leaf)))

    @staticmethod
    def _references(
        graph: ModelGraph, node: Node, old: Callable[[TensorRef], Any]
    ) -> tuple[Any, ...]:
        return tuple(old(ref) for ref in references(node))

    def _is_matched(self, old_id: str, new_id: str) -> bool:
        """Whether either end of a pair of inputs has its partner already, by name."""
        return (
            self._new.nodes[new_id].operation in self.operations
            or self._old.nodes[old_id].operation in self._paired
        )

    def _try(self, new_id: str, candidates: Iterable[str]) -> None:
        if new_id in self.nodes:
            return
        wanted = self._new.nodes[new_id].operation
        for old_id in candidates:
            operation = self._old.nodes[old_id].operation
            partner = self.operations.get(wanted)
            fits = partner == operation or (partner is None and operation not in self._paired)
            if old_id in self._free and fits:
                self._take(new_id, old_id)
                return

    def _take(self, new_id: str, old_id: str) -> None:
        self.nodes[new_id] = old_id
        self._free.pop(old_id, None)
        operation = self._old.nodes[old_id].operation
        self.operations.setdefault(self._new.nodes[new_id].operation, operation)
        self._paired.add(operation)

    def _old_ref(self, ref: TensorRef) -> TensorRef | None:
        """A tensor of the new graph in the old ids, None if its call has no partner yet."""
        node = self.nodes.get(ref.node)
        return None if node is None else TensorRef(node, ref.index)

    def _key(self, graph: ModelGraph, node: Node) -> Any:
        """What two calls must have in common: their operation by name, or else its class."""
        operation_id = node.operation
        if graph is self._new and operation_id in self.operations:
            return self.operations[operation_id]
        if graph is self._old and operation_id in self._paired:
            return operation_id
        match graph.operations.get(operation_id):
            case Layer(class_name=class_name, recorded=Recorded()):
                return ("placeholder", imported_name(class_name))
            case Layer(class_name=class_name):
                return ("layer", class_name)
            case Op(function=function):
                return ("op", function)
            case SubModel():
                return ("model",)
        return None


def _ends(graph: ModelGraph) -> list[TensorRef]:
    return [leaf for leaf in leaves(graph.outputs) if isinstance(leaf, TensorRef)]


def _arranged(graph: ModelGraph, node: Node) -> Node:
    """A call in its normal form; as it is, if its arguments do not fit."""
    try:
        return normal_call(graph.operations, node)
    except (KeyError, TypeError, ValueError, ConfigError, Unrepresentable):
        return node


def _only_calls(graph: ModelGraph) -> dict[str, str]:
    """By operation that is called once: its call."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, node in graph.nodes.items():
        found[node.operation].append(key)
    return {operation: keys[0] for operation, keys in found.items() if len(keys) == 1}


def _by_name(old: ModelGraph, new: ModelGraph) -> dict[str, str]:
    names = [_names(graph) for graph in (old, new)]
    return {new_id: names[0][name] for name, new_id in names[1].items() if name in names[0]}


def _names(graph: ModelGraph) -> dict[tuple[str, str], str]:
    """The operations whose name no other has, by kind and name."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, operation in graph.operations.items():
        if not isinstance(operation, Op):
            is_input = isinstance(operation, Layer) and operation.class_name == INPUT_CLASS
            found["input" if is_input else operation.kind, operation.name].append(key)
    return {name: keys[0] for name, keys in found.items() if len(keys) == 1}


def fresh_id(wanted: str, old: Iterable[str], taken: set[str]) -> str:
    """An id that neither the old design nor the result has; it counts as taken from then on."""
    name, count = wanted, 1
    while name in old or name in taken or name == MAIN:
        count += 1
        name = f"{wanted}_{count}"
    taken.add(name)
    return name
