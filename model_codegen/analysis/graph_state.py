"""What is known of a graph while it is analysed: tensors, built operations, what is in the code."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import InitVar, dataclass, field, replace
from typing import Any

from model_codegen.analysis.cached_calls import operation_key, outcome
from model_codegen.analysis.call_outcome import Outcome, State
from model_codegen.analysis.call_signature import Symbols, signature
from model_codegen.analysis.held_operations import HeldOperations
from model_codegen.analysis.nested_models import Definition
from model_codegen.analysis.symbol import Symbol
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.expanded_graph import Use
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, Op, TensorRef
from model_codegen.design.outputs import resolve_outputs
from model_codegen.design.pieces import inputs_without, left_aside
from model_codegen.design.traversal import (
    MAX_DEPTH,
    Flow,
    flow,
    leaves,
    map_leaves,
    references,
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
        symbols: The tensors that it takes, by node id, where it was taken `apart` from its graph.
    """

    node_id: str
    node: Node
    signature: Hashable
    state: State
    graph_id: str
    symbols: Symbols = field(default_factory=dict)

    def apart(self, symbols: Symbols) -> Build:
        """The same for other graphs: its tensors have names that no node has.

        Args:
            symbols: The tensors of its graph.
        """
        refs = {ref: f"\0{self.graph_id}\0{ref.node}" for ref in references(self.node)}

        def renamed(leaf: Any) -> Any:
            return replace(leaf, node=refs[leaf]) if isinstance(leaf, TensorRef) else leaf

        node = replace(
            self.node,
            args=map_leaves(self.node.args, renamed),
            kwargs=map_leaves(dict(self.node.kwargs), renamed),
        )
        taken = {name: tuple(symbols[ref.node]) for ref, name in refs.items()}
        return replace(self, node=node, symbols=taken)


@dataclass
class SharedBuilds:
    """What is known of the design's operations, whichever graph calls them or has them inside.

    Attributes:
        builds: By id, the call that builds an operation.
        states: By id, what it owns itself, and the name of the graph that it was found in.
    """

    builds: dict[str, Build] = field(default_factory=dict)
    states: dict[str, tuple[State, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Walked:
    """How the calls of a graph hang together, without what they come to.

    Attributes:
        graph: The graph.
        flow: How its tensors run.
        calls: The calls of each operation that has some, in order.
        outputs: Its outputs, `"auto"` worked out as far as possible without shapes.
        used: The inputs and the calls that reach an output.
        aside: What is left aside (see `design.pieces`).
    """

    graph: ModelGraph
    flow: Flow
    calls: Mapping[str, tuple[str, ...]]
    outputs: Any
    used: frozenset[str]
    aside: frozenset[str]


def walked(graph: ModelGraph, before: Walked | None = None) -> Walked:
    """Walk through a graph.

    Args:
        graph: The graph.
        before: An earlier state of it that was walked through; what is the very same in both is
            taken over.
    """
    same = before is not None and before.graph.nodes is graph.nodes
    if before is not None and same and before.graph.inputs == graph.inputs:
        known, calls = before.flow, before.calls
    else:
        known = flow(graph, None if before is None else (before.graph.nodes, before.flow))
        calls = _calls(graph, known)
    aside = left_aside(graph, known)
    outputs = resolve_outputs(graph, {}, known, aside)
    same = before is not None and known is before.flow and aside == before.aside
    if before is not None and same and outputs == before.outputs:
        used = before.used
    else:
        found = known.reach(_nodes(outputs))
        found.update(n for n in leaves(graph.inputs) if n in graph.nodes)
        used = frozenset(found - aside)
    return Walked(graph, known, calls, outputs, used, aside)


def _calls(graph: ModelGraph, known: Flow) -> Mapping[str, tuple[str, ...]]:
    calls: dict[str, tuple[str, ...]] = {}
    several: dict[str, list[str]] = {}
    for node_id in known.order:
        key = graph.nodes[node_id].operation
        if key in calls:
            several.setdefault(key, [*calls[key]]).append(node_id)
        else:
            calls[key] = (node_id,)
    for key, node_ids in several.items():
        calls[key] = tuple(node_ids)
    return calls


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
        walked_before: An earlier state of the graph, walked through.
        use: What it was drawn as.
        held: What the references in its layers mean.
        stored: The graph as it was given; of `graph`, the inputs that are left aside are none.
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
    walked_before: InitVar[Walked | None] = None
    use: Use | None = None
    held: HeldOperations = field(init=False)
    stored: ModelGraph = field(init=False)
    symbols: dict[str, tuple[Symbol, ...]] = field(default_factory=dict)
    builds: dict[str, Build] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def __post_init__(self, walked_before: Walked | None) -> None:
        self.stored = self.graph
        # Without operations of the design nothing can be held: nor do earlier definitions live on.
        definitions = self.definitions if self.design.operations else {}
        self.held = HeldOperations(
            self.design, self.dtype_policy, definitions, self.endless_operations
        )
        if _too_deep(self.graph.outputs):  # something else as wrong, and in bounds
            self.graph = replace(self.graph, outputs=TensorRef("…"))
        if _too_deep(self.graph.inputs):
            self.graph = replace(self.graph, inputs="…")
        self.walked = walked(self.graph, walked_before)
        self.flow, self.calls = self.walked.flow, self.walked.calls
        self.outputs, self.used = self.walked.outputs, self.walked.used
        if self.walked.aside:
            inputs = inputs_without(self.graph.inputs, self.walked.aside)
            self.graph = replace(self.graph, inputs=inputs)
        names = None if self.use is None else self.use.names
        self.words = Words(
            self.graph, self.flow, self.symbols, self.design.models, self.calls, names
        )

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
