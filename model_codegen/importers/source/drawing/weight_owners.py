"""Which objects of a text have the weights of its layers."""

from __future__ import annotations

from model_codegen.importers.source.values import LayerMade, Operation, Value

_WRAPPERS = {"keras.layers.TimeDistributed": "layer", "keras.layers.RNN": "cell"}
"""Layers without weights of their own, and the argument that has them."""


def weights_of(operation: Operation) -> Operation:
    """The object that has an operation's weights: what a layer wraps, or the operation itself."""
    while isinstance(operation, LayerMade):
        wrapped = operation.config.get(_WRAPPERS.get(operation.path, ""))
        if not isinstance(wrapped, LayerMade):
            return operation
        operation = wrapped
    return operation


def cells_of(layer: LayerMade) -> list[LayerMade]:
    """The cells that a recurrent layer stacks, in order; empty if it stacks none."""
    pending: list[Value] = [*layer.config.values()]
    for value in pending:
        if isinstance(value, LayerMade):
            pending += value.config.values()
        elif isinstance(value, (list, tuple)) and len(value) > 1:
            cells = [item for item in value if isinstance(item, LayerMade)]
            if len(cells) == len(value):
                return cells
    return []
