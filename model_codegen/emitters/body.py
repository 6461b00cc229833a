"""`Body`: one graph as it will be written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from model_codegen.analysis import GraphAnalysis, TensorSpec
from model_codegen.analysis.application_models import given_names
from model_codegen.design.graph import (
    Layer,
    ModelGraph,
    Node,
    Op,
    Operation,
    SubModel,
    TensorRef,
)
from model_codegen.design.recorded_structure import places, structure_of
from model_codegen.design.traversal import is_application, leaves, references
from model_codegen.emitters.block_parameters import variables
from model_codegen.emitters.layer_order import layer_order

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
