"""What an analysis of a graph leaves for the next one, and what of it still holds."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import NamedTuple

from model_codegen.analysis.analysis_result import GraphAnalysis, NodeAnalysis, OperationAnalysis
from model_codegen.analysis.graph_state import Build, GraphState
from model_codegen.analysis.symbol import Symbol
from model_codegen.design.graph import Node, Operation, SubModel


class Kept(NamedTuple):
    """What one call came to.

    Attributes:
        node: The call.
        operation: What it calls.
        model: The definition that this is an instance of, if it is one.
        build: The call that built the operation; None if nothing did.
        state: The call as it is shown.
        outputs: Its tensors; None if they are not known.
    """

    node: Node
    operation: Operation
    model: str | None
    build: Build | None
    state: NodeAnalysis
    outputs: tuple[Symbol, ...] | None


class KeptOutcomes:
    """The outcomes of one graph's calls, from one analysis to the next.

    What a call comes to depends on the call, what it calls, the call that builds that, and the
    tensors that it takes: where all of these are the very same objects as before, it is not looked
    at. Nor may it have been left aside then and not now: what it lacked was not told. What was
    found wrong is always worked out again, since its words tell of other calls, too.

    Args:
        graph: The graph that is analysed.
        before: What is left of an earlier state of it.
        same_models: The definitions that are what they were then.
    """

    result: GraphAnalysis
    """What all of it came to, once that is known."""

    def __init__(
        self,
        graph: GraphState,
        before: KeptOutcomes | None = None,
        same_models: Set[str] = frozenset(),
    ) -> None:
        self._graph, self.flow = graph.graph, graph.flow
        self.symbols, self.builds = graph.symbols, graph.builds
        self.aside = graph.walked.aside
        self.calls: dict[str, Kept] = {}
        self._same_models = same_models
        # On a cycle a call may come before what it takes, and the next time behind it.
        if before is not None and (before.flow.pending or graph.flow.pending):
            before = None
        self._before = before
        self._known: Mapping[str, Kept] = {} if before is None else before.calls
        self._joined = frozenset() if before is None else before.aside - self.aside
        self._changed: set[str] = set()

    def find(self, node_id: str) -> Kept | None:
        """What a call comes to, if that cannot have changed; its operation counts as built then.

        Args:
            node_id: The call, after all those that it takes tensors of.
        """
        kept = self._known.get(node_id)
        if kept is None or node_id in self._joined:
            return None
        node, operation, model, build, _, _ = kept
        graph, key = self._graph, node.operation
        if graph.nodes[node_id] is not node or graph.operations.get(key) is not operation:
            return None
        if self._changed and not self._changed.isdisjoint(self.flow.sources[node_id]):
            return None
        if model is not None and model not in self._same_models:
            return None
        now = self.builds.get(key)
        if now is not build:
            if now is not None or build is None or build.node_id != node_id:
                return None
            self.builds[key] = build
        self.calls[node_id] = kept
        return kept

    def keep(self, node_id: str, states: dict[str, NodeAnalysis], *, quiet: bool) -> None:
        """Keep what a call came to.

        Args:
            node_id: The call.
            states: The calls as they are shown; if this one is as before, it is made the very same.
            quiet: Whether nothing was found wrong with it.
        """
        graph = self._graph
        outputs = self.symbols.get(node_id)
        if self._before is not None:
            if outputs != self._before.symbols.get(node_id):
                self._changed.add(node_id)
            shown = self._before.result.nodes.get(node_id)
            # What Keras records of a call may hold 1 for True, which is equal.
            if shown is not None and shown.trace is None and shown == states[node_id]:
                states[node_id] = shown
        if quiet:
            node = graph.nodes[node_id]
            operation = graph.operations[node.operation]
            model = operation.model if isinstance(operation, SubModel) else None
            build = self.builds.get(node.operation)
            self.calls[node_id] = Kept(node, operation, model, build, states[node_id], outputs)

    def lost(self, node_id: str) -> None:
        """Tell that a call makes no sense, so that nothing is known of its tensors."""
        if self._before is not None and node_id in self._before.symbols:
            self._changed.add(node_id)

    def operation(self, operation_id: str, calls: tuple[str, ...]) -> OperationAnalysis | None:
        """What was known of an operation, if that still holds.

        Args:
            operation_id: The operation.
            calls: Its calls now.
        """
        if self._before is None:
            return None
        found = self._before.result.operations.get(operation_id)
        if found is None or found.calls != calls:
            return None
        now, before = self.builds.get(operation_id), self._before.builds.get(operation_id)
        return found if now is before or (now and before and now.state == before.state) else None

    def settle(self) -> None:
        """Let go of the analysis before."""
        self._before, self._known, self._same_models = None, {}, frozenset()
