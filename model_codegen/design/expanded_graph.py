"""One graph of an expanded design: a graph with values for its parameters, repeats written out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from model_codegen.design.block_calls import call_with
from model_codegen.design.block_uses import BlockUses, Flaw, GraphKey, Instance, made_id, worked_out
from model_codegen.design.config_references import held_ids
from model_codegen.design.expressions import ExpressionError, evaluate, expressions
from model_codegen.design.graph import (
    Design,
    Expression,
    Layer,
    ModelGraph,
    Node,
    Operation,
    SubModel,
)
from model_codegen.design.traversal import map_leaves, walk
from model_codegen.design.wording import quote


@dataclass(frozen=True)
class Use:
    """What a graph of an expanded design was drawn as.

    Attributes:
        graph_id: The graph.
        given: The values of its parameters that are not the defaults.
        nodes: The calls, by those that a repeat has made of them before the last one.
        operations: The operations likewise.
        repeats: How often an operation is repeated, by the id of each of its instances.
        names: What the operations that are repeated are called, by id of the last instance.
        flaws: What could not be worked out of the operations.
        call_flaws: What could not be worked out of the calls.
    """

    graph_id: str
    given: Mapping[str, Any] = field(default_factory=dict)
    nodes: Mapping[str, str] = field(default_factory=dict)
    operations: Mapping[str, str] = field(default_factory=dict)
    repeats: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    flaws: Mapping[str, tuple[Flaw, ...]] = field(default_factory=dict)
    call_flaws: Mapping[str, tuple[Flaw, ...]] = field(default_factory=dict)


class _Becoming(NamedTuple):
    """What an instance becomes: of which graph, how often, with which inputs, and its flaws."""

    model: str
    repeat: int
    inputs: Any
    flaws: tuple[Flaw, ...]


class _Made(NamedTuple):
    """What an operation, or a call, has become.

    Attributes:
        drawn: As it was drawn.
        means: What else that depends on, beside the values of the graph's parameters.
        parts: By id, the last one with the id of the drawn one.
        flaws: What could not be worked out.
    """

    drawn: Any
    means: Any
    parts: Mapping[str, Any]
    flaws: tuple[Flaw, ...]


class SharedInstances:
    """The operations of a design that its graphs share, expanded.

    Attributes:
        operations: By id.
        origins: The drawn ones, by the ids of those that a repeat has made.
        made: By the id of the drawn one, what it has become.
        repeated: Those that are repeated.
    """

    def __init__(self, design: Design, uses: BlockUses, ids: Mapping[GraphKey, str]) -> None:
        self.made: dict[str, _Made] = {}
        self.operations: dict[str, Operation] = {}
        self.origins: dict[str, str] = {}
        taken = {*design.operations}
        becoming = _becoming(uses, uses.shared, ids)
        for key, operation in design.operations.items():
            made = _made(key, operation, becoming.get(key), {}, taken)
            self.made[key] = made
            self.operations |= made.parts
            self.origins |= dict.fromkeys(made.parts.keys() - {key}, key)
        self.repeated = frozenset(key for key, made in self.made.items() if len(made.parts) > 1)


class ExpandedGraph:
    """A graph of an expanded design.

    Args:
        uses: How the definitions are used.
        key: The graph that was drawn, with the values of its parameters.
        ids: The ids of all graphs.
        shared: What is shared by graphs.
        before: What was made of an earlier state of it.

    Attributes:
        key: As given.
        graph: The graph.
        use: What it was drawn as.
        operations: What the operations that were drawn have become, by id.
        nodes: What the calls that were drawn have become, by id.
    """

    def __init__(
        self,
        uses: BlockUses,
        key: GraphKey,
        ids: Mapping[GraphKey, str],
        shared: SharedInstances,
        before: ExpandedGraph | None = None,
    ) -> None:
        self._drawn = uses.graph(key)
        self.key = key
        self._values = uses.values[key]
        self._shared = shared
        self._becoming = _becoming(uses, uses.instances[key], ids)
        if before is not None and before.key != key:
            before = None
        self.operations: dict[str, _Made] = self._all_operations(
            {} if before is None else before.operations
        )
        self.nodes: dict[str, _Made] = self._all_nodes({} if before is None else before.nodes)
        self.graph = self._whole()
        self.use = self._told(uses)

    def holds(
        self,
        uses: BlockUses,
        key: GraphKey,
        ids: Mapping[GraphKey, str],
        shared: SharedInstances,
    ) -> bool:
        """Whether it would be made again just so; see `ExpandedGraph`."""
        return (
            self.key == key
            and self._drawn is uses.graph(key)
            and not shared.operations
            and not self._shared.operations
            and self._becoming == _becoming(uses, uses.instances[key], ids)
        )

    def _all_operations(self, before: Mapping[str, _Made]) -> dict[str, _Made]:
        taken = {*self._drawn.operations, *self._shared.operations}
        found: dict[str, _Made] = {}
        for key, operation in self._drawn.operations.items():
            means, known = self._becoming.get(key), before.get(key)
            if known is not None and _still(known, operation, means, taken):
                found[key] = known
                taken |= known.parts.keys()
            else:
                found[key] = _made(key, operation, means, self._values, taken)
        if self._shared.repeated:
            for key, made in found.items():
                if held := self._shared.repeated.intersection(held_ids(made.drawn)):
                    text = f"holds {quote(min(held))}, which is repeated and so no single object"
                    flaw = Flaw("invalid-repeat", text)
                    found[key] = _Made(made.drawn, made.means, made.parts, (*made.flaws, flaw))
        return found

    def _all_nodes(self, before: Mapping[str, _Made]) -> dict[str, _Made]:
        taken = {*self._drawn.nodes}
        found: dict[str, _Made] = {}
        for key, node in self._drawn.nodes.items():
            means, known = self._chain(node.operation), before.get(key)
            if known is not None and _still(known, node, means, taken):
                found[key] = known
                taken |= known.parts.keys()
            else:
                found[key] = self._called(key, node, means, taken)
        return found

    def _chain(self, operation_id: str) -> tuple[tuple[str, ...], Any] | None:
        """The instances that a call of an operation becomes, with the inputs of each."""
        made = self.operations.get(operation_id) or self._shared.made.get(operation_id)
        if made is None or len(made.parts) == 1:
            return None
        return tuple(made.parts), made.means.inputs

    def _called(
        self, node_id: str, node: Node, chain: tuple[tuple[str, ...], Any] | None, taken: set[str]
    ) -> _Made:
        flaws: tuple[Flaw, ...] = ()
        drawn = node
        if has_expression(node):
            try:
                node = self._filled(node)
            except ExpressionError as error:
                flaws = (Flaw("invalid-expression", str(error)),)
        if chain is None:
            return _Made(drawn, chain, {node_id: node}, flaws)
        operations, inputs = chain
        parts: dict[str, Node] = {}
        last = ""
        for number, operation in enumerate(operations, start=1):
            own = node_id if number == len(operations) else made_id(node_id, taken, number)
            taken.add(own)
            call = replace(node, operation=operation)
            parts[own] = call_with(inputs, last, call) if last else call
            last = own
        return _Made(drawn, chain, parts, flaws)

    def _filled(self, node: Node) -> Node:
        def value(leaf: Any) -> Any:
            return evaluate(leaf.text, self._values) if isinstance(leaf, Expression) else leaf

        kwargs = {name: map_leaves(argument, value) for name, argument in node.kwargs.items()}
        return replace(node, args=map_leaves(node.args, value), kwargs=kwargs)

    def _whole(self) -> ModelGraph:
        drawn = self._drawn
        operations = {k: o for made in self.operations.values() for k, o in made.parts.items()}
        nodes = {k: n for made in self.nodes.values() for k, n in made.parts.items()}
        alike = _same(operations, drawn.operations) and _same(nodes, drawn.nodes)
        if alike and not drawn.parameters:
            return drawn
        return replace(drawn, operations=operations, nodes=nodes, parameters={})

    def _told(self, uses: BlockUses) -> Use:
        defaults = uses.defaults(self.key.graph_id)
        given = {
            name: value
            for name, value in self._values.items()
            if repr(value) != repr(defaults.get(name))
        }
        nodes: dict[str, str] = {}
        operations: dict[str, str] = {}
        repeats: dict[str, int] = {}
        for key, made in self.operations.items():
            if len(made.parts) > 1:
                operations |= {part: key for part in made.parts if part != key}
                repeats |= dict.fromkeys(made.parts, len(made.parts))
        for key, made in self.nodes.items():
            if len(made.parts) > 1:
                nodes |= {part: key for part in made.parts if part != key}
        for key in self._shared.repeated - self._drawn.operations.keys():
            parts = self._shared.made[key].parts
            repeats |= dict.fromkeys(parts, len(parts))
        made_of = {**self._shared.made, **self.operations}
        names = {key: made_of[key].drawn.name for key in repeats if key in made_of}
        shared = {
            key: made.flaws
            for key, made in self._shared.made.items()
            if made.flaws and key not in self.operations
        }
        return Use(
            self.key.graph_id,
            given,
            nodes,
            operations,
            repeats,
            names,
            shared | {key: made.flaws for key, made in self.operations.items() if made.flaws},
            {key: made.flaws for key, made in self.nodes.items() if made.flaws},
        )


def is_drawn(operation: Operation) -> bool:
    """Whether an operation has to be expanded, be its graph's parameters what they may."""
    if isinstance(operation, SubModel):
        return bool(operation.arguments) or operation.repeat != 1
    if not isinstance(operation, Layer) or operation.recorded is not None:
        return False
    return any(isinstance(v, (dict, list)) for v in operation.config.values()) and bool(
        expressions(operation.config)
    )


