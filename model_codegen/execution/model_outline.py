"""The design as records of the model that its source would make, no layer of it made again.

What Keras would record is known: `emit` says in which order things are made and called, and the
analysis what each call comes to (`CallTrace`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from model_codegen import catalogue
from model_codegen.analysis import analyse
from model_codegen.analysis.application_models import given_names
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, Layer, Node, Op, SubModel, TensorRef
from model_codegen.design.traversal import flattened, is_application, map_leaves, references
from model_codegen.emitters.body import Body
from model_codegen.emitters.collect import collect
from model_codegen.emitters.placeholders import imported_name, written_config
from model_codegen.emitters.plan import Plan, make_plan
from model_codegen.keras_bridge.automatic_names import auto_name
from model_codegen.keras_bridge.call_traces import GIVEN, LOST, CallTrace, Origin, Step
from model_codegen.keras_bridge.model_records import (
    CallRecord,
    LayerRecord,
    ModelRecord,
    OperationRecord,
    TensorRecord,
    WeightRecord,
    functional_class,
)

Tensors = dict[str, list[TensorRecord]]


class UntoldError(Exception):
    """What Keras would record is not known for certain; the model has to be made."""


def model_outline(design: Design, *, layers_inside: bool) -> ModelRecord:
    """Return what Keras would record of the model that a design's functional source makes.

    Args:
        design: Any design; names as they shall stand in the record.
        layers_inside: Whether the layers inside of blocks are asked for, however deep.

    Raises:
        UntoldError: If the design has errors, or that cannot be told: it has layers that hold
            others of the design, or placeholders that tell too little; a mask goes into a block; an
            operation may have another automatic name; layers are asked for that stand in a model of
            `keras.applications` or in a `Pipeline`.
        ValueError: If Keras makes no model of it.
    """
    analysis = analyse(design)
    if analysis.errors:
        raise UntoldError
    program = collect(design, analysis)
    if program.held:
        raise UntoldError
    plan = make_plan(program, "functional", "calls", classes=False)
    return _Outline(plan, layers_inside=layers_inside).run()


class _Outline:
    """Makes and calls records as `build_model` makes and calls what they stand for."""

    def __init__(self, plan: Plan, *, layers_inside: bool) -> None:
        self._plan = plan
        self._program = plan.program
        self._layers_inside = layers_inside
        self._policy = plan.program.design.dtype_policy
        self._shared: dict[str, OperationRecord] = {}
        self._counts: Counter[str] = Counter()
        self._unsure: set[str] = set()
        self._shown: set[str] = set()

    def run(self) -> ModelRecord:
        for key in self._program.shared.made:
            body = next(body for body in self._program.bodies() if key in body.given)
            self._shared[key] = self._make(body, key)
        main = self._program.main
        model = self._model(main, main.graph.name)
        if not self._unsure.isdisjoint(self._shown):
            raise UntoldError
        return model

    def _model(self, body: Body, name: str) -> ModelRecord:
        import keras

        made = {key: self._shared[key] for key in body.given}
        tensors: Tensors = {}
        for node_id in body.inputs:
            layer = body.input_layer(node_id)
            if not self._plan.spells(body, body.node(node_id).operation):
                self._counts["input_layer"] += 1
            record = LayerRecord(layer.name, keras.layers.InputLayer)
            tensors[node_id] = CallRecord(record, (), body.specs(node_id)).outputs
        for node_id in body.calls:
            tensors[node_id] = self._call(body, node_id, made, tensors)
        return ModelRecord(
            name,
            map_leaves(body.graph.inputs, lambda node_id: tensors[node_id][0]),
            map_leaves(body.outputs, lambda ref: tensors[ref.node][ref.index]),
        )

    def _call(
        self, body: Body, node_id: str, made: dict[str, OperationRecord], tensors: Tensors
    ) -> list[TensorRecord]:
        node, operation = body.node(node_id), body.operation(node_id)
        known = body.analysis.nodes[node_id]
        if known.outputs is None:
            raise UntoldError
        if isinstance(operation, Op):
            stem, count = self._plan.auto.skipped.get((body.graph_id, node_id), ("", 0))
            self._counts[stem] += count
            return self._traced(body, node_id, None, tensors)
        key = node.operation
        if key not in made:
            made[key] = self._make(body, key)
        record = made[key]
        placeholder = isinstance(operation, Layer) and operation.recorded is not None
        if not (placeholder or isinstance(operation, SubModel) or is_application(operation)):
            return self._traced(body, node_id, record, tensors)
        sources = _found(_taken_by(node), tensors)
        if placeholder:
            self._hand_over(body, node)
        elif any(tensor.mask is not None for tensor in sources):
            raise UntoldError
        return CallRecord(record, sources, known.outputs).outputs

    def _hand_over(self, body: Body, node: Node) -> None:
        """What Keras does with the arguments of a placeholder: it converts floating point ones."""
        if not all(isinstance(leaf, TensorRef) for leaf in flattened(node.args)):
            raise UntoldError
        own, _ = _dtypes(self._policy)
        dtypes = [body.spec(ref).dtype for ref in _taken_by(node)]
        self._counts["cast"] += sum("float" in dtype and dtype != own for dtype in dtypes)

    def _traced(
        self,
        body: Body,
        node_id: str,
        record: OperationRecord | None,
        tensors: Tensors,
    ) -> list[TensorRecord]:
        """A call that Keras has made in the analysis.

        Args:
            body: The graph.
            node_id: The call.
            record: What is called, if it is a layer.
            tensors: The tensors of earlier calls.
        """
        known = body.analysis.nodes[node_id]
        given = _found(references(body.node(node_id)), tensors)
        trace = known.trace
        if trace is None:
            assert record is not None
            return CallRecord(record, given, known.outputs or ()).outputs
        first = record is None or not record.calls
        made: list[list[TensorRecord]] = []
        for step in trace.steps:
            operation = record
            if step.made or operation is None:
                operation = self._aside(body, step)
            sources = [_tensor(origin, given, made) for origin in step.sources]
            made.append(CallRecord(operation, sources, step.specs).outputs)
        self._use_up(body, node_id, trace, first=first)
        outputs = [_tensor(origin, given, made) for origin in trace.outputs]
        for output, mask in zip(outputs, trace.masks, strict=True):
            if mask is not None and mask.step != LOST:
                output.mask = _tensor(mask, given, made)
        return outputs

    def _aside(self, body: Body, step: Step) -> OperationRecord:
        """An operation that Keras makes by itself, under an automatic name."""
        stem = auto_name(step.made)
        number = self._counts[stem] + step.number
        if body.graph_id == MAIN:
            self._shown.add(stem)
        return OperationRecord(f"{stem}_{number}" if number else stem, type(step.made, (), {}))

    def _use_up(self, body: Body, node_id: str, trace: CallTrace, *, first: bool) -> None:
        """Count the names that a call takes.

        Equal calls of one layer have one trace, that of the first one, in which it is built; and
        what is first in the analysis may be second in the source.
        """
        if first == (trace.making is not None):
            self._counts.update(dict(trace.taken))
            return
        seen = Counter(auto_name(step.made) for step in trace.steps if step.made)
        self._counts.update(seen)
        built = trace if trace.making is not None else self._building(body, node_id)
        taken = {} if built is None else dict(built.taken)
        self._unsure |= {stem for stem, count in taken.items() if count > seen[stem]}

    def _building(self, body: Body, node_id: str) -> CallTrace | None:
        """The trace of the call that builds an operation, in whichever graph."""
        key = body.node(node_id).operation
        bodies = [own for own in self._program.bodies() if key in own.given] or [body]
        traces = [o.analysis.nodes[n].trace for o in bodies for n in o.operations.get(key, ())]
        for trace in traces:
            if trace is None or trace.making is not None:
                return trace
        raise UntoldError

    def _make(self, body: Body, key: str) -> OperationRecord:
        """Make an operation, before its first call."""
        operation = body.graph.operations[key]
        if isinstance(operation, SubModel):
            model = self._model(self._program.definitions[operation.model], operation.name)
            if not operation.trainable:
                model.freeze()
            return model
        assert isinstance(operation, Layer)
        if operation.recorded is not None:
            return self._placeholder(operation)
        weights = body.analysis.operations[key].weights
        if weights is None:
            raise UntoldError
        kind = self._kind(operation)
        if is_application(operation):
            self._counts.update(given_names(operation, self._policy).taken)
        else:
            trace = self._building(body, body.operations[key][0])
            self._counts.update(dict(trace.making or ()) if trace is not None else {})
            if key not in body.given and not self._plan.spells(body, key):
                self._counts[auto_name(kind.__name__)] += 1
        own = [WeightRecord(weight.shape, weight.dtype, weight.trainable) for weight in weights]
        return LayerRecord(operation.name, kind, operation.trainable, own)

    def _kind(self, layer: Layer) -> type:
        kind = functional_class()
        if not is_application(layer):
            kind = catalogue.resolve(layer.class_name)
        if self._layers_inside and hasattr(kind, "layers"):
            raise UntoldError
        return kind

    def _placeholder(self, layer: Layer) -> LayerRecord:
        assert layer.recorded is not None
        if "trainable" in written_config(layer):
            raise UntoldError
        params = layer.recorded.params
        _, dtype = _dtypes(self._policy)
        weights = [WeightRecord((params,), dtype, layer.trainable)] if params else []
        kind = type(imported_name(layer.class_name), (), {})
        return LayerRecord(layer.name, kind, layer.trainable, weights)


def _found(refs: Iterable[TensorRef], tensors: Tensors) -> list[TensorRecord]:
    return [tensors[ref.node][ref.index] for ref in refs]


def _taken_by(node: Node) -> list[TensorRef]:
    """The tensors that a call takes, in the order of Keras, which sorts keywords."""
    given = [*flattened(list(node.args)), *flattened(dict(node.kwargs))]
    return [leaf for leaf in given if isinstance(leaf, TensorRef)]


def _tensor(
    origin: Origin, given: Sequence[TensorRecord], made: Sequence[Sequence[TensorRecord]]
) -> TensorRecord:
    if origin.step == LOST:
        raise UntoldError
    tensor = given[origin.place] if origin.step == GIVEN else made[origin.step][origin.place]
    if not origin.mask:
        return tensor
    if tensor.mask is None:
        raise UntoldError
    return tensor.mask


def _dtypes(policy: str) -> tuple[str, str]:
    """The dtype that a policy computes in, and the one that it stores weights in."""
    import keras

    found = keras.dtype_policies.get(policy)
    return found.compute_dtype, found.variable_dtype
