"""What is known of a graph while it is analysed: tensors, built operations, what is in the code."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from model_codegen.analysis.cached_calls import operation_key, outcome
from model_codegen.analysis.call_outcome import Outcome, State
from model_codegen.analysis.call_signature import Symbols, signature
from model_codegen.analysis.nested_models import Definition
from model_codegen.analysis.symbol import Symbol
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, Op, TensorRef
from model_codegen.design.traversal import MAX_DEPTH, flow, leaves, resolve_outputs, walk
from model_codegen.design.wording import Words


@dataclass(frozen=True)
class Build:
    """The call that builds an operation, and what it owns then."""

    node_id: str
    node: Node
    signature: Hashable
    state: State


@dataclass
class GraphState:
    """What is known of one graph so far, while its calls are worked out.

    Args:
        design: The design it belongs to.
        graph_id: Its id.
        graph: The graph.
        dtype_policy: The design's policy, if Keras knows it.
        definitions: The definitions that were analysed before it.
        endless: Definitions that contain themselves.
    """

    design: Design
    graph_id: str
    graph: ModelGraph
    dtype_policy: str
    definitions: Mapping[str, Definition]
    endless: frozenset[str]
    symbols: dict[str, tuple[Symbol, ...]] = field(default_factory=dict)
    builds: dict[str, Build] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def __post_init__(self) -> None:
        if _too_deep(self.graph.outputs):  # something else as wrong, and in bounds
            self.graph = replace(self.graph, outputs=TensorRef("…"))
        if _too_deep(self.graph.inputs):
            self.graph = replace(self.graph, inputs="…")
        self.flow = flow(self.graph)
        models = {key: graph.name for key, graph in self.design.models.items()}
        self.words = Words(self.graph, self.flow, self.symbols, models)
        self.outputs = resolve_outputs(self.graph, {}, self.flow)
        self.used = self.flow.reach(_nodes(self.outputs))
        self.used.update(n for n in leaves(self.graph.inputs) if n in self.graph.nodes)

    def attempt(self, operation: Layer | Op, node: Node, symbols: Symbols) -> Outcome:
        """Evaluate a call as if it were the first one of its operation; nothing is recorded.

        Args:
            operation: The layer or function.
            node: The call.
            symbols: The tensors that it takes, by node id.

        Returns:
            A `Success` with the tensors it returns, or a `Failure` with the reasons.
        """
        key = operation_key(operation, self.dtype_policy), None, signature(node, symbols)
        return outcome(key, operation, self.dtype_policy, node, None, symbols)


def _too_deep(tree: Any) -> bool:
    return any(len(path) >= MAX_DEPTH for path, _ in walk(tree))


def _nodes(outputs: Any) -> list[str]:
    return [leaf.node for leaf in leaves(outputs) if isinstance(leaf, TensorRef)]
