"""One graph: every call in order, each looked up by its content or worked out once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from model_codegen.analysis.cache import Cache
from model_codegen.analysis.evaluate import evaluate
from model_codegen.analysis.outcome import Failure, Outcome, State
from model_codegen.analysis.result import GraphAnalysis, NodeAnalysis, OperationAnalysis
from model_codegen.analysis.signature import UnknownTensorError, fingerprint, signature
from model_codegen.analysis.symbol import Symbol
from model_codegen.diagnostics import Diagnostic
from model_codegen.graph import Layer, ModelGraph, Node, TensorRef
from model_codegen.traversal import leaves, order, reach, resolve_outputs

CACHE: Cache[Outcome] = Cache(8192)

_UNKNOWN = NodeAnalysis("unknown")
_FAILED = NodeAnalysis("failed")


@dataclass
class _Build:
    """The call that builds an operation, and what it owns then."""

    node: Node
    signature: Hashable
    state: State


@dataclass
class GraphRun:
    """The analysis of one graph under way."""

    graph: ModelGraph
    graph_id: str
    dtype_policy: str
    positions: Mapping[str, tuple[float, float]]
    symbols: dict[str, tuple[Symbol, ...]] = field(default_factory=dict)
    states: dict[str, NodeAnalysis] = field(default_factory=dict)
    builds: dict[str, _Build] = field(default_factory=dict)
    keys: dict[str, Hashable] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def run(self) -> GraphAnalysis:
        """Analyse the calls that reach an output first, since they alone are in the code."""
        sequence = order(self.graph)
        used = reach(self.graph, self._ends())
        for node_id in [n for n in sequence if n in used] + [n for n in sequence if n not in used]:
            self._analyse(node_id)
        counts = {node_id: len(symbols) for node_id, symbols in self.symbols.items()}
        outputs = resolve_outputs(self.graph, counts, self.positions)
        declared = set(leaves(self.graph.inputs))
        calls: dict[str, list[str]] = {operation: [] for operation in self.graph.operations}
        for node_id in sequence:
            calls.setdefault(self.graph.nodes[node_id].operation, []).append(node_id)
        states = [
            build.state
            for operation, build in self.builds.items()
            if not used.isdisjoint(calls[operation])
        ]
        total = sum(state.params for state in states)
        trainable = sum(state.trainable_params for state in states)
        return GraphAnalysis(
            nodes=self.states,
            operations={o: self._operation(o, tuple(nodes)) for o, nodes in calls.items()},
            outputs=outputs,
            unused=tuple(n for n in sequence if n not in used and n not in declared),
            total_params=total,
            trainable_params=trainable,
            non_trainable_params=total - trainable,
            bytes=sum(state.bytes for state in states),
        )

    def _ends(self) -> list[str]:
        outputs = resolve_outputs(self.graph, {}, self.positions)
        return [leaf.node for leaf in leaves(outputs) if isinstance(leaf, TensorRef)]

    def _analyse(self, node_id: str) -> None:
        node = self.graph.nodes[node_id]
        operation = self.graph.operations.get(node.operation)
        self.states[node_id] = _UNKNOWN
        if not isinstance(operation, Layer):
            return
        try:
            key = signature(node, self.symbols)
        except UnknownTensorError:
            return
        outcome = self._outcome(operation, node, key)
        if isinstance(outcome, Failure):
            self.states[node_id] = _FAILED
            self.diagnostics.append(
                Diagnostic(outcome.code, "error", outcome.reason, (node_id,), self.graph_id)
            )
            return
        self.builds.setdefault(node.operation, _Build(node, key, outcome.state))
        self.symbols[node_id] = outcome.outputs
        self.states[node_id] = outcome.node

    def _outcome(self, operation: Layer, node: Node, key: Hashable) -> Outcome:
        build = self.builds.get(node.operation)
        again = None if build is None or build.signature == key else build.signature
        full = (self._operation_key(node.operation, operation), again, key)
        return CACHE.get(full) or CACHE.put(
            full,
            evaluate(
                operation,
                self.dtype_policy,
                node if again is None or build is None else build.node,
                None if again is None else node,
                self.symbols,
            ),
        )

    def _operation_key(self, operation_id: str, operation: Layer) -> Hashable:
        key = self.keys.get(operation_id)
        if key is None:
            key = self.keys[operation_id] = (
                operation.class_name,
                fingerprint(operation.config),
                operation.dtype,
                operation.trainable,
                self.dtype_policy,
            )
        return key

    def _operation(self, operation_id: str, calls: tuple[str, ...]) -> OperationAnalysis:
        build = self.builds.get(operation_id)
        if build is None:
            return OperationAnalysis(calls)
        state = build.state
        return OperationAnalysis(
            calls,
            state.weights,
            state.params,
            state.trainable_params,
            state.params - state.trainable_params,
            state.bytes,
            state.compute_dtype,
            state.variable_dtype,
        )
