"""A model of `keras.applications` whose inner layers a text uses: it is recorded call by call."""

from __future__ import annotations

from model_codegen.catalogue.signatures import function_signature
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.errors import DesignError
from model_codegen.design.graph import INPUT_CLASS, Layer, Op, Slice, TensorRef
from model_codegen.design.traversal import order
from model_codegen.importers.application_designs import from_application
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.drawing.layer_values import to_layer
from model_codegen.importers.source.keras import layer_calls
from model_codegen.importers.source.keras.inputs import new_input
from model_codegen.importers.source.plain_values import is_listed
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.value_trees import flat, tensors_in
from model_codegen.importers.source.values import LayerMade, OpMade, Tensor, Value


def output_of(reading: Reading, owner: LayerMade, name: str, line: int) -> Value:
    """What a layer inside a model returns when the model is called on its own input.

    Args:
        reading: The reading.
        owner: The model.
        name: The layer.
        line: Where it is asked for.

    Raises:
        NotFollowed: If the model cannot be opened, or has no such layer.
    """
    if owner.opened is None:
        owner.opened = _open(reading, owner, line)
    found = owner.opened.get(name)
    if found is None:
        raise NotFollowed(f"the output of `{name}` inside `{owner.name}` is not known")
    return found


def inner_layer(owner: LayerMade, name: str) -> LayerMade | None:
    """A layer inside a model that was opened; None if it was not."""
    tensor = (owner.opened or {}).get(name)
    first = flat(tensor)[0] if tensor is not None else None
    made = first.call.operation if isinstance(first, Tensor) else None
    return made if isinstance(made, LayerMade) else None


def _open(reading: Reading, owner: LayerMade, line: int) -> dict[str, Value]:
    layer, problems = to_layer(owner, reading.policy)
    if problems:
        raise NotFollowed(problems[0])
    try:
        made = from_application(layer.class_name, layer.config, dtype_policy=reading.policy)
    except DesignError as error:
        raise NotFollowed(str(error)) from None
    graph = made.design.main
    found: dict[str, Value] = {}
    tensors: dict[TensorRef, Tensor] = {}

    def live(value: Value) -> Value:
        if isinstance(value, TensorRef):
            if value not in tensors:
                tensors[value] = Tensor(tensors[TensorRef(value.node)].call, value.index)
            return tensors[value]
        if isinstance(value, Slice):
            return slice(live(value.start), live(value.stop), live(value.step))
        if is_listed(value):
            return type(value)(live(item) for item in value)
        return value

    for node_id in order(graph):
        node = graph.nodes[node_id]
        operation = graph.operations[node.operation]
        args = [live(argument) for argument in node.args]
        kwargs = {key: live(value) for key, value in node.kwargs.items()}
        if isinstance(operation, Layer) and operation.class_name == INPUT_CLASS:
            result: Value = _input(reading, owner, operation, line)
        elif isinstance(operation, Layer):
            inner = _layer(reading, owner, operation, line)
            result = layer_calls.call(reading, inner, args, kwargs, line)
        elif isinstance(operation, Op):
            bound = dict(function_signature(operation.function).bind(*args, **kwargs).arguments)
            result = Tensor(reading.recording.call(OpMade(operation.function), (), bound, line))
        else:
            raise NotFollowed(f"`{owner.name}` has models inside")
        found.setdefault(node_id if isinstance(operation, Op) else operation.name, result)
        for index, tensor in enumerate(flat(result)):
            if isinstance(tensor, Tensor):
                tensors[TensorRef(node_id, index)] = tensor
    found[MAIN] = live(graph.outputs)
    return found


def _input(reading: Reading, owner: LayerMade, layer: Layer, line: int) -> Tensor:
    if owner.virtual is not None:
        return own_input(owner.virtual)
    config = {**layer.config, **({"dtype": layer.dtype} if layer.dtype else {})}
    return new_input(reading, layer.name, config, line)


def own_input(output: Tensor) -> Tensor:
    """The tensor that a model was called on.

    Args:
        output: The tensor that it returned.
    """
    return tensors_in(output.call.args)[0]


def _layer(reading: Reading, owner: LayerMade, layer: Layer, line: int) -> LayerMade:
    trainable = owner.trainable and layer.trainable
    return LayerMade(
        layer.class_name,
        layer.name,
        automatic=False,
        config=dict(layer.config),
        policy=reading.policy,
        dtype=layer.dtype,
        line=line,
        trainable=trainable,
        recorded=layer.recorded,
        inside=owner,
    )
