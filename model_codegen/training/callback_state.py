"""What a callback of Keras remembers between epochs: how long it has waited, what was best."""

from __future__ import annotations

from typing import Any

import numpy as np

_NOT_STATE = frozenset({"params", "_model"})


def read(callback: Any) -> dict[str, Any]:
    """The attributes that are plain values or arrays, by name: see `packing`.

    Args:
        callback: Any `keras.callbacks.Callback`.
    """
    return {
        name: value
        for name, value in vars(callback).items()
        if name not in _NOT_STATE and _is_plain(value)
    }


def write(callback: Any, state: dict[str, Any]) -> None:
    """Give a callback what another one of its kind remembered."""
    for name, value in state.items():
        setattr(callback, name, _scalar(value))


def _is_plain(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(_is_plain(item) for item in value)
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(item) for key, item in value.items())
    return isinstance(value, str | int | float | np.ndarray | np.generic | None)


def _scalar(value: Any) -> Any:
    """A number that was packed as an array, as a number."""
    return value[()] if isinstance(value, np.ndarray) and value.ndim == 0 else value
