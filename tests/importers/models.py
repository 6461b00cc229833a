"""Helpers: live models, and what a subclassed one is called with."""

from __future__ import annotations

from typing import Any

import keras


def inputs_of(model: Any) -> Any:
    """Fresh inputs like those of a Functional or Sequential model, with the same names."""
    functional = getattr(model, "_functional", None) or model
    return keras.tree.map_structure(_like, functional._inputs_struct)


def _like(tensor: Any) -> Any:
    name = tensor._keras_history[0].name
    return keras.Input(batch_shape=tensor.shape, dtype=tensor.dtype, name=name)
