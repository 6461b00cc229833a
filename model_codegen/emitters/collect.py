"""Phase one: which calls are written, in which order, and which definitions they need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from model_codegen.analysis import Analysis, GraphAnalysis, TensorSpec
from model_codegen.analysis.application_models import given_names
from model_codegen.design import expansion
from model_codegen.design.block_calls import as_declared
from model_codegen.design.config_references import held, held_models
from model_codegen.design.custom_code import CustomCode, Needed, read_code
from model_codegen.design.custom_layers import own_names
from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.graph import (
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
from model_codegen.design.recorded_structure import places, structure_of
from model_codegen.design.shared_operations import expanded, is_object
from model_codegen.design.traversal import flow, is_application, is_input, leaves, references
from model_codegen.emitters.block_parameters import variables, with_texts
from model_codegen.emitters.comments import by_call
from model_codegen.emitters.generated_code import Mark
from model_codegen.emitters.layer_order import layer_order
from model_codegen.emitters.shared_objects import Called, SharedObjects, shared_objects

UNTOLD = TensorSpec((), "unknown")
"""What is known of a tensor that follows a placeholder of which nothing tells what it returns."""


@dataclass(frozen=True)
class Body:
    """One graph as it will be written.

    Attributes:
        graph_id: `"main"` or the definition's id.
        graph: The graph.
        analysis: What is known of it.
        calls: The calls that reach an output in the order of `traversal.order`, inputs apart.
        dtype_policy: The design's policy.
        reordered: Whether `calls` are in the order of folded source, which also makes layers so.
        given: Which of its operations are made elsewhere, for several graphs.
    """

    graph_id: str
    graph: ModelGraph
    analysis: GraphAnalysis
    calls: tuple[str, ...]
    dtype_policy: str
    reordered: bool = False
    given: frozenset[str] = frozenset()

    @property
    def inputs(self) -> tuple[str, ...]:
        """Ids of the input nodes, in the order of the input tree."""
        return tuple(dict.fromkeys(leaves(self.graph.inputs)))

    @property
    def outputs(self) -> Any:
        """The tree of output tensors."""
        return self.analysis.outputs

    @cached_property
    def operations(self) -> dict[str, list[str]]:
        """The calls of each operation that is called, both in the order of `calls`."""
        found: dict[str, list[str]] = {}
        for node_id in self.calls:
            found.setdefault(self.graph.nodes[node_id].operation, []).append(node_id)
        return found

    @cached_property
    def made(self) -> tuple[str, ...]:
        """The operations in the order in which an `__init__` makes them, functions included.

        It is the order of a Functional model's layers, so that lists of weights are alike.
        """
        if self.reordered:
            return tuple(self.operations)
        ordered = [key for key in layer_order(self.graph, self.outputs) if key in self.operations]
        return tuple(dict.fromkeys([*ordered, *self.operations]))

    @cached_property
    def uses(self) -> dict[TensorRef, int]:
        """How often each tensor is consumed, as an output too."""
        found: dict[TensorRef, int] = {}
        consumed = [ref for node_id in self.calls for ref in references(self.node(node_id))]
        for ref in (*consumed, *leaves(self.outputs)):
            found[ref] = found.get(ref, 0) + 1
        return found

    @cached_property
    def origins(self) -> dict[str, str | None]:
        """By node: the one input that it comes from, None if there are several."""
        origins: dict[str, str | None] = dict(zip(self.inputs, self.inputs, strict=True))
        for node_id in self.calls:
            sources = {origins[ref.node] for ref in references(self.node(node_id))}
            origins[node_id] = sources.pop() if len(sources) == 1 else None
        return origins

    @cached_property
    def parameters(self) -> dict[str, str]:
        """What the parameters of the block are called in source, by name."""
        return variables(self.graph.parameters)

    def repeats(self, operation_id: str) -> int:
        """How many instances an operation stands for, one after another."""
        operation = self.graph.operations[operation_id]
        return operation.repeat if isinstance(operation, SubModel) else 1

    def node(self, node_id: str) -> Node:
        """The call of that id."""
        return self.graph.nodes[node_id]

    def operation(self, node_id: str) -> Operation:
        """What a call calls."""
        return self.graph.operations[self.graph.nodes[node_id].operation]

    def specs(self, node_id: str) -> tuple[TensorSpec, ...]:
        """The tensors that a call returns; where nothing tells, as many as are consumed."""
        found = self.analysis.nodes[node_id].outputs
        if found is not None:
            return found
        used = [ref.index for ref in self.uses if ref.node == node_id]
        return (UNTOLD,) * max(_fewest(self.operation(node_id)), 1 + max(used, default=0))

    def is_untold(self, node_id: str) -> bool:
        """Whether nothing tells what a call returns: it follows a placeholder."""
        return self.analysis.nodes[node_id].outputs is None

    def spec(self, ref: TensorRef) -> TensorSpec:
        """One tensor."""
        return self.specs(ref.node)[ref.index]

    def label(self, operation_id: str) -> str:
        """What an operation's variable is called: its name, or `base` for what Keras has named.

        The name of a model of `keras.applications`, `mobilenetv2_1.00_224`, is none for a variable.
        """
        operation = self.graph.operations[operation_id]
        if isinstance(operation, Op):
            return operation_id
        if is_application(operation):
            given = given_names(operation, self.dtype_policy).own
            return "base" if operation.name == given else operation.name
        return operation.name

    def submodels(self) -> list[SubModel]:
        """The instances of definitions that are called, in the order of `calls`."""
        called = [self.graph.operations[operation_id] for operation_id in self.operations]
        return [operation for operation in called if isinstance(operation, SubModel)]

    @cached_property
    def names(self) -> frozenset[str]:
        """The Keras names of the inputs and of every layer that is called."""
        keys = [*(self.node(node_id).operation for node_id in self.inputs), *self.operations]
        named = [self.graph.operations[key] for key in keys]
        return frozenset(o.name for o in named if not isinstance(o, Op))

    @cached_property
    def placeholders(self) -> dict[str, Layer]:
        """The layers that are called and cannot be made here, by operation id."""
        called = {key: self.graph.operations[key] for key in self.operations}
        return {
            key: operation
            for key, operation in called.items()
            if isinstance(operation, Layer) and operation.recorded is not None
        }

    def input_layer(self, node_id: str) -> Layer:
        """The layer of an input node."""
        operation = self.operation(node_id)
        if not isinstance(operation, Layer):
            raise TypeError(f"{node_id} is no input")
        return operation


def _fewest(operation: Operation) -> int:
    """How many tensors a call returns at least, as far as its arguments tell."""
    if not isinstance(operation, Layer):
        return 1
    if operation.recorded is not None and (tree := structure_of(operation.recorded)) is not None:
        return sum(1 for _ in places(tree))
    more = [key for key, value in operation.config.items() if value and key.startswith("return_")]
    return 2 if {*more} - {"return_sequences"} else 1


@dataclass(frozen=True)
class Program:
    """A design without errors, ready to be named and written.

    Attributes:
        design: The design.
        main: Its main graph.
        definitions: The definitions that it needs by id, each after those it needs itself.
        instances: How many instances of each definition there are once all are expanded, and
            one of `"main"`.
        chain_reasons: Why the main graph is no chain.
        shared: What several graphs and layers share.
        unfinished: Whether the design has errors, or may have, and is written all the same.
    """

    design: Design
    main: Body
    definitions: Mapping[str, Body]
    instances: Mapping[str, int]
    chain_reasons: tuple[Diagnostic, ...]
    shared: SharedObjects
    unfinished: bool = False

    @cached_property
    def code(self) -> CustomCode:
        """The code of the design's own layers."""
        return read_code(self.design.code)

    @cached_property
    def comments(self) -> Mapping[Mark, tuple[str, ...]]:
        """What is said about calls, in lines."""
        return by_call(self.design)

    @cached_property
    def needed_code(self) -> Needed:
        """What of that code the layers need that are called."""
        own = [own_names(layer, self.code) for layer in self.placeholders]
        return self.code.needed(frozenset().union(*own))

    def bodies(self) -> tuple[Body, ...]:
        """Every graph, each after those it needs."""
        return (*self.definitions.values(), self.main)

    @cached_property
    def held(self) -> tuple[Operation, ...]:
        """The design's operations that layers have as arguments."""
        called = [b.graph.operations[key] for b in self.bodies() for key in b.operations]
        return tuple(held(self.design, called).values())

    @cached_property
    def placeholders(self) -> tuple[Layer, ...]:
        """The layers that cannot be made here: those that are called, and arguments of layers."""
        called = [layer for body in self.bodies() for layer in body.placeholders.values()]
        inner = [o for o in self.held if isinstance(o, Layer) and o.recorded is not None]
        return (*called, *inner)


