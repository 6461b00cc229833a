"""`GraphTally`: what has been found of the calls of a graph, and what that is together."""

from __future__ import annotations

from model_codegen.analysis.analysis_result import GraphAnalysis, OperationAnalysis
from model_codegen.costing import receptive_field
from model_codegen.costing.call import Call, Called, Parts, Spec
from model_codegen.costing.cost_result import GraphCost, NodeCost
from model_codegen.costing.memory import Held, peak
from model_codegen.costing.receptive_field import Field
from model_codegen.costing.work import MULTIPLY_ADDS, together
from model_codegen.design.graph import INPUT_CLASS, ModelGraph, TensorRef
from model_codegen.design.traversal import Flow, flattened, leaves


class GraphTally:
    """Of one graph, called once.

    Attributes:
        specs: What calls return, by their ids; put there by whoever finds it.
        fields: How many elements of an input each element of what they return sees.
        problems: Why calls are left out, as sentences.

    Args:
        graph: The graph.
        flow: How tensors run through it.
    """

    def __init__(self, graph: ModelGraph, flow: Flow) -> None:
        self._graph, self._flow = graph, flow
        self.specs: dict[str, tuple[Spec, ...]] = {}
        self.fields: dict[str, Field | None] = {}
        self.problems: dict[str, str] = {}
        self._nodes: dict[str, NodeCost] = {}
        self._held: list[Held] = []
        self._counted: set[str] = set()

    def sees(self, node_id: str) -> bool:
        """Whether it is known how much of an input any of the tensors sees that a call takes."""
        return any(self.fields.get(ref.node) for ref in self._flow.references[node_id])

    def input(self, node_id: str, given: Spec) -> None:
        """Note what an input is given."""
        self.specs[node_id] = (given,)
        self.fields[node_id] = receptive_field.of_input(len(given.shape))
        self._held.append(Held(node_id, (), given.bytes))
        self._nodes[node_id] = NodeCost(
            INPUT_CLASS,
            output_bytes=given.bytes,
            kept_bytes=given.bytes,
            dtype=given.dtype,
            shapes=(given.shape,),
            field=self.fields[node_id],
        )

    def unknown(self, node_id: str, own: int) -> None:
        """Note a call of which only is known that it returns so many bytes."""
        sources = [ref.node for ref in self._flow.references[node_id]]
        self._held.append(Held(node_id, sources, own))

    def keep(
        self,
        node_id: str,
        what: str,
        parts: Parts,
        owner: OperationAnalysis | None,
        call: Call | None = None,
    ) -> None:
        """Note what a call costs whose `specs` are there.

        Args:
            node_id: The call.
            what: See `NodeCost`.
            parts: What it does.
            owner: What is known of the operation that is called, which is counted once.
            call: The call, for how much of the input it sees; without, that is not told.
        """
        operation = self._graph.nodes[node_id].operation
        again = operation in self._counted
        self._counted.add(operation)
        outputs = self.specs[node_id]
        own = 0 if parts.view else sum(spec.bytes for spec in outputs)
        sources = [ref.node for ref in self._flow.references[node_id]]
        self._held.append(Held(node_id, sources, own, parts.inside, parts.view, parts.in_place))
        if call is not None:
            before = [self.fields.get(source) for source in sources]
            self.fields[node_id] = receptive_field.after(call, before) if any(before) else None
        flops = macs = 0
        for row in parts.work:
            flops += row.flops
            if row.op in MULTIPLY_ADDS:
                macs += row.count
        mine = owner if owner is not None and not again else OperationAnalysis(())
        self._nodes[node_id] = NodeCost(
            what,
            parts.work,
            flops,
            macs,
            mine.params,
            mine.bytes,
            mine.trainable_params,
            own,
            parts.inside,
            own + parts.kept,
            outputs[0].dtype if outputs else "",
            tuple(spec.shape for spec in outputs),
            self.fields.get(node_id),
            again and owner is not None and owner.params > 0,
            parts.notes,
        )

    def together(self, analysis: GraphAnalysis, given: int) -> tuple[GraphCost, Called]:
        """The cost of the graph, and what a call of it is to its surroundings.

        Args:
            analysis: What is known of the graph.
            given: Bytes of what it is called with.
        """
        ends = [leaf for leaf in leaves(analysis.outputs) if isinstance(leaf, TensorRef)]
        inputs = [leaf for leaf in leaves(self._graph.inputs) if isinstance(leaf, str)]
        most, where = peak(self._held, inputs, [end.node for end in ends])
        costs = self._nodes.values()
        kept = sum(cost.kept_bytes for cost in costs)
        found = GraphCost(
            self._nodes,
            sum(cost.flops for cost in costs),
            sum(cost.macs for cost in costs),
            most,
            where or None,
            kept,
            self.problems,
        )
        flat = [end for end in flattened(analysis.outputs) if isinstance(end, TensorRef)]
        outputs = tuple(
            self.specs[end.node][end.index]
            for end in flat
            if end.node in self.specs and end.index < len(self.specs[end.node])
        )
        returned = sum(spec.bytes for spec in outputs)
        parts = Parts(
            together(row for cost in costs for row in cost.work),
            max(0, most - given - returned),
            max(0, kept - given - returned),
            notes=tuple(dict.fromkeys(note for cost in costs for note in cost.notes)),
        )
        return found, Called(parts, outputs)
