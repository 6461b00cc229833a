"""Functions of TensorFlow that Keras 2 recorded as layers, as calls of `keras.ops`.

`TFOpLambda` and `SlicingOpLambda` (from TensorFlow 2.4) name a function and its arguments,
`TensorFlowOpLayer` (before) holds a node of TensorFlow's graph.
"""

from __future__ import annotations

import inspect
from collections.abc import Container
from dataclasses import replace
from typing import Any

from model_codegen import catalogue
from model_codegen.design.graph import Argument, Layer, Node, Op, Operation, TensorRef
from model_codegen.design.traversal import leaves
from model_codegen.importers.import_result import Unrepresentable
from model_codegen.importers.op_spellings import (
    TENSORFLOW,
    KerasCall,
    NotTheSame,
    keras_call,
    tensorflow_name,
)
from model_codegen.importers.saved import graph_nodes, op_functions
from model_codegen.importers.saved.serialized_models import Serialized, unique

CLASSES = ("TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer")

_IDENTITIES = ("identity", "convert_to_tensor")

_TUPLES = ("axis", "axes", "shape", "newshape", "repeats", "pad_width", "shift", "size")
"""Arguments that are tuples where JSON has lists."""


_ARRAY = "it is called with an array of numbers, which a drawing cannot hold there"


def is_recorded_function(layer: Serialized) -> bool:
    """Whether a serialized layer is a call of one of TensorFlow's functions."""
    return layer.get("class_name") in CLASSES and layer.get("module") is None


def function_of(layer: Serialized) -> str:
    """The function of TensorFlow that a layer calls, as a dotted path.

    Args:
        layer: A serialized layer for which `is_recorded_function` is true.
    """
    config = layer["config"]
    if layer["class_name"] == "TensorFlowOpLayer":
        return f"raw_ops.{graph_nodes.op_of(config) or 'NoOp'}"
    found = config.get("function")
    return found if isinstance(found, str) and found else str(layer["class_name"])


def with_path(layer: Serialized) -> Serialized:
    """A serialized layer as the class that its function would be, to stand in a placeholder.

    Args:
        layer: A serialized layer for which `is_recorded_function` is true.
    """
    module, _, function = f"tensorflow.{function_of(layer)}".rpartition(".")
    return {**layer, "module": module, "class_name": function}


def read_function(
    layer: Serialized,
    name: str,
    node_id: str,
    args: list[Argument],
    kwargs: dict[str, Argument],
    taken: Container[str],
) -> tuple[dict[str, Operation], dict[str, Node]]:
    """What does the same in Keras 3.

    It is a function of `keras.ops`; or a layer, where nothing is done or a vector of numbers is
    added or multiplied, which a drawing's functions do not take.

    Args:
        layer: A serialized layer for which `is_recorded_function` is true.
        name: Its name.
        node_id: The id of its call.
        args: What it was called with.
        kwargs: What it was called with by name.
        taken: Ids that may not be used for anything else.

    Returns:
        The operations and the nodes, of which the last one is the call.

    Raises:
        Unrepresentable: If nothing does.
    """
    found = _twin(layer, name, args, kwargs)
    if not isinstance(found, KerasCall):
        return {name: found[0]}, {node_id: Node(name, (found[1],))}
    operations: dict[str, Operation] = {}
    nodes: dict[str, Node] = {}
    arguments = dict(found.arguments)
    for operand in found.swapped:
        swap = unique(f"{node_id}_swapaxes_{operand}", taken)
        operations[swap] = Op("keras.ops.swapaxes")
        nodes[swap] = Node(swap, (arguments[operand], -2, -1))
        arguments[operand] = TensorRef(swap)
    path = f"keras.ops.{found.function}"
    node = op_functions.arranged_op(path, arguments)
    try:
        inspect.signature(catalogue.resolve(path)).bind(*node.args, **node.kwargs)
    except TypeError as error:
        raise Unrepresentable(f"its call of `{found.function}` is not whole: {error}") from None
    return (
        {**operations, node_id: Op(path)},
        {**nodes, node_id: replace(node, operation=node_id)},
    )


def _twin(
    layer: Serialized, name: str, args: list[Argument], kwargs: dict[str, Argument]
) -> KerasCall[Argument] | tuple[Layer, Argument]:
    """The call of `keras.ops`, or the layer and what it is called with."""
    if layer["class_name"] == "TensorFlowOpLayer":
        function, args, kwargs = graph_nodes.named_call(layer["config"], args)
    else:
        function = _known(function_of(layer))
    if function in _IDENTITIES and args:
        if isinstance(args[0], list):
            return KerasCall("stack", {"x": args[0]})
        return Layer("keras.layers.Identity", name), args[0]
    if function == "einsum" and len(args) > 1:
        return KerasCall("einsum", {"subscripts": args[0], "operands": args[1:]})
    if not TENSORFLOW.get(function, ("", ()))[1]:
        raise graph_nodes.no_twin(function_of(layer))
    try:
        call = keras_call(function, args, kwargs)
    except NotTheSame as error:
        raise Unrepresentable(str(error)) from None
    arguments = {k: _tupled(v) if k in _TUPLES else v for k, v in call.arguments.items()}
    if call.function == "get_item":
        key = arguments.get("key")
        # Keras takes a slice in a tuple only.
        arguments["key"] = key if type(key) is int else _tuple(key)
    joined = arguments.get("xs", arguments.get("x"))
    if isinstance(joined, list) and not all(isinstance(leaf, TensorRef) for leaf in leaves(joined)):
        raise Unrepresentable(_ARRAY)
    return _of_vector(call, name) or KerasCall(call.function, arguments, call.swapped)


def _known(path: str) -> str:
    last = path.rpartition(".")[2]
    return last if last in _IDENTITIES else tensorflow_name(path) or ""


def _of_vector(call: KerasCall[Argument], name: str) -> tuple[Layer, Argument] | None:
    """`Rescaling` in place of an operator with a vector of numbers.

    Raises:
        Unrepresentable: If there is another operator between a tensor and an array.
    """
    if call.arguments.keys() != {"x1", "x2"}:
        return None
    one, other = call.arguments["x1"], call.arguments["x2"]
    if not isinstance(one, list) and not isinstance(other, list):
        return None
    array, tensor = (one, other) if isinstance(one, list) else (other, one)
    vector = _vector(array)
    if vector is not None and isinstance(tensor, TensorRef):
        match call.function, array is one:
            case "multiply", _:
                return _rescaling(name, vector), tensor
            case "add", _:
                return _rescaling(name, 1.0, vector), tensor
            case "subtract", False:
                return _rescaling(name, 1.0, [-number for number in vector]), tensor
            case "subtract", True:
                return _rescaling(name, -1.0, vector), tensor
            case "true_divide" | "divide", False if all(vector):
                return _rescaling(name, [1 / number for number in vector]), tensor
    raise Unrepresentable(_ARRAY)


def _rescaling(name: str, scale: float | list[float], offset: list[float] | None = None) -> Layer:
    config: dict[str, Any] = {"scale": scale}
    if offset is not None:
        config["offset"] = offset
    return Layer("keras.layers.Rescaling", name, config)


def _vector(array: Any) -> list[float] | None:
    """The numbers of an array that has one axis, after others of size one."""
    while isinstance(array, list) and len(array) == 1 and isinstance(array[0], list):
        array = array[0]
    if array and all(type(number) in (int, float) for number in array):
        return [float(number) for number in array]
    return None


def _tuple(value: Argument) -> tuple[Argument, ...]:
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


def _tupled(value: Argument) -> Argument:
    return tuple(_tupled(item) for item in value) if isinstance(value, list) else value
