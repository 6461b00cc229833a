"""The cost of one graph, call by call, with the shapes of its inputs given."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from model_codegen.analysis.analysis_result import Analysis, GraphAnalysis, OperationAnalysis
from model_codegen.analysis.held_operations import HeldOperations
from model_codegen.costing import live_models, receptive_field, shapes
from model_codegen.costing.call import (
    Call,
    Called,
    Parts,
    Spec,
    UnknownCostError,
    fill,
)
from model_codegen.costing.cost_result import GraphCost, NodeCost
from model_codegen.costing.inner_layers import InnerLayers
from model_codegen.costing.memory import Held, peak
from model_codegen.costing.receptive_field import Field
from model_codegen.costing.rules import registry
from model_codegen.costing.work import MULTIPLY_ADDS, Work, each
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import (
    INPUT_CLASS,
    Design,
    Layer,
    ModelGraph,
    Node,
    Op,
    SubModel,
    TensorRef,
)
from model_codegen.design.traversal import Flow, flattened, flow, is_application, leaves
from model_codegen.design.wording import quote


class Walk:
    """Goes through a design's graphs; each definition once for each set of shapes.

    Args:
        design: The design, with its own operations in the graphs that call them.
        analysis: What is known of it.
        dtype_policy: Its policy, one that Keras knows.
        training: Whether it is called for training.
    """

    def __init__(
        self, design: Design, analysis: Analysis, dtype_policy: str, *, training: bool
    ) -> None:
        self.design, self.analysis = design, analysis
        self._policy, self._training = dtype_policy, training
        self._held = HeldOperations(design, dtype_policy, {})
        self.inner = InnerLayers(design, dtype_policy, self._held, self._block)
        self._done: dict[tuple[str, tuple[Spec, ...], bool], tuple[GraphCost, Called]] = {}
        self._open: set[str] = set()
        self._flows: dict[str, Flow] = {}
        self.known: dict[Hashable, Parts] = {}
        self.first: dict[str, GraphCost] = {}

    def flow(self, graph_id: str, graph: ModelGraph) -> Flow:
        """How tensors run through a graph."""
        if graph_id not in self._flows:
            self._flows[graph_id] = flow(graph)
        return self._flows[graph_id]

    def graph(
        self, graph_id: str, inputs: Mapping[str, Spec | str], *, training: bool
    ) -> tuple[GraphCost, Called]:
        """The cost of a graph, and what a call of it is to its surroundings.

        Args:
            graph_id: `"main"`, or a definition's id.
            inputs: Each input's tensor; or a sentence, why it is not known.
            training: Whether it is called for training.

        Raises:
            UnknownCostError: If the graph contains itself.
        """
        if graph_id in self._open:
            raise UnknownCostError("it contains itself")
        self._open.add(graph_id)
        try:
            found = _GraphWalk(self, graph_id, inputs, training=training).run()
        finally:
            self._open.discard(graph_id)
        self.first.setdefault(graph_id, found[0])
        return found

    def block(
        self, model: str, tensors: Sequence[Spec], *, training: bool
    ) -> tuple[GraphCost, Called]:
        """The cost of a call of a definition.

        Args:
            model: Its id.
            tensors: What it is called with, in the order of its inputs.
            training: Whether it is called for training, and not frozen.

        Raises:
            UnknownCostError: If there is none of that id, or it takes other tensors.
        """
        key = model, tuple(tensors), training
        if key not in self._done:
            definition = self.design.models.get(model)
            if definition is None:
                raise UnknownCostError("its definition is not there")
            inputs = [leaf for leaf in flattened(definition.inputs) if isinstance(leaf, str)]
            if len(inputs) != len(tensors):
                raise UnknownCostError("it is called with other tensors than it takes")
            pairs = dict(zip(inputs, tensors, strict=True))
            self._done[key] = self.graph(model, pairs, training=training)
        return self._done[key]

    def _block(self, model: str, tensors: Sequence[Spec]) -> Called:
        return self.block(model, tensors, training=self._training)[1]

    def ask(self, operation: Layer | Op, node: Node, tensors: Sequence[Spec]) -> tuple[Spec, ...]:
        """The outputs of a call, by Keras."""
        found = shapes.asked(operation, node, tensors, self._policy, self._held)
        return tuple(Spec(tuple(s.shape), s.dtype) for s in found.outputs)  # type: ignore[arg-type]

    def application(self, layer: Layer, tensors: Sequence[Spec], *, training: bool) -> Called:
        """A call of a whole model of `keras.applications`."""
        calls, ends = live_models.live_calls(layer, self._policy)
        specs: list[tuple[Spec, ...]] = []
        held: list[Held] = []
        total: dict[str, int] = {}
        notes: list[str] = []
        kept = 0
        for place, live in enumerate(calls):
            if not live.sources:
                specs.append((tensors[0],))
                held.append(Held(str(place), (), tensors[0].bytes))
                continue
            inputs = [specs[number][index] for number, index in live.sources]
            outputs = live_models.output_specs(live, inputs)
            specs.append(outputs)
            rule = registry.find(live.path)
            if rule is None:
                raise UnknownCostError(f"what `{live.path}` in it computes is not known")
            single = isinstance(live.layer.input, (list, tuple))
            call = Call(
                live.path,
                live.config,
                (list(inputs),) if single else tuple(inputs),
                {},
                tuple(inputs),
                outputs,
                live.weights,
                training and live.trainable,
                live.dtype,
                inner=self.inner,
            )
            parts = registry.parts(rule, call)
            own = 0 if parts.view else sum(spec.bytes for spec in outputs)
            kept += own + parts.kept
            notes += parts.notes
            for row in parts.work:
                total[row.op] = total.get(row.op, 0) + row.count
            sources = [str(number) for number, _ in live.sources]
            held.append(Held(str(place), sources, own, parts.inside, parts.view, parts.in_place))
        most, _ = peak(held, ["0"], [str(end) for end in ends])
        outside = tensors[0].bytes + sum(specs[end][0].bytes for end in ends)
        parts = Parts(
            _summed(total),
            max(0, most - outside),
            max(0, kept - sum(specs[end][0].bytes for end in ends)),
            notes=tuple(dict.fromkeys(notes)),
        )
        return Called(parts, tuple(specs[end][0] for end in ends))


class _GraphWalk:
    """One graph, once."""

    def __init__(
        self, walk: Walk, graph_id: str, inputs: Mapping[str, Spec | str], *, training: bool
    ) -> None:
        self.walk, self.graph_id, self.inputs, self.training = walk, graph_id, inputs, training
        design = walk.design
        self.graph: ModelGraph = design.main if graph_id == MAIN else design.models[graph_id]
        self.analysis: GraphAnalysis = walk.analysis.graphs[graph_id]
        self.flow = walk.flow(graph_id, self.graph)
        self.specs: dict[str, tuple[Spec, ...]] = {}
        self.fields: dict[str, Field | None] = {}
        self.problems: dict[str, str] = {}
        self.nodes: dict[str, NodeCost] = {}
        self.held: list[Held] = []
        self.counted: set[str] = set()
        self.as_drawn = True

    def run(self) -> tuple[GraphCost, Called]:
        unused = set(self.analysis.unused)
        for node_id in self.flow.order:
            if node_id in unused:
                continue
            try:
                self._node(node_id)
            except UnknownCostError as error:
                self.problems[node_id] = f"{self._name(node_id)}: {error}"
        ends = [leaf for leaf in leaves(self.analysis.outputs) if isinstance(leaf, TensorRef)]
        inputs = [leaf for leaf in leaves(self.graph.inputs) if isinstance(leaf, str)]
        most, where = peak(self.held, inputs, [end.node for end in ends])
        total: dict[str, int] = {}
        for cost in self.nodes.values():
            for row in cost.work:
                total[row.op] = total.get(row.op, 0) + row.count
        kept = sum(cost.kept_bytes for cost in self.nodes.values())
        found = GraphCost(
            self.nodes,
            sum(cost.flops for cost in self.nodes.values()),
            sum(cost.macs for cost in self.nodes.values()),
            most,
            where or None,
            kept,
            self.problems,
        )
        flat = [end for end in flattened(self.analysis.outputs) if isinstance(end, TensorRef)]
        outputs = tuple(
            self.specs[end.node][end.index]
            for end in flat
            if end.node in self.specs and end.index < len(self.specs[end.node])
        )
        given = sum(spec.bytes for spec in self.inputs.values() if isinstance(spec, Spec))
        returned = sum(spec.bytes for spec in outputs)
        notes = tuple(dict.fromkeys(n for cost in self.nodes.values() for n in cost.notes))
        parts = Parts(
            _summed(total),
            max(0, most - given - returned),
            max(0, kept - given - returned),
            notes=notes,
        )
        return found, Called(parts, outputs)

    def _node(self, node_id: str) -> None:
        node = self.graph.nodes[node_id]
        operation = self.graph.operations.get(node.operation)
        told = self.analysis.nodes[node_id]
        if isinstance(operation, Layer) and operation.class_name == INPUT_CLASS:
            self._input(node_id, told.outputs)
            return
        if operation is None or told.outputs is None:
            raise UnknownCostError("its outputs are not known")
        refs = self.flow.references[node_id]
        if any(ref.node not in self.specs for ref in refs):
            raise UnknownCostError("what it takes is not known")
        tensors = [self.specs[ref.node][ref.index] for ref in refs]
        mode = node.kwargs.get("training")
        training = mode if isinstance(mode, bool) else self.training
        owner = self.analysis.operations.get(node.operation)
        drawn = shapes.known(told.outputs) if self.as_drawn else None
        if isinstance(operation, SubModel):
            self._block(node_id, node, operation, tensors, training=training)
            return
        path = operation.function if isinstance(operation, Op) else operation.class_name
        if is_application(operation):
            done = self.walk.application(
                operation, tensors, training=training and operation.trainable
            )
            self.specs[node_id] = done.outputs
            self._keep(node_id, path, done.parts, tensors, owner)
            return
        recorded = isinstance(operation, Layer) and operation.recorded is not None
        outputs = drawn
        if outputs is None:
            outputs = (
                shapes.filled(path, told.outputs, tensors, layer=isinstance(operation, Layer))
                if self.as_drawn
                else None
            )
        if outputs is None and not recorded:
            outputs = self.walk.ask(operation, node, tensors)
        if outputs is None:
            raise UnknownCostError("the size of what it returns is not known")
        self.specs[node_id] = outputs
        rule = registry.find(path)
        if rule is None:
            own = 0 if recorded else sum(spec.bytes for spec in outputs)
            self.held.append(Held(node_id, [ref.node for ref in refs], own))
            raise UnknownCostError(f"what `{path}` computes is not known")
        seeing = any(self.fields.get(ref.node) for ref in refs)
        key = None if seeing else _content(path, node, owner, tensors, training=training)
        if key in self.walk.known:
            self._keep(node_id, path, self.walk.known[key], tensors, owner)
            return
        given = iter(tensors)
        weights = {} if owner is None else {w.path: w.shape for w in owner.weights or ()}

        def put(leaf: Any) -> Any:
            return next(given) if isinstance(leaf, TensorRef) else leaf

        args = fill(node.args, put)
        call = Call(
            path,
            operation.config if isinstance(operation, Layer) else {},
            args,
            {name: fill(value, put) for name, value in node.kwargs.items()},
            tuple(tensors),
            outputs,
            weights,
            training and (not isinstance(operation, Layer) or operation.trainable),
            (owner and owner.compute_dtype) or outputs[0].dtype,
            inner=self.walk.inner,
        )
        parts = registry.parts(rule, call)
        if key is not None:
            self.walk.known[key] = parts
        self._keep(node_id, path, parts, tensors, owner, call)

    def _input(self, node_id: str, outputs: Any) -> None:
        given = self.inputs.get(node_id)
        if not isinstance(given, Spec):
            raise UnknownCostError(given or "its size is not known")
        self.specs[node_id] = (given,)
        self.fields[node_id] = receptive_field.of_input(len(given.shape))
        if outputs:
            declared = outputs[0].shape
            fits = len(declared) == len(given.shape) and all(
                size is None or size == own for size, own in zip(declared, given.shape, strict=True)
            )
            self.as_drawn = self.as_drawn and fits
        self.held.append(Held(node_id, (), given.bytes))
        self.nodes[node_id] = NodeCost(
            INPUT_CLASS,
            output_bytes=given.bytes,
            kept_bytes=given.bytes,
            dtype=given.dtype,
            shapes=(given.shape,),
            field=self.fields[node_id],
        )

    def _block(
        self,
        node_id: str,
        node: Node,
        operation: SubModel,
        tensors: list[Spec],
        *,
        training: bool,
    ) -> None:
        refs = self.flow.references[node_id]
        by_ref = dict(zip(refs, tensors, strict=True))
        values = [*node.args, *(v for k, v in node.kwargs.items() if k != "training")]
        flat = (
            flattened(values[0]) if len(values) == 1 else [x for v in values for x in flattened(v)]
        )
        ordered = [by_ref[leaf] for leaf in flat if isinstance(leaf, TensorRef)]
        cost, called = self.walk.block(
            operation.model, ordered, training=training and operation.trainable
        )
        self.specs[node_id] = called.outputs
        owner = self.analysis.operations.get(node.operation)
        self._keep(node_id, operation.model, called.parts, tensors, owner)
        if cost.problems:
            first = next(iter(cost.problems.values()))
            raise UnknownCostError(f"in it, {first}")

    def _keep(
        self,
        node_id: str,
        what: str,
        parts: Parts,
        tensors: Sequence[Spec],
        owner: OperationAnalysis | None,
        call: Call | None = None,
    ) -> None:
        refs = self.flow.references[node_id]
        operation = self.graph.nodes[node_id].operation
        again = operation in self.counted
        self.counted.add(operation)
        outputs = self.specs[node_id]
        own = 0 if parts.view else sum(spec.bytes for spec in outputs)
        sources = [ref.node for ref in refs]
        self.held.append(Held(node_id, sources, own, parts.inside, parts.view, parts.in_place))
        if call is not None:
            before = [self.fields.get(source) for source in sources]
            self.fields[node_id] = receptive_field.after(call, before) if any(before) else None
        flops = macs = 0
        for row in parts.work:
            flops += row.flops
            if row.op in MULTIPLY_ADDS:
                macs += row.count
        mine = owner if owner is not None and not again else OperationAnalysis(())
        self.nodes[node_id] = NodeCost(
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

    def _name(self, node_id: str) -> str:
        operation = self.graph.operations.get(self.graph.nodes[node_id].operation)
        return quote(str(getattr(operation, "name", "") or node_id))


def _content(
    path: str,
    node: Node,
    owner: OperationAnalysis | None,
    tensors: Sequence[Spec],
    *,
    training: bool,
) -> Hashable | None:
    """What the work of a call depends on; None where that takes longer to say than to work out.

    The analysis has the very same weights for all operations of one class and configuration that
    are called alike (`cached_calls.outcome`).
    """
    if owner is None or not owner.weights:
        return None
    if not all(type(argument) is TensorRef for argument in node.args):
        return None
    if not all(isinstance(value, bool) for value in node.kwargs.values()):
        return None
    return path, id(owner.weights), tuple(tensors), tuple(node.kwargs.items()), training


def _summed(total: Mapping[str, int]) -> tuple[Work, ...]:
    return tuple(each(op, count, "in all") for op, count in total.items() if count)
