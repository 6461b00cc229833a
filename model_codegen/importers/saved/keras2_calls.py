"""Calls as Keras 2 recorded them: `[["layer", call, output, {keywords}], …]`.

A layer that is called with one tensor has it in a list; an operation of TensorFlow has it bare,
`["layer", call, output, {keywords}]`, and so has every layer in files of TensorFlow.NET. What is
no tensor stands as `["_CONSTANT_VALUE", -1, value, {keywords}]`. See `keras/engine/node.py` of
Keras 2.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from model_codegen.design.errors import DesignError


def legacy_call(call: Any, names: Container[str], *, lists_stay: bool = False) -> dict[str, Any]:
    """A call in today's form.

    Args:
        call: The tensors of the first argument, each with the keywords of the call.
        names: The names of the layers.
        lists_stay: Whether a list of one tensor was a list, and is not how one tensor is written.

    Raises:
        DesignError: If it is none.
    """
    keywords: dict[str, Any] = {}

    def tensors(item: Any) -> Any:
        match item:
            case ["_CONSTANT_VALUE", int(), value, *rest] if len(rest) <= 1:
                keywords.update(rest[0] if rest and isinstance(rest[0], dict) else {})
                return _keyword(value, ())
            case [str(), int(), int(), dict() as named]:
                keywords.update(named)
                return _tensor(item[:3])
            case [str(), int(), int()]:
                return _tensor(item)
            case [] | [list() | dict(), *_]:
                return [tensors(each) for each in item]
            case dict():
                return {key: tensors(each) for key, each in item.items()}
        raise DesignError("This model is damaged: a layer's call names no tensors.")

    first = tensors(call)
    if isinstance(first, list) and len(first) == 1 and not lists_stay:
        first = first[0]
    kwargs = {name: _keyword(value, names) for name, value in keywords.items()}
    return {"args": [first], "kwargs": kwargs}


def _keyword(value: Any, names: Container[str]) -> Any:
    match value:
        case [str(name), int(), int()] if name in names:
            return _tensor(value)
        case list():
            return [_keyword(item, names) for item in value]
        case Mapping() if value.keys() == {"start", "stop", "step"}:
            parts = {part: _keyword(item, names) for part, item in value.items()}
            return {"class_name": "__slice__", "config": parts}
    return value


def _tensor(history: list[Any]) -> dict[str, Any]:
    return {"class_name": "__keras_tensor__", "config": {"keras_history": history}}
