"""What a model is made of, told by Keras alone: its layers, their calls and weights.

Imported by the processes in which generated source runs, so nothing of this project is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import keras

Part = dict[str, Any]

_OWN_MASKS = ("attention_mask",)
"""Masks that nobody adds but the caller."""

GENERATED = "generated"
"""The module that generated source is."""


def leaf_layers(model: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every layer of a model that is no model or block itself, with the names that lead to it.

    Args:
        model: A model, in any style.
        path: The names of the blocks that it is in.
    """
    inside = model.layers if isinstance(model, keras.Model) else model._layers
    for layer in inside:
        here = (*path, layer.name)
        if isinstance(layer, keras.Model) or type(layer).__module__ == GENERATED:
            yield from leaf_layers(layer, here)
        elif not isinstance(layer, keras.layers.InputLayer):
            yield here, layer


def layers_of(model: Any) -> dict[tuple[str, ...], Part]:
    """What can be said of every layer without knowing where it is called.

    Args:
        model: A model, in any style.
    """
    return {
        path: {
            "class": type(layer).__name__,
            "dtype": layer.dtype_policy.name,
            "weights": [(tuple(w.shape), w.dtype, w.trainable) for w in layer.weights],
        }
        for path, layer in leaf_layers(model)
    }


def opened(layer: Any) -> Any:
    """The model that a layer is and whose calls are known; None if it is no such.

    Args:
        layer: Any layer.
    """
    known = isinstance(layer, keras.Sequential) or hasattr(layer, "_inputs_struct")
    return layer if isinstance(layer, keras.Model) and known else None


def graph_of(model: Any, inside: Callable[[Any], Any]) -> list[Part]:
    """Every operation of a graph with what each of its calls takes, in an order of the graph's own.

    Args:
        model: A Functional or Sequential model.
        inside: Tells the model that a layer stands for, such as `opened`.
    """
    from keras.src.ops.function import make_node_key

    functional = getattr(model, "_functional", None) or model
    used = _used(functional)
    operations = [operation for operation in functional.operations if id(operation) in used]
    calls = {
        id(operation): [
            node
            for index, node in enumerate(operation._inbound_nodes)
            if make_node_key(operation, index) in functional._nodes
        ]
        for operation in operations
    }
    position = {id(operation): index for index, operation in enumerate(operations)}

    def source(tensor: Any) -> tuple[int, int, int]:
        operation, index, output = tensor._keras_history
        nodes = calls[id(operation)]
        return position[id(operation)], nodes.index(operation._inbound_nodes[index]), output

    return [
        _said(operation, inside)
        | {"calls": [[source(t) for t in _taken(node)] for node in calls[id(operation)]]}
        for operation in operations
    ]


def _taken(node: Any) -> list[Any]:
    """The tensors that a call takes, but for masks, which Keras adds where it finds them."""
    given = node.arguments
    named = {k: v for k, v in given.kwargs.items() if not k.endswith("mask") or k in _OWN_MASKS}
    return [t for t in keras.tree.flatten((given.args, named)) if isinstance(t, keras.KerasTensor)]


def _used(functional: Any) -> set[int]:
    """The operations that are more than the making of masks."""
    found = {id(tensor._keras_history.operation) for tensor in functional.inputs}
    pending = list(functional.outputs)
    seen = set()
    while pending:
        operation, index, _ = pending.pop()._keras_history
        found.add(id(operation))
        node = operation._inbound_nodes[index]
        if id(node) not in seen and not isinstance(operation, keras.layers.InputLayer):
            seen.add(id(node))
            pending += _taken(node)
    return found


def _said(operation: Any, inside: Callable[[Any], Any]) -> Part:
    if isinstance(operation, keras.layers.InputLayer):
        return {"class": "InputLayer", "shape": operation.batch_shape, "dtype": operation.dtype}
    if not isinstance(operation, keras.Layer):
        return {"class": type(operation).__name__}  # an op, whose name nobody chooses
    inner = inside(operation)
    if inner is not None:
        return {"name": operation.name, "graph": graph_of(inner, inside)}
    dtype = operation.dtype_policy.name
    return {"class": type(operation).__name__, "name": operation.name, "dtype": dtype}
