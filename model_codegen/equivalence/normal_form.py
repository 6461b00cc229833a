"""`normal_form`: one form for all designs that mean the same model.

Designs that differ only in ids, positions, spelled-out defaults, unused calls, or the global policy
that their layers' dtypes are told against become equal; so do repeats and arguments of blocks and
what these stand for. What is imported from a model that a design
was built into equals the design in this sense; where pretrained weights come from, which no live
model tells, is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeGuard

from model_codegen import catalogue
from model_codegen.analysis import Analysis, analyse
from model_codegen.catalogue.held_objects import ANY_LAYER
from model_codegen.design import expansion
from model_codegen.design.block_calls import as_declared
from model_codegen.design.config_references import KEY, held, held_ids, replaced
from model_codegen.design.custom_code import CustomCode, read_code
from model_codegen.design.custom_layers import names_in_use
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import (
    INPUT_CLASS,
    Design,
    Layer,
    ModelGraph,
    Node,
    Op,
    Operation,
    SubModel,
    TensorRef,
)
from model_codegen.design.pieces import in_model
from model_codegen.design.shared_operations import expanded
from model_codegen.design.traversal import flattened, is_application, map_leaves
from model_codegen.emitters.collect import collect
from model_codegen.equivalence.normal_call import normal_call
from model_codegen.equivalence.normal_config import as_object, marked, with_references
from model_codegen.equivalence.normal_layer import POLICY, normal_layer
from model_codegen.equivalence.reach_order import reach_order
from model_codegen.equivalence.untupled import untupled
from model_codegen.importers.application_designs import open_up


def normal_form(design: Design) -> Design:
    """The normal form of a design. Imports Keras.

    Args:
        design: A design without errors.
    """
    opened = _opened(expansion.expanded(design))
    analysis = analyse(opened)
    full = in_model(expanded(opened))
    shared = frozenset(collect(opened, analysis).shared.made) if opened.operations else frozenset()
    return _Normaliser(opened, full, analysis, shared).design()


def _opened(design: Design) -> Design:
    """The design with every model of `keras.applications` opened up: as a block of layers."""
    while True:
        graphs = {MAIN: design.main, **design.models}
        found = [
            (graph_id, key)
            for graph_id, graph in graphs.items()
            for key, operation in graph.operations.items()
            if is_application(operation)
        ]
        if not found:
            return design
        design = open_up(design, *found[0]).design


@dataclass
class _Normaliser:
    """Makes one normal form.

    Attributes:
        stored: The design.
        source: The same, with the design's operations in the graphs that call them.
        analysis: Its analysis.
        shared: The design's operations that several places share; another one is the same as one
            of the graph that calls it.
        models: The definitions so far.
        operations: What is shared, so far.
        ids: By id of what is shared: its id in the normal form.
    """

    stored: Design
    source: Design
    analysis: Analysis
    shared: frozenset[str]
    models: dict[str, ModelGraph] = field(default_factory=dict)
    operations: dict[str, Operation] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def design(self) -> Design:
        main = self.graph(self.source.main, MAIN, frozen=False)
        operations = self.operations
        made = Design(
            main.name, main, self.models, POLICY, operations=operations, code=self.source.code
        )
        names = names_in_use(made)
        return replace(made, code=self.code.normal(names) if names else "")

    @property
    def code(self) -> CustomCode:
        return read_code(self.source.code)

    def common(self, key: str) -> str:
        """The id in the normal form of what is shared."""
        if key not in self.ids:
            self.ids[key] = f"s{len(self.ids)}"
            frozen = key in self.frozen
            operation = self.source.operations[key]
            if frozen and not isinstance(operation, Op):
                operation = replace(operation, trainable=False)
            self.operations[self.ids[key]] = self.operation(operation, frozen=False)
        return self.ids[key]

    @cached_property
    def frozen(self) -> frozenset[str]:
        """What is shared and stands in a block that is frozen: it is frozen wherever it stands."""
        found: set[str] = set()
        pending = [(self.source.main, False)]
        seen: set[tuple[int, bool]] = set()
        while pending:
            graph, frozen = pending.pop()
            if (id(graph), frozen) in seen:
                continue
            seen.add((id(graph), frozen))
            held_here = held(self.source, graph.operations.values())
            if frozen:
                found.update(key for key in (*graph.operations, *held_here) if key in self.shared)
            for operation in (*graph.operations.values(), *held_here.values()):
                if isinstance(operation, SubModel):
                    inner = self.source.models[operation.model]
                    pending.append((inner, frozen or not operation.trainable))
        return frozenset(found)

    def graph(self, graph: ModelGraph, graph_id: str, *, frozen: bool) -> ModelGraph:
        outputs = self.analysis.graphs[graph_id].outputs
        reached = reach_order(graph, outputs)
        order = dict.fromkeys([*reached, *flattened(graph.inputs)])
        ids = {node_id: f"n{index}" for index, node_id in enumerate(order)}
        called = dict.fromkeys(graph.nodes[node_id].operation for node_id in order)
        own = self.stored.main if graph_id == MAIN else self.stored.models[graph_id]
        common = {key for key in called if key in self.shared and key not in own.operations}
        keys = {
            operation: self.common(operation) if operation in common else f"o{index}"
            for index, operation in enumerate(called)
        }

        def renamed(leaf: Any) -> Any:
            return TensorRef(ids[leaf.node], leaf.index) if isinstance(leaf, TensorRef) else leaf

        operations = {
            keys[key]: self.operation(graph.operations[key], frozen=frozen)
            for key in called
            if key not in common
        }
        if graph_id != MAIN:
            # No code and no canvas shows what the inputs of a block are called.
            for key, operation in operations.items():
                if isinstance(operation, Layer) and operation.class_name == INPUT_CLASS:
                    operations[key] = replace(operation, name="")
        nodes = {
            ids[node_id]: normal_call(
                {**self.operations, **operations},
                _renamed_call(self.call(graph, node_id), keys, renamed),
            )
            for node_id in order
        }
        return ModelGraph(
            graph.name if graph_id == MAIN else "",
            operations,
            nodes,
            untupled(map_leaves(graph.inputs, ids.__getitem__)),
            untupled(map_leaves(outputs, renamed)),
        )

    def call(self, graph: ModelGraph, node_id: str) -> Node:
        """A call; of a definition, with its tensors as that declares its inputs."""
        node = graph.nodes[node_id]
        operation = graph.operations[node.operation]
        if not isinstance(operation, SubModel):
            return node
        return as_declared(self.source.models[operation.model], node)

    def operation(self, operation: Operation, *, frozen: bool) -> Operation:
        if isinstance(operation, Op):
            entry = catalogue.find(operation.function)
            return Op(entry.path if entry else operation.function)
        if isinstance(operation, SubModel):
            frozen = frozen or not operation.trainable
            inner = self.graph(self.source.models[operation.model], operation.model, frozen=frozen)
            return replace(operation, model=self.define(inner))
        if frozen:
            operation = replace(operation, trainable=True)
        if not held_ids(operation):
            return normal_layer(operation, self.source.dtype_policy, self.code)
        named = replaced(operation.config, self.written)
        copies = replaced(named, self.copy)
        bare = replace(operation, config=copies)
        found = normal_layer(bare, self.source.dtype_policy, self.code)
        return replace(found, config=with_references(found.config, self.common))

    def written(self, key: str) -> Any:
        """A reference, or the layer itself if nothing else shares it."""
        operation = self.source.operations[key]
        if key in self.shared or not _can_be_inlined(operation):
            return {KEY: key}
        return replaced(as_object(operation), self.written)

    def copy(self, key: str) -> Any:
        """What stands for a reference while Keras is asked what of a config says something."""
        operation = self.source.operations[key]
        copy = as_object(operation) if _can_be_inlined(operation) else ANY_LAYER
        return marked(replaced(copy, self.copy), key)

    def define(self, graph: ModelGraph) -> str:
        for key, known in self.models.items():
            if known == graph:
                return key
        key = f"m{len(self.models)}"
        self.models[key] = graph
        return key


def _can_be_inlined(operation: Operation) -> TypeGuard[Layer]:
    """Whether an object of Keras in a config says all of it, as of no model or placeholder."""
    return isinstance(operation, Layer) and operation.recorded is None


def _renamed_call(node: Node, keys: Mapping[str, str], renamed: Callable[[Any], Any]) -> Node:
    """A call in other ids: `keys` renames its operation, `renamed` each leaf of its arguments."""
    args = tuple(map_leaves(argument, renamed) for argument in node.args)
    kwargs = {name: map_leaves(argument, renamed) for name, argument in node.kwargs.items()}
    return Node(keys[node.operation], args, kwargs)
