"""What is known of a graph while it is analysed: tensors, built operations, what is in the code."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from model_codegen.analysis.cached_calls import operation_key, outcome
from model_codegen.analysis.call_outcome import Outcome, State
from model_codegen.analysis.call_signature import Symbols, signature
from model_codegen.analysis.held_operations import HeldOperations
from model_codegen.analysis.nested_models import Definition
from model_codegen.analysis.symbol import Symbol
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, Op, TensorRef
from model_codegen.design.traversal import (
    MAX_DEPTH,
    flow,
    leaves,
    map_leaves,
    references,
    resolve_outputs,
    walk,
)
from model_codegen.design.wording import Words


@dataclass(frozen=True)
class Build:
    """The call that builds an operation, and what it owns then.

    Attributes:
        node_id: The call.
        node: The same.
        signature: Its arguments, as `call_signature.signature`; None if they are not known.
        state: What the operation owns.
        graph_id: The graph in which the call stands.
        symbols: The tensors that it takes, by node id.
    """

    node_id: str
    node: Node
    signature: Hashable
    state: State
    graph_id: str
    symbols: Symbols

    def apart(self) -> Build:
        """The same for other graphs: its tensors have names that no node has."""
        refs = {ref: f"\0{self.graph_id}\0{ref.node}" for ref in references(self.node)}

        def renamed(leaf: Any) -> Any:
            return replace(leaf, node=refs[leaf]) if isinstance(leaf, TensorRef) else leaf

        node = replace(
            self.node,
            args=map_leaves(self.node.args, renamed),
            kwargs=map_leaves(dict(self.node.kwargs), renamed),
        )
        symbols = {name: tuple(self.symbols[ref.node]) for ref, name in refs.items()}
        return replace(self, node=node, symbols=symbols)


@dataclass
class SharedBuilds:
    """What is known of the design's operations, whichever graph calls them or has them inside.

    Attributes:
        builds: By id, the call that builds an operation.
        states: By id, what it owns itself, and the name of the graph that it was found in.
    """

    builds: dict[str, Build] = field(default_factory=dict)
    states: dict[str, tuple[State, str]] = field(default_factory=dict)


@dataclass
class GraphState:
    """What is known of one graph so far, while its calls are worked out.

    Args:
        design: The design it belongs to.
        graph_id: Its id.
        graph: The graph, with the design's operations that it calls.
        dtype_policy: The design's policy, if Keras knows it.
        definitions: The definitions that were analysed before it.
        endless: Definitions that contain themselves.
        shared: Which of its operations are the design's.
        endless_operations: The design's operations that contain themselves.
        elsewhere: What is known of the design's operations.
        held: What the references in its layers mean.
    """

    design: Design
    graph_id: str
    graph: ModelGraph
    dtype_policy: str
    definitions: Mapping[str, Definition]
    endless: frozenset[str]
    shared: frozenset[str] = frozenset()
    endless_operations: frozenset[str] = frozenset()
    elsewhere: SharedBuilds = field(default_factory=SharedBuilds)
    held: HeldOperations = field(init=False)
    symbols: dict[str, tuple[Symbol, ...]] = field(default_factory=dict)
    builds: dict[str, Build] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.held = HeldOperations(
            self.design, self.dtype_policy, self.definitions, self.endless_operations
        )
        if _too_deep(self.graph.outputs):  # something else as wrong, and in bounds
            self.graph = replace(self.graph, outputs=TensorRef("…"))
        if _too_deep(self.graph.inputs):
            self.graph = replace(self.graph, inputs="…")
        self.flow = flow(self.graph)
        self.words = Words(self.graph, self.flow, self.symbols, self.design.models)
        self.outputs = resolve_outputs(self.graph, {}, self.flow)
        self.used = self.flow.reach(_nodes(self.outputs))
        self.used.update(n for n in leaves(self.graph.inputs) if n in self.graph.nodes)

    def build(self, operation_id: str) -> Build | None:
        """The call that builds an operation, in this graph or another one, if it is known."""
        if operation_id in self.shared and operation_id in self.elsewhere.builds:
            return self.elsewhere.builds[operation_id]
        return self.builds.get(operation_id)

    def attempt(self, operation: Layer | Op, node: Node, symbols: Symbols) -> Outcome:
        """Evaluate a call as if it were the first one of its operation; nothing is recorded.

        Args:
            operation: The layer or function.
            node: The call.
            symbols: The tensors that it takes, by node id.

        Returns:
            A `Success` with the tensors it returns, or a `Failure` with the reasons.
        """
        owner = operation_key(operation, self.dtype_policy, self.held)
        key = owner, None, signature(node, symbols)
        return outcome(key, operation, self.dtype_policy, node, None, symbols, self.held)


def _too_deep(tree: Any) -> bool:
    return any(len(path) >= MAX_DEPTH for path, _ in walk(tree))


def _nodes(outputs: Any) -> list[str]:
    return [leaf.node for leaf in leaves(outputs) if isinstance(leaf, TensorRef)]
