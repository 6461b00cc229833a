"""Phase two, a part: which layers need `name=`, because Keras would call them something else.

Keras numbers automatic names in the order in which objects are made, so the making is played
through as a fresh interpreter would do it. A name is left out only where that proves it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from model_codegen import catalogue
from model_codegen.diagnostics import Diagnostic
from model_codegen.emitters.collect import Body, Program
from model_codegen.emitters.internals import layer_stems, op_stems, stem
from model_codegen.emitters.literals import nested_layers
from model_codegen.errors import NotExpressible
from model_codegen.graph import INPUT_CLASS, Layer, Op, Operation, SubModel

Making = Literal["calls", "chain", "attributes"]
"""How a graph's operations are made: each at its first call, with ops and inputs (a function of
calls); the same without ops (the list of a Sequential); or all layers at once (an `__init__`)."""

Key = tuple[str, str]
"""Graph id and operation id."""


@dataclass
class AutoNames:
    """What the names phase has found out.

    Attributes:
        style: The style that is written, for what it has to say.
        program: The design.
        class_names: By definition: the class whose instances it becomes; empty where definitions
            are functions that return models, which are named outright.
        spelled: Operations whose name must be written.
        early: By node: operations to make before that call, lest an op be given their name.
    """

    style: str
    program: Program
    class_names: Mapping[str, str]
    spelled: set[Key] = field(default_factory=set)
    early: dict[Key, list[str]] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)
    _unsure: set[str] = field(default_factory=set)
    _made: set[Key] = field(default_factory=set)

    def play(self, making: Making) -> AutoNames:
        """Play the making of the main graph and of every definition's first instance."""
        for body in self.program.bodies():
            for operation in self._operations(body):
                self._unsure |= _inside(operation)
                if self._repeated(body):
                    # How often and when is not followed up: no such name can be relied on.
                    self._unsure |= set(_taken_aside(operation))
        self._body(self.program.main, making)
        return self

    def _operations(self, body: Body) -> list[Operation]:
        return [body.graph.operations[operation_id] for operation_id in body.operations]

    def _repeated(self, body: Body) -> bool:
        return self.program.instances[body.graph_id] > 1

    def _body(self, body: Body, making: Making) -> None:
        if making != "attributes":
            # People feed several inputs by name, and Keras compares a dict's keys with them.
            several = not isinstance(body.graph.inputs, str)
            for node_id in body.inputs:
                operation_id = body.node(node_id).operation
                self._name((body.graph_id, operation_id), "InputLayer", body, spelled=several)
        if making == "calls":
            for node_id in body.calls:
                self._call(body, node_id)
        else:
            for operation_id in body.operations:
                self._make(body, operation_id)

    def _call(self, body: Body, node_id: str) -> None:
        operation_id = body.node(node_id).operation
        operation = body.operation(node_id)
        if not isinstance(operation, Op):
            self._make(body, operation_id)
            return
        stems = op_stems(operation.function)
        if len(stems) != 1 or stems <= self._unsure:
            return
        (own,) = stems
        while (other_id := body.named(self._next(own))) is not None:
            key = (body.graph_id, other_id)
            if key in self._made or _class_stem(body.graph.operations[other_id]) != own:
                raise NotExpressible(self.style, [_clash(body, node_id, operation, other_id)])
            self.early.setdefault((body.graph_id, node_id), []).append(other_id)
            self._make(body, other_id)
        self._counts[own] += 1

    def _make(self, body: Body, operation_id: str) -> None:
        key = (body.graph_id, operation_id)
        operation = body.graph.operations[operation_id]
        if key in self._made or isinstance(operation, Op):
            return
        self._made.add(key)
        if isinstance(operation, Layer):
            self._counts.update(_taken_aside(operation))
            self._name(key, catalogue.resolve(operation.class_name).__name__, body)
            return
        class_name = self.class_names.get(operation.model)
        if class_name is not None:
            self._name(key, class_name, body)
        if not any(graph_id == operation.model for graph_id, _ in self._made):
            definition = self.program.definitions[operation.model]
            self._body(definition, "calls" if class_name is None else "attributes")

    def _name(self, key: Key, class_name: str, body: Body, *, spelled: bool = False) -> None:
        operation = body.graph.operations[key[1]]
        own = stem(class_name)
        name = "" if isinstance(operation, Op) else operation.name
        if spelled or self._repeated(body) or own in self._unsure or name != self._next(own):
            self.spelled.add(key)
        else:
            self._counts[own] += 1

    def _next(self, own: str) -> str:
        return f"{own}_{self._counts[own]}" if self._counts[own] else own


def _inside(operation: Operation) -> frozenset[str]:
    """Stems that may be taken by what Keras makes inside."""
    if isinstance(operation, Op):
        stems = op_stems(operation.function)
        return stems if len(stems) != 1 else frozenset()
    if isinstance(operation, SubModel) or operation.class_name == INPUT_CLASS:
        return frozenset()
    paths = [operation.class_name, *(path for path, _ in nested_layers(operation))]
    return frozenset().union(*(layer_stems(path) for path in paths))


def _taken_aside(operation: Operation) -> list[str]:
    """Stems that are taken for certain without being the operation's own."""
    if isinstance(operation, Op):
        return sorted(op_stems(operation.function))
    if isinstance(operation, SubModel):
        return []
    return [
        stem(catalogue.resolve(path).__name__)
        for path, config in nested_layers(operation)
        if config.get("name") is None
    ]


def _class_stem(operation: Operation) -> str | None:
    if isinstance(operation, Layer):
        return stem(catalogue.resolve(operation.class_name).__name__)
    return None


def _clash(body: Body, node_id: str, op: Op, operation_id: str) -> Diagnostic:
    layer = body.graph.operations[operation_id]
    name = "" if isinstance(layer, Op) else layer.name
    return Diagnostic(
        "duplicate-name",
        "error",
        f"Keras itself calls the operation {op.function} `{name}` here, which is also the name of "
        "a layer; give the layer another name.",
        (node_id, body.operations[operation_id][0]),
        body.graph_id,
    )