def has_expression(node: Node) -> bool:
    """Whether an argument of a call is to be worked out."""
    for argument in (*node.args, *node.kwargs.values()):
        if isinstance(argument, Expression):
            return True
        if isinstance(argument, (list, tuple, Mapping)) and any(
            isinstance(leaf, Expression) for _, leaf in walk(argument)
        ):
            return True
    return False


def _becoming(
    uses: BlockUses, instances: Mapping[str, Instance], ids: Mapping[GraphKey, str]
) -> dict[str, _Becoming]:
    return {
        key: _Becoming(ids[one.key], one.repeat, uses.graph(one.key).inputs, one.flaws)
        for key, one in instances.items()
    }


def _still(known: _Made, drawn: Any, means: Any, taken: set[str]) -> bool:
    """Whether what was made before would be made just so again."""
    if known.drawn is not drawn or known.means != means:
        return False
    return len(known.parts) == 1 or len(taken.intersection(known.parts)) == 1


def _made(
    key: str,
    operation: Operation,
    means: _Becoming | None,
    values: Mapping[str, Any],
    taken: set[str],
) -> _Made:
    """Write an operation out; `taken` gets the ids that are made."""
    if isinstance(operation, Layer):
        # What a file recorded of a placeholder may look like an expression and be none.
        if not expressions(operation.config) or (operation.recorded is not None and not values):
            return _Made(operation, means, {key: operation}, ())
        config, flaws = worked_out(operation.config, values)
        whole = {name: config.get(name, value) for name, value in operation.config.items()}
        return _Made(operation, means, {key: replace(operation, config=whole)}, tuple(flaws))
    if not isinstance(operation, SubModel) or means is None:
        return _Made(operation, means, {key: operation}, ())
    if means.repeat == 1:
        plain = operation.model == means.model and not is_drawn(operation)
        one = operation if plain else replace(operation, model=means.model, arguments={}, repeat=1)
        return _Made(operation, means, {key: one}, means.flaws)
    parts: dict[str, Operation] = {}
    for number in range(1, means.repeat + 1):
        own = key if number == means.repeat else made_id(key, taken, number)
        taken.add(own)
        parts[own] = SubModel(means.model, f"{operation.name}_{number}", operation.trainable)
    return _Made(operation, means, parts, means.flaws)


def _same(now: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    return len(now) == len(before) and all(before.get(key) is item for key, item in now.items())
