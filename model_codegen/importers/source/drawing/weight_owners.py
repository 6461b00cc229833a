"""Which objects of a text have the weights of its layers."""

from __future__ import annotations

from model_codegen.importers.source.values import LayerMade, Operation, Value

_WRAPPERS = {"keras.layers.TimeDistributed": "layer", "keras.layers.RNN": "cell"}
"""Layers without weights of their own, and the argument that has them."""

_STACKS = {"keras.layers.RNN": "cell", "keras.layers.StackedRNNCells": "cells"}
"""Layers that stack cells, and the argument that lists them."""


def weights_of(operation: Operation) -> Operation:
    """The object that has an operation's weights: what a layer wraps, or the operation itself."""
    while isinstance(operation, LayerMade):
        wrapped = operation.config.get(_WRAPPERS.get(operation.path, ""))
        if not isinstance(wrapped, LayerMade):
            return operation
        operation = wrapped
    return operation


def cells_of(operation: Operation) -> list[LayerMade]:
    """The cells that a recurrent layer stacks, in order; empty if it stacks none."""
    owner = weights_of(operation)
    if not isinstance(owner, LayerMade) or owner.path not in _STACKS:
        return []  # `Bidirectional`, for one, copies its cells
    cells = owner.config.get(_STACKS[owner.path])
    return [cell for cell in _items(cells) if isinstance(cell, LayerMade)]


def _items(value: Value) -> list[Value]:
    return [*value] if isinstance(value, (list, tuple)) else []