def _declared(design: Design, graph: ModelGraph) -> ModelGraph:
    """The graph with every call of a definition as the definition declares its inputs."""
    changed = {}
    for node_id, node in graph.nodes.items():
        operation = graph.operations.get(node.operation)
        if isinstance(operation, SubModel) and operation.model in design.models:
            declared = as_declared(design.models[operation.model], node)
            if declared is not node:
                changed[node_id] = declared
    return replace(graph, nodes={**graph.nodes, **changed}) if changed else graph


def collect(design: Design, analysis: Analysis, *, drawn: bool = False) -> Program:
    """Take what reaches an output of a design, and order it.

    Args:
        design: A design without errors.
        analysis: Its analysis.
        drawn: Whether parameters of blocks and repeats stay as they were drawn, to be written so;
            else they are written out, for who asks what is built.
    """
    if not drawn:
        design, analysis = expansion.expanded(design), analysis.whole or analysis
    stored, design = design, in_model(expanded(design))

    def select(graph_id: str) -> Body:
        graph = design.main if graph_id == MAIN else design.models[graph_id]
        known = analysis.graphs[graph_id]
        walked = flow(graph)
        used = walked.reach(ref.node for ref in leaves(known.outputs))
        graph = _declared(design, with_texts(graph, {*used, *leaves(graph.inputs)}))
        calls = [n for n in walked.order if n in used and not is_input(graph, n)]
        return Body(graph_id, graph, known, tuple(calls), design.dtype_policy)

    main = select(MAIN)
    definitions: dict[str, Body] = {}
    pending = [(main, iter(_parts(design, main)))]
    while pending:
        current, needed = pending[-1]
        for model in needed:
            if model not in definitions:
                inner = select(model)
                pending.append((inner, iter(_parts(design, inner))))
                break
        else:
            pending.pop()
            if current is not main:
                definitions[current.graph_id] = current
    graphs = [_called(stored, body) for body in (main, *reversed(definitions.values()))]
    shared = shared_objects(design, graphs)
    if shared.made:
        given = {g.graph_id: g.shared.intersection(shared.made) for g in graphs}
        main = replace(main, given=given[MAIN])
        definitions = {k: replace(body, given=given[k]) for k, body in definitions.items()}
    return Program(design, main, definitions, shared.instances, analysis.chain_reasons, shared)


def _parts(design: Design, body: Body) -> list[str]:
    """The definitions that a graph needs."""
    called = (body.graph.operations[key] for key in body.operations)
    return held_models(design, called)


def _called(stored: Design, body: Body) -> Called:
    own = stored.main if body.graph_id == MAIN else stored.models[body.graph_id]
    operations = {key: body.graph.operations[key] for key in body.operations}
    shared = {k for k, o in operations.items() if k not in own.operations and is_object(o)}
    return Called(body.graph_id, operations, frozenset(shared))
