"""Calls as Keras 2 recorded them: `[["layer", call, output, {keywords}], …]`."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from model_codegen.design.errors import DesignError


def legacy_call(call: list[Any], names: Container[str]) -> dict[str, Any]:
    """A call in today's form.

    Args:
        call: The tensors of the first argument, each with the keywords of the call.
        names: The names of the layers.

    Raises:
        DesignError: If it is none.
    """
    keywords: dict[str, Any] = {}

    def tensor(item: Any) -> Any:
        match item:
            case [str(), int(), int(), dict() as named]:
                keywords.update(named)
                return _tensor(item[:3])
            case [str(), int(), int()]:
                return _tensor(item)
        raise DesignError("This model is damaged: a layer's call names no tensors.")

    tensors = [tensor(item) for item in call]
    kwargs = {name: _keyword(value, names) for name, value in keywords.items()}
    return {"args": [tensors[0] if len(tensors) == 1 else tensors], "kwargs": kwargs}


def _keyword(value: Any, names: Container[str]) -> Any:
    match value:
        case [str(name), int(), int()] if name in names:
            return _tensor(value)
        case list():
            return [_keyword(item, names) for item in value]
    return value


def _tensor(history: list[Any]) -> dict[str, Any]:
    return {"class_name": "__keras_tensor__", "config": {"keras_history": history}}
