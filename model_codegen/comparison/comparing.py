"""`compare`: two designs, call by call.

Calls are paired as `equivalence` pairs them: layers by name, those with automatic names by where
they stand, functions by what they are called on; ids and places on the canvas say nothing. What is
written differently and means the same is no change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from model_codegen.analysis import Analysis, analyse
from model_codegen.catalogue import ConfigError
from model_codegen.comparison.details import (
    call_details,
    mapping_details,
    operation_details,
    tensor_text,
    what,
)
from model_codegen.comparison.differences import (
    Change,
    Comparison,
    Detail,
    Kind,
    Place,
    Totals,
)
from model_codegen.costing import cost
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.errors import LayerloomError
from model_codegen.design.graph import (
    INPUT_CLASS,
    Design,
    Layer,
    ModelGraph,
    Node,
    Operation,
    SubModel,
    TensorRef,
)
from model_codegen.design.shared_operations import expanded
from model_codegen.design.traversal import leaves, map_leaves, order
from model_codegen.equivalence.pairing import Pairing
from model_codegen.equivalence.sameness import same_call, same_operation
from model_codegen.equivalence.untupled import untupled


def compare(before: Design, after: Design, *, batch: int = 32) -> Comparison:
    """Tell what two designs do not have in common. Imports Keras.

    Args:
        before: The one; it may be a draft with mistakes.
        after: The other.
        batch: How many samples at once the costs are for.

    Raises:
        CostError: If there is no such batch.
    """
    return _Comparer(before, after, analyse(before), analyse(after), batch).comparison()


@dataclass
class _Comparer:
    """Two designs that are being compared.

    Attributes:
        old: The first.
        new: The second.
        was: The analysis of the first.
        now: That of the second.
        batch: How many samples the costs are for.
        pairs: By definition of the second design: the one of the first that it is compared with.
        nodes: By place in the second design: the same call in the first.
        settings: What changed beside calls.
    """

    old: Design
    new: Design
    was: Analysis
    now: Analysis
    batch: int
    pairs: dict[str, str] = field(default_factory=dict)
    nodes: dict[Place, Place] = field(default_factory=dict)
    settings: list[Detail] = field(default_factory=list)

    def comparison(self) -> Comparison:
        """The outcome."""
        self._old, self._new = expanded(self.old), expanded(self.new)
        for name in ("name", "dtype_policy"):
            self.settings += mapping_details(*({name: getattr(d, name)} for d in self._both))
        if self.old.code.strip() != self.new.code.strip():
            self.settings.append(Detail("code", "of its own layers", "other code"))
        changes: list[Change] = []
        waiting = [(MAIN, MAIN)]
        for old_id, new_id in waiting:
            changes += self._graph(old_id, new_id, waiting)
        return Comparison(
            tuple(changes),
            tuple(self.settings),
            self.nodes,
            _totals(self.old, self.was, self.batch),
            _totals(self.new, self.now, self.batch),
            self.batch,
        )

    @property
    def _both(self) -> tuple[Design, Design]:
        return self.old, self.new

    def _graph(self, old_id: str, new_id: str, waiting: list[tuple[str, str]]) -> Iterator[Change]:
        old, new = _graph(self._old, old_id), _graph(self._new, new_id)
        pair = Pairing(old, new)
        _pair_by_id(pair, old, new)
        block = "" if new_id == MAIN else new.name
        found = {pair.nodes[key] for key in pair.nodes}
        for key in order(old):
            if key not in found:
                yield self._lone("removed", old, Place(old_id, key), block)
        for key in order(new):
            if key not in pair.nodes:
                yield self._lone("added", new, Place(new_id, key), block)
                continue
            places = Place(old_id, pair.nodes[key]), Place(new_id, key)
            self.nodes[places[1]] = places[0]
            change = self._pair(old, new, pair, places, block, waiting)
            if change is not None:
                yield change
        self._graph_settings((old_id, old), (new_id, new), pair, block)

    def _pair(
        self,
        old: ModelGraph,
        new: ModelGraph,
        pair: Pairing,
        places: tuple[Place, Place],
        block: str,
        waiting: list[tuple[str, str]],
    ) -> Change | None:
        nodes = old.nodes[places[0].node], new.nodes[places[1].node]
        operations = _operation(old, nodes[0]), _operation(new, nodes[1])
        if operations[0] is None or operations[1] is None:
            return None
        details = [
            *self._operation_details(operations[0], operations[1], bool(block), waiting),
            *self._call_details(old, new, pair, nodes),
        ]
        if not details:
            return None
        params = self._params(self.now, places[1], nodes[1].operation)
        less = self._params(self.was, places[0], nodes[0].operation)
        more = None if params is None or less is None else params - less
        name = _name(new, places[1].node)
        kind = self._what(operations[1], self._new)
        return Change("changed", name, kind, block, *places, tuple(details), more)

    def _operation_details(
        self, before: Operation, after: Operation, inside: bool, waiting: list[tuple[str, str]]
    ) -> Iterator[Detail]:
        if isinstance(before, SubModel) and isinstance(after, SubModel):
            if after.model not in self.pairs and before.model not in self.pairs.values():
                known = self._old.models, self._new.models
                if before.model in known[0] and after.model in known[1]:
                    self.pairs[after.model] = before.model
                    waiting.append((before.model, after.model))
            if self.pairs.get(after.model) != before.model:
                texts = (
                    self._what(one, design)
                    for one, design in ((before, self._old), (after, self._new))
                )
                yield Detail("block", *texts)
            yield from operation_details(before, after)
            return
        try:
            same = same_operation(self.old, self.new, before, after, inside=inside)
        except (LayerloomError, ConfigError, KeyError, TypeError, ValueError):
            same = before == after  # A draft's arguments need not make sense.
        if not same:
            found = list(operation_details(before, after))
            yield from found or [Detail("dtype", self.old.dtype_policy, self.new.dtype_policy)]

    def _call_details(
        self, old: ModelGraph, new: ModelGraph, pair: Pairing, nodes: tuple[Node, Node]
    ) -> Iterator[Detail]:
        after = pair.renamed_call(nodes[1])
        before = Node(after.operation, nodes[0].args, nodes[0].kwargs)
        there = {pair.keys.get(key, key): operation for key, operation in new.operations.items()}
        try:
            same = same_call(there, before, after)
        except (LayerloomError, ConfigError, KeyError):
            same = before == after
        if same:
            return
        origin = {pair.ids[key]: key for key in new.nodes if key in pair.ids}
        yield from call_details(
            before,
            after,
            (lambda key: _name(old, key), lambda key: _name(new, origin.get(key, key))),
        )

    def _graph_settings(
        self,
        before: tuple[str, ModelGraph],
        after: tuple[str, ModelGraph],
        pair: Pairing,
        block: str,
    ) -> None:
        (old_id, old), (new_id, new) = before, after
        where = f" of {block}" if block else ""
        for detail in mapping_details(old.parameters, new.parameters):
            name = f"parameter {detail.name}{where}"
            self.settings.append(Detail(name, detail.before, detail.after))
        inputs = (
            [str(leaf) for leaf in leaves(old.inputs)],
            [pair.ids.get(str(leaf), str(leaf)) for leaf in leaves(new.inputs)],
        )
        if {*inputs[0]} == {*inputs[1]} and inputs[0] != inputs[1]:
            texts = [
                ", ".join(_name(graph, str(leaf)) for leaf in leaves(graph.inputs))
                for graph in (old, new)
            ]
            self.settings.append(Detail(f"inputs{where}", *texts))
        ends = _ends(self.was, old_id), _ends(self.now, new_id)
        if ends[0] != map_leaves(ends[1], pair.renamed):
            texts = [_end_names(graph, tree) for graph, tree in zip((old, new), ends, strict=True)]
            self.settings.append(Detail(f"outputs{where}", *texts))

    def _lone(self, kind: Kind, graph: ModelGraph, place: Place, block: str) -> Change:
        gone = kind == "removed"
        analysis, design = (self.was, self._old) if gone else (self.now, self._new)
        node = graph.nodes[place.node]
        operation = _operation(graph, node)
        params = self._params(analysis, place, node.operation)
        if params is not None and gone:
            params = -params
        return Change(
            kind,
            _name(graph, place.node),
            self._what(operation, design),
            block,
            place if gone else None,
            None if gone else place,
            params=params,
        )

    @staticmethod
    def _what(operation: Operation | None, design: Design) -> str:
        if isinstance(operation, SubModel) and operation.model in design.models:
            return design.models[operation.model].name
        return what(operation) if operation is not None else "nothing"

    @staticmethod
    def _params(analysis: Analysis, place: Place, operation: str) -> int | None:
        graph = analysis.graphs.get(place.graph)
        found = graph.operations.get(operation) if graph else None
        return found.params if found and found.calls[:1] == (place.node,) else None


def _pair_by_id(pair: Pairing, old: ModelGraph, new: ModelGraph) -> None:
    """Pair what is left of one id and class, such as calls of a draft on what is not there."""
    taken = {*pair.nodes.values()}
    for key in order(new):
        if key in pair.nodes or key not in old.nodes or key in taken:
            continue
        before, after = old.nodes[key].operation, new.nodes[key].operation
        operations = old.operations.get(before), new.operations.get(after)
        if operations[0] is None or operations[1] is None:
            continue
        free = pair.operations.get(after, before) == before
        if free and what(operations[0]) == what(operations[1]):
            pair.nodes[key] = pair.ids[key] = key
            pair.operations[after] = pair.keys[after] = before


def _totals(design: Design, analysis: Analysis, batch: int) -> Totals:
    known = analysis.total_params, analysis.trainable_params, analysis.bytes
    found = cost(design, batch, analysis=analysis, partial=True)
    if found.problems:
        return Totals(*known, unknown=found.problems[0])
    return Totals(*known, found.flops, found.activation_bytes)


def _graph(design: Design, key: str) -> ModelGraph:
    return design.main if key == MAIN else design.models[key]


def _operation(graph: ModelGraph, node: Node) -> Operation | None:
    return graph.operations.get(node.operation)


def _name(graph: ModelGraph, node_id: str) -> str:
    """What a call is called: its layer's name, or what is computed."""
    node = graph.nodes.get(node_id)
    operation = _operation(graph, node) if node is not None else None
    if operation is None:
        return node_id
    is_input = isinstance(operation, Layer) and operation.class_name == INPUT_CLASS
    return str(getattr(operation, "name", "")) or (node_id if is_input else what(operation))


def _ends(analysis: Analysis, graph_id: str) -> Any:
    """The outputs of a graph, as a tree of tensors without the difference of lists and tuples."""
    found = analysis.graphs.get(graph_id)
    return untupled(found.outputs) if found else None


def _end_names(graph: ModelGraph, ends: Any) -> str:
    refs = [leaf for leaf in leaves(ends) if isinstance(leaf, TensorRef)]
    return ", ".join(tensor_text(ref, lambda key: _name(graph, key)) for ref in refs) or "none"
