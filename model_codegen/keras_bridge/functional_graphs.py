"""The calls that a Functional model is made of, which Keras records and does not publish.

An operation records all of its calls, those in other models as well; a model knows which of them
are its own (`make_node_key` of `keras/src/ops/function.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np


def has_graph(model: Any) -> bool:
    """Whether a model is Functional or Sequential, as a whole (`keras/src/models/functional.py`).

    Args:
        model: A `keras.Model`.
    """
    import keras
    from keras.src.models.functional import Functional

    if isinstance(model, keras.Sequential):
        return True
    return isinstance(model, Functional) and type(model).call is Functional.call


def calls_of(operation: Any, model: Any) -> list[Any]:
    """The calls of an operation in a model, each a `keras.Node` (`keras/src/ops/node.py`).

    Args:
        operation: An operation of the model.
        model: A Functional model.
    """
    from keras.src.ops.function import make_node_key

    return [
        node
        for index, node in enumerate(operation._inbound_nodes)
        if make_node_key(operation, index) in model._nodes
    ]


def serialized_call(node: Any, model: Any) -> Any:
    """A call as `Functional.get_config` writes it (`keras/src/models/functional.py`)."""
    from keras.src.models.functional import serialize_node

    return serialize_node(node, own_nodes=model._nodes)


def ends_of(model: Any) -> tuple[Any, Any]:
    """The inputs and the outputs of a Functional model, in the structure they were given in."""
    return model._inputs_struct, model._outputs_struct


def origin_in(model: Any, tensor: Any) -> tuple[str, int, int]:
    """Return an operation's name, the index of its call, and the index of the call's output.

    Calls of a nested Functional count from 1, as in `output_layers` of `Functional.get_config`:
    the first is its own.

    Args:
        model: The Functional model that the tensor is in.
        tensor: One of its tensors.
    """
    from keras.src.models.functional import Functional

    operation, index, output = tensor._keras_history
    number = calls_of(operation, model).index(operation._inbound_nodes[index])
    return operation.name, number + isinstance(operation, Functional), output


def layers_of(model: Any) -> list[Any]:
    """The layers of a Sequential or of a user's layer, an InputLayer among them included."""
    layers: list[Any] = model._layers
    return layers


def all_layers(layer: Any) -> list[Any]:
    """A layer and every layer inside it, however deep."""
    return list(layer._flatten_layers())


def held_model(layer: Any) -> Any:
    """The model that a layer calls as a layer; None if it has none."""
    import keras

    inner = layer.layer if type(layer) is keras.layers.TimeDistributed else None
    return inner if isinstance(inner, keras.Model) else None


def quantized_inside(layer: Any) -> dict[str, str]:
    """The quantized dtype policies of the layers inside a layer, by their names."""
    inner = [own for own in all_layers(layer) if own is not layer and own.quantization_mode]
    return {own.name: own.dtype_policy.name for own in inner}


def built_shapes(model: Any) -> dict[str, Any]:
    """The shapes that a model was built with, by argument of `build`; empty if it was not.

    By `build_wrapper` of `keras/src/layers/layer.py`.
    """
    return getattr(model, "_build_shapes_dict", None) or {}


def owns_variables(layer: Any) -> bool:
    """Whether a layer has variables of its own, apart from those of layers inside it."""
    return bool(layer._trainable_variables or layer._non_trainable_variables)


def lost_weights(layer: Any, traced: Any) -> list[str]:
    """The paths of a layer's weights that no call in its traced graph uses.

    Args:
        layer: A layer or model.
        traced: The Functional model of what its `call` did.
    """
    kept = {id(weight) for weight in traced.weights}
    return [weight.path for weight in layer.weights if id(weight) not in kept]


def has_tensors(model: Any) -> bool:
    """Whether a call in a Functional model takes a tensor with numbers, single ones apart."""
    return any(True for _ in _tensors(model))


def _tensors(model: Any) -> Iterator[Any]:
    import keras

    for operation in model.operations:
        for node in calls_of(operation, model):
            for leaf in keras.tree.flatten((node.arguments.args, node.arguments.kwargs)):
                numbers = isinstance(leaf, keras.Variable) or (
                    keras.ops.is_tensor(leaf) and not isinstance(leaf, keras.KerasTensor)
                )
                if numbers and len(leaf.shape) > 0:
                    yield leaf


def weights_as_numbers(layer: Any, traced: Any) -> list[str]:
    """The paths of a layer's weights whose numbers a call in its traced graph is given.

    These may stand in another order, as `transpose` and `reshape` leave them. A weight of one
    number all over tells nothing: it may be a constant as well.

    Args:
        layer: A layer or model.
        traced: The Functional model of what its `call` did.
    """
    given = [_sorted(leaf) for leaf in _tensors(traced)]
    sizes = {numbers.size for numbers in given}
    weights = [(w.path, _sorted(w)) for w in layer.weights if math.prod(w.shape) in sizes]
    return [
        path
        for path, own in weights
        if own[0] != own[-1] and any(np.array_equal(own, numbers) for numbers in given)
    ]


def _sorted(tensor: Any) -> Any:
    import keras

    variable = isinstance(tensor, keras.Variable)
    return np.sort(tensor.numpy() if variable else keras.ops.convert_to_numpy(tensor), axis=None)


def arguments_of(operation: Any) -> list[Any]:
    """What each call of an operation was given (`keras/src/ops/symbolic_arguments.py`)."""
    return [node.arguments for node in operation._inbound_nodes]


def input_names(model: Any) -> list[str]:
    """What the inputs of a model are called, in order; of one without a graph `input`.

    Args:
        model: A `keras.Model`.
    """
    tensors = getattr(model, "inputs", None) or ()
    # A tensor whose layer was given no name is called `keras_tensor`, and the layer `input_layer`.
    return [str(tensor._keras_history.operation.name) for tensor in tensors] or ["input"]
