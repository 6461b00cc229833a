"""Shapes of tensors, asked of the analysis only where the text asks for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from functools import partial

from model_codegen.analysis import analyse
from model_codegen.analysis.cached_calls import operation_key, outcome
from model_codegen.analysis.call_outcome import Outcome, Success
from model_codegen.analysis.call_signature import UnknownTensorError, signature
from model_codegen.analysis.symbol import Symbol
from model_codegen.design.graph import INPUT_CLASS, Argument, Layer, Node, Op, TensorRef, TensorSpec
from model_codegen.importers.source.drawing.call_nodes import Arranger
from model_codegen.importers.source.drawing.design_drawing import Designer
from model_codegen.importers.source.drawing.layer_values import to_layer
from model_codegen.importers.source.drawing.shared_values import held_model
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.value_trees import flat, taken, tensors_in
from model_codegen.importers.source.values import (
    Array,
    Call,
    LayerMade,
    Model,
    OpMade,
    Tensor,
    Value,
)
from model_codegen.keras_bridge.dtype_policies import float_policy

Symbols = tuple[Symbol, ...]


def spec(reading: Reading, tensor: Tensor) -> TensorSpec | None:
    """Shape and dtype of a tensor; None if they are not known.

    Args:
        reading: The reading.
        tensor: The tensor.
    """
    found = symbols(reading, tensor.call)
    if found is None or tensor.index >= len(found):
        return None
    return found[tensor.index].spec()


def designer(reading: Reading) -> Designer:
    """Makes a design of what was read; asks for shapes here."""
    return Designer(reading.recording, _policy(reading), partial(spec, reading))


def _policy(reading: Reading) -> str:
    """The policy that most layers were made under: a text may set one, and put another back."""
    made = dict.fromkeys(call.operation for call in reading.recording.calls)
    layers = [one for one in made if isinstance(one, LayerMade)]
    drawn = [one for one in layers if one.path != INPUT_CLASS] or layers
    counts = Counter(float_policy(one.policy) for one in drawn)
    return counts.most_common(1)[0][0] if counts else float_policy(reading.policy)


def symbols(reading: Reading, call: Call) -> Symbols | None:
    """All that is known of the tensors that a call returns; None if that is nothing."""
    known = reading.shapes
    stack = [call]
    begun: set[Call] = set()
    while stack:
        current = stack[-1]
        if current in known:
            stack.pop()
            continue
        open_ = [t.call for t in _needed(current) if t.call not in known]
        if open_ and current not in begun:
            begun.add(current)
            stack += open_
            continue
        if open_:  # a model that contains itself
            known[current] = None
            continue
        reading.budget.spend(4)
        known[current] = _work_out(reading, current)
        stack.pop()
    return known[call]


def _needed(call: Call) -> list[Tensor]:
    found = taken(call)
    operation = call.operation
    if isinstance(operation, LayerMade) and operation.calls and operation.calls[0] is not call:
        first = operation.calls[0]
        found += tensors_in([list(first.args), first.kwargs])
    if isinstance(operation, Model) and operation.recorded is None:
        found += tensors_in([operation.inputs, operation.outputs])
    return found


def _work_out(reading: Reading, call: Call) -> Symbols | None:
    operation = call.operation
    if isinstance(operation, Model):
        return _of_model(reading, operation, call)
    first = operation.calls[0] if isinstance(operation, LayerMade) and operation.calls else call
    if isinstance(operation, LayerMade):
        if operation.recorded is not None and not operation.recorded.outputs:
            return None
        if operation.recorded is None and any(map(held_model, operation.config.values())):
            return _of_holder(reading, operation, call)
        made: Layer | Op = to_layer(operation, reading.policy)[0]
    else:
        made = Op(operation.path)
    outcome = _evaluated(reading, made, first, call)
    if isinstance(outcome, Success) and outcome.structure is not None:
        reading.structures[call] = outcome.structure
    return _outputs(reading, operation, outcome)


def _outputs(reading: Reading, made: object, outcome: Outcome | None) -> Symbols | None:
    if not isinstance(outcome, Success):
        return None
    if isinstance(made, LayerMade):
        made.params = outcome.state.params
    return outcome.outputs


def _evaluated(reading: Reading, made: Layer | Op, first: Call, call: Call) -> Outcome | None:
    own: dict[str, Symbols] = {}
    nodes = [_node(reading, made, each, own) for each in dict.fromkeys((first, call))]
    if any(node is None for node in nodes):
        return None
    build, again = nodes[0], nodes[1] if len(nodes) > 1 else None
    try:
        keys = [None if node is None else signature(node, own) for node in (build, again)]
        if keys[0] == keys[1]:
            again = None
        key: Hashable = operation_key(made, reading.policy), None, keys[0]
        if again is not None:
            key = operation_key(made, reading.policy), keys[0], keys[1]
    except (UnknownTensorError, RecursionError, ValueError):
        return None
    reading.budget.work_out(("shapes", key))
    assert build is not None
    return outcome(key, made, reading.policy, build, again, own)


def _node(reading: Reading, made: Layer | Op, call: Call, own: dict[str, Symbols]) -> Node | None:
    """A call with all its tensors known, which are noted; None if they are not."""

    def refer(tensor: Tensor) -> TensorRef:
        key = str(tensor.call.number)
        found = reading.shapes.get(tensor.call)
        if found is not None:
            own[key] = found
        return TensorRef(key, tensor.index)

    def constant(array: Array) -> Argument:
        key = f"constant_{len(own)}"
        own[key] = (Symbol(array.spec.shape, array.spec.dtype),)
        return TensorRef(key)

    arranger = Arranger(refer, constant)
    node = arranger.node(call, "operation", made)
    return None if arranger.problems else node


def first_call(reading: Reading, call: Call) -> tuple[Node, dict[str, Symbols]] | None:
    """A call as a node, with what is known of its tensors; None if that is not all.

    Args:
        reading: The reading.
        call: A call of a layer.
    """
    for tensor in _needed(call):
        symbols(reading, tensor.call)
    own: dict[str, Symbols] = {}
    operation = call.operation
    if not isinstance(operation, LayerMade):
        return None
    node = _node(reading, to_layer(operation, reading.policy)[0], call, own)
    try:
        known = node is not None and signature(node, own) is not None
    except UnknownTensorError:
        known = False
    return (node, own) if known and node is not None else None


def constant_result(
    reading: Reading,
    made: Layer | Op,
    args: tuple[Value, ...],
    kwargs: Mapping[str, Value],
    owner: object = None,
) -> Symbols | None:
    """What a call comes to that is given constants only.

    Args:
        reading: The reading.
        made: What is called.
        args: Its arguments.
        kwargs: Its arguments by name.
        owner: The layer of the text.
    """
    operation = OpMade(made.function) if isinstance(made, Op) else OpMade(made.class_name)
    call = Call(operation, args, dict(kwargs), 0, -1)
    return _outputs(reading, owner, _evaluated(reading, made, call, call))


def _of_model(reading: Reading, model: Model, call: Call) -> Symbols | None:
    if model.recorded is not None:
        if not model.recorded.outputs:
            return None
        return tuple(Symbol(each.shape, each.dtype) for each in model.recorded.outputs)
    given = [leaf for leaf in flat(list(call.args)) if isinstance(leaf, Tensor)]
    inputs, outputs = _all_tensors(model.inputs), _all_tensors(model.outputs)
    if inputs is None or outputs is None:
        return None
    own = [reading.shapes.get(t.call) for t in inputs]
    found = [reading.shapes.get(t.call) for t in given]
    if any(each is None for each in (*own, *found)) or len(own) != len(found):
        return None
    specs = [each[t.index] for t, each in zip(given, found, strict=True) if each is not None]
    if specs == [each[0] for each in own if each is not None]:
        ends = [(reading.shapes.get(t.call), t.index) for t in outputs]
        if any(each is None for each, _ in ends):
            return None
        return tuple(each[index] for each, index in ends if each is not None)
    return _analysed(reading, model, specs)


def _of_holder(reading: Reading, layer: LayerMade, call: Call) -> Symbols | None:
    """What a layer returns that has a model as an argument."""
    tensors = tensors_in([list(call.args)])
    found = reading.shapes.get(tensors[0].call) if len(tensors) == 1 else None
    return None if found is None else _analysed(reading, layer, [found[tensors[0].index]])


def _analysed(reading: Reading, made: Model | LayerMade, specs: list[Symbol]) -> Symbols | None:
    design, node_id = designer(reading).calling(made, specs)
    # The whole of it is analysed, which takes so much longer than a step.
    reading.budget.spend(8 * sum(len(graph.nodes) for graph in design.models.values()))
    analysis = analyse(design)
    if isinstance(made, LayerMade):
        made.params = analysis.operations[node_id].params
    found = analysis.nodes[node_id].outputs
    return None if found is None else tuple(Symbol(s.shape, s.dtype) for s in found)


def _all_tensors(tree: Value) -> list[Tensor] | None:
    """The leaves of a tree in Keras' order; None if one is no tensor."""
    found = flat(tree)
    tensors = [leaf for leaf in found if isinstance(leaf, Tensor)]
    return tensors if len(tensors) == len(found) else None
