"""The cost of one graph, call by call, with the shapes of its inputs given."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from model_codegen.analysis.analysis_result import Analysis, GraphAnalysis, OperationAnalysis
from model_codegen.analysis.held_operations import HeldOperations
from model_codegen.costing import shapes
from model_codegen.costing.application_cost import application_cost
from model_codegen.costing.call import (
    Call,
    Called,
    Parts,
    Spec,
    UnknownCostError,
    fill,
)
from model_codegen.costing.cost_result import GraphCost
from model_codegen.costing.graph_tally import GraphTally
from model_codegen.costing.inner_layers import InnerLayers
from model_codegen.costing.rules import registry
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
from model_codegen.design.traversal import Flow, flattened, flow, is_application
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
        return application_cost(layer, tensors, self._policy, self.inner, training=training)


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
        self.tally = GraphTally(self.graph, self.flow)
        self.as_drawn = True

    def run(self) -> tuple[GraphCost, Called]:
        unused = set(self.analysis.unused)
        for node_id in self.flow.order:
            if node_id in unused:
                continue
            try:
                self._node(node_id)
            except UnknownCostError as error:
                self.tally.problems[node_id] = f"{self._name(node_id)}: {error}"
        given = sum(spec.bytes for spec in self.inputs.values() if isinstance(spec, Spec))
        return self.tally.together(self.analysis, given)

    def _node(self, node_id: str) -> None:
        node = self.graph.nodes[node_id]
        operation = self.graph.operations.get(node.operation)
        told = self.analysis.nodes[node_id]
        if isinstance(operation, Layer) and operation.class_name == INPUT_CLASS:
            self._input(node_id, told.outputs)
            return
        if operation is None or told.outputs is None:
            raise UnknownCostError("its outputs are not known")
        tally = self.tally
        refs = self.flow.references[node_id]
        if any(ref.node not in tally.specs for ref in refs):
            raise UnknownCostError("what it takes is not known")
        tensors = [tally.specs[ref.node][ref.index] for ref in refs]
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
            tally.specs[node_id] = done.outputs
            tally.keep(node_id, path, done.parts, owner)
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
        tally.specs[node_id] = outputs
        rule = registry.find(path)
        if rule is None:
            tally.unknown(node_id, 0 if recorded else sum(spec.bytes for spec in outputs))
            raise UnknownCostError(f"what `{path}` computes is not known")
        key = None
        if not tally.sees(node_id):
            key = _content(path, node, owner, tensors, training=training)
        if key in self.walk.known:
            tally.keep(node_id, path, self.walk.known[key], owner)
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
        tally.keep(node_id, path, parts, owner, call)

    def _input(self, node_id: str, outputs: Any) -> None:
        given = self.inputs.get(node_id)
        if not isinstance(given, Spec):
            raise UnknownCostError(given or "its size is not known")
        self.tally.input(node_id, given)
        if outputs:
            declared = outputs[0].shape
            fits = len(declared) == len(given.shape) and all(
                size is None or size == own for size, own in zip(declared, given.shape, strict=True)
            )
            self.as_drawn = self.as_drawn and fits

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
        owner = self.analysis.operations.get(node.operation)
        self.tally.specs[node_id] = called.outputs
        self.tally.keep(node_id, operation.model, called.parts, owner)
        if cost.problems:
            first = next(iter(cost.problems.values()))
            raise UnknownCostError(f"in it, {first}")

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
