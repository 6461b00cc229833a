"""`GraphFacts`: one graph with all that the analysis knows of it, as the rules look at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from model_codegen.design.diagnostic_codes import Code, Severity
from model_codegen.design.diagnostics import Diagnostic, Fix
from model_codegen.design.graph import (
    INPUT_CLASS,
    Design,
    Layer,
    ModelGraph,
    Node,
    Operation,
    TensorRef,
    TensorSpec,
)
from model_codegen.design.traversal import Flow, leaves

if TYPE_CHECKING:
    from model_codegen.analysis.analysis_result import GraphAnalysis
    from model_codegen.design.wording import Words


@dataclass(frozen=True)
class GraphFacts:
    """One graph of a design, analysed.

    Attributes:
        design: The design.
        graph_id: Id of the graph.
        graph: The graph.
        flow: How its tensors run.
        used: The inputs and the calls that reach an output.
        words: How to call things.
        analyses: The analyses of this graph and of all that it instantiates, by id.
        memory: What rules keep for the next time that they look at the same graph of the document.
        aside: What is left aside (see `design.pieces`).
    """

    design: Design
    graph_id: str
    graph: ModelGraph
    flow: Flow
    used: frozenset[str]
    words: Words
    analyses: Mapping[str, GraphAnalysis]
    memory: dict[str, Any] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()

    @property
    def analysis(self) -> GraphAnalysis:
        """The analysis of this graph."""
        return self.analyses[self.graph_id]

    @cached_property
    def outputs(self) -> list[TensorRef]:
        """The outputs that exist, in order."""
        found = leaves(self.analysis.outputs)
        return [ref for ref in found if isinstance(ref, TensorRef) and ref.node in self.graph.nodes]

    @cached_property
    def ends(self) -> frozenset[str]:
        """The calls that return an output."""
        return frozenset(ref.node for ref in self.outputs)

    @cached_property
    def sequence(self) -> list[str]:
        """The inputs and the calls that reach an output, producers before consumers."""
        return [node_id for node_id in self.flow.order if node_id in self.used]

    @cached_property
    def inputs(self) -> list[str]:
        """The inputs among them, listed or not."""
        found = [
            node_id
            for key, operation in self.graph.operations.items()
            if isinstance(operation, Layer) and operation.class_name == INPUT_CLASS
            for node_id in self.analysis.operations[key].calls
        ]
        return [node_id for node_id in found if node_id in self.used]

    @cached_property
    def placeholders(self) -> list[tuple[str, Layer]]:
        """The calls of placeholders among them, each with what it calls."""
        operations = self.graph.operations
        found = {
            key: operation
            for key, operation in operations.items()
            if isinstance(operation, Layer) and operation.recorded is not None
        }
        if not found:
            return []
        called = ((node_id, self.node(node_id).operation) for node_id in self.sequence)
        return [(node_id, found[key]) for node_id, key in called if key in found]

    @cached_property
    def idle(self) -> list[str]:
        """The inputs that no output depends on."""
        inputs = leaves(self.graph.inputs)
        found = [n for n in dict.fromkeys(inputs) if n in self.graph.nodes and n not in self.ends]
        return [n for n in found if self.used.isdisjoint(self.flow.consumers[n])]

    def operation(self, node_id: str) -> Operation | None:
        """What a node calls, if it is there."""
        return self.graph.operations.get(self.graph.nodes[node_id].operation)

    def spec(self, ref: TensorRef) -> TensorSpec | None:
        """A tensor; None if it is not known."""
        found = self.analysis.nodes.get(ref.node)
        outputs = (found.outputs if found else None) or ()
        return outputs[ref.index] if ref.index < len(outputs) else None

    def node(self, node_id: str) -> Node:
        """A call."""
        return self.graph.nodes[node_id]

    def found(
        self,
        code: Code,
        severity: Severity,
        message: str,
        *nodes: str,
        fix: Fix | None = None,
        alike: str = "",
    ) -> Diagnostic:
        """A diagnostic about this graph."""
        return Diagnostic(code, severity, message, nodes, self.graph_id, fix, alike=alike)
