"""Layers that were copied where one was meant to be shared."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from model_codegen.analysis.advice.graph_facts import GraphFacts
from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.graph import INPUT_CLASS, Layer, Op, Slice, SubModel, TensorRef
from model_codegen.design.patches import call_instead, fix
from model_codegen.design.wording import listing, quote

Family = tuple[str, ...]
"""Operations that are alike and stand at the same place of branches that are alike."""


def copied_not_shared(facts: GraphFacts) -> Iterator[Diagnostic]:
    """Advise to share layers that are twins on twin inputs, and say what it saves.

    Twins have weights and the same class, configuration, dtype and way from the inputs; twin inputs
    have the same shape and dtype and are not the same. One advice for each set of branches.
    """
    calls = _Calls(facts)
    if not calls.has_twin_inputs:
        return
    branches: dict[Hashable, list[Family]] = {}
    for family in calls.families():
        roots = tuple(calls.roots(operation) for operation in family)
        branches.setdefault(roots, []).append(family)
    for families in branches.values():
        yield _advice(facts, families, calls)


def _advice(facts: GraphFacts, families: list[Family], calls: _Calls) -> Diagnostic:
    operations = facts.analysis.operations
    copies = [copy for _, *rest in families for copy in rest]
    total = facts.analysis.total_params
    shared = total - sum(operations[copy].params for copy in copies)
    whole = "this block" if facts.graph_id != MAIN else "this model"
    message = (
        f"{listing(_branches(facts, families))} are twins on twin inputs: "
        f"{whole} has {total:,} parameters; shared, {shared:,}"
    )
    moved = {
        node_id: first
        for first, *rest in families
        for copy in rest
        for node_id in operations[copy].calls
    }
    nodes = [calls.of(operation)[0] for family in families for operation in family]
    title = "Share one layer" if len(families) == 1 else f"Share {len(families)} layers"
    change = fix(title, call_instead(facts.graph_id, moved, copies))
    return facts.found("copied-not-shared", "advice", message, *nodes, fix=change)


def _branches(facts: GraphFacts, families: list[Family]) -> list[str]:
    """Each branch by its first and last layer: "`left_hidden` … `left_embedding`"."""
    names = []
    for twins in zip(*families, strict=True):
        first, last = _name(facts, twins[0]), _name(facts, twins[-1])
        names.append(quote(first) + (f" … {quote(last)}" if len(twins) > 1 else ""))
    return names


def _name(facts: GraphFacts, operation_id: str) -> str:
    return str(getattr(facts.graph.operations[operation_id], "name", operation_id))


class _Calls:
    """The calls of a graph, each with a number that equal calls on equal inputs have in common."""

    def __init__(self, facts: GraphFacts) -> None:
        self._facts = facts
        self._numbers: dict[Hashable, int] = {}
        self._number: dict[str, int] = {}
        self._inputs: dict[str, int] = {}
        self._calls: dict[str, list[str]] = {}
        kinds: list[Hashable] = [facts.analysis.nodes[n].outputs for n in facts.inputs]
        self.has_twin_inputs = len(set(kinds)) < len(kinds)
        if self.has_twin_inputs:
            self._run()

    def _is_input(self, node_id: str) -> bool:
        operation = self._facts.operation(node_id)
        return isinstance(operation, Layer) and operation.class_name == INPUT_CLASS

    def _run(self) -> None:
        bit = 1
        for node_id in self._facts.sequence:
            node = self._facts.node(node_id)
            found = self._facts.analysis.nodes[node_id]
            refs = self._facts.flow.references[node_id]
            if found.state != "known" or any(ref.node not in self._number for ref in refs):
                continue
            if self._is_input(node_id):
                key: Hashable = "input", found.outputs
                self._inputs[node_id], bit = bit, bit << 1
            else:
                arguments = self._encode(node.args), self._encode(dict(node.kwargs))
                key = self._kind(node.operation), arguments
                self._inputs[node_id] = 0
                for ref in refs:
                    self._inputs[node_id] |= self._inputs[ref.node]
            self._number[node_id] = self._numbers.setdefault(key, len(self._numbers))
            self._calls.setdefault(node.operation, []).append(node_id)

    def of(self, operation_id: str) -> list[str]:
        """The calls of an operation."""
        return self._calls[operation_id]

    def roots(self, operation_id: str) -> int:
        """The inputs that an operation's calls depend on, as a set of bits."""
        roots = 0
        for node_id in self._calls[operation_id]:
            roots |= self._inputs[node_id]
        return roots

    def families(self) -> Iterator[Family]:
        """Operations with weights that are alike and depend on different inputs."""
        alike: dict[Hashable, list[str]] = {}
        operations = self._facts.analysis.operations
        for operation_id, nodes in self._calls.items():
            found = operations[operation_id]
            if found.params and len(nodes) == len(found.calls):
                key = tuple(sorted(self._number[node_id] for node_id in nodes))
                alike.setdefault(key, []).append(operation_id)
        for group in alike.values():
            taken, family = 0, []
            for operation_id in group:
                roots = self.roots(operation_id)
                if not roots & taken:
                    taken |= roots
                    family.append(operation_id)
            if len(family) > 1:
                yield tuple(family)

    def _kind(self, operation_id: str) -> Hashable:
        match self._facts.graph.operations[operation_id]:
            case Layer() as layer:
                config = repr(layer.config)
                training = layer.trainable, layer.trainable_layers
                return layer.class_name, config, layer.dtype, *training
            case Op(function):
                return function
            case SubModel() as block:
                return "model", block.model, block.trainable

    def _encode(self, argument: Any) -> Hashable:
        if isinstance(argument, TensorRef):
            return self._number[argument.node], argument.index
        if isinstance(argument, (list, tuple)):
            return type(argument).__name__, *(self._encode(item) for item in argument)
        if isinstance(argument, Mapping):
            return "dict", *((key, self._encode(item)) for key, item in argument.items())
        if isinstance(argument, Slice):
            parts = (argument.start, argument.stop, argument.step)
            return "slice", *(self._encode(part) for part in parts)
        return "literal", repr(argument)
