"""Serialized call arguments, as a design's argument trees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from model_codegen.design.graph import Argument, Slice, TensorRef, TensorSpec
from model_codegen.design.traversal import MAX_DEPTH
from model_codegen.importers.import_result import Unrepresentable
from model_codegen.importers.saved.serialized_objects import policy_name

MOST_NUMBERS = 1000
"""Most numbers of a constant among a call's arguments."""

FindTensor = Callable[[Any, TensorSpec | None], TensorRef]
"""From a Keras history, `[layer name, call, output]`, and what is recorded of it, to the tensor."""


def read_argument(value: Any, find: FindTensor, depth: int = MAX_DEPTH) -> Argument:
    """Read one serialized argument of a call.

    Args:
        value: As `keras.saving.serialize_keras_object` writes it.
        find: Finds the tensors.
        depth: How deep it may be nested.

    Raises:
        Unrepresentable: If it is nothing that a design can hold.
    """
    if depth == 0:
        raise Unrepresentable("its arguments are nested too deeply")

    def read(item: Any) -> Any:
        return read_argument(item, find, depth - 1)

    if isinstance(value, list):
        return [read(item) for item in value]
    if not isinstance(value, Mapping):
        return value  # type: ignore[no-any-return]
    config = value.get("config")
    match value.get("class_name"):
        case "__keras_tensor__" if isinstance(config, Mapping):
            return find(config.get("keras_history"), read_spec(config))
        case "__slice__" if isinstance(config, Mapping):
            return Slice(*(read(config.get(part)) for part in ("start", "stop", "step")))
        case "__ellipsis__":
            return ...
        case "__numpy__" | "__tensor__" if isinstance(config, Mapping):
            return _constant(config.get("value"))
        case "DTypePolicy":
            return policy_name(value)
        case str():
            raise Unrepresentable("it is called with an object that a drawing cannot hold")
    return {str(key): read(item) for key, item in value.items()}


def read_spec(config: Mapping[str, Any]) -> TensorSpec | None:
    """What is recorded of a tensor, if it makes sense."""
    shape, dtype = config.get("shape"), config.get("dtype")
    if isinstance(shape, list) and isinstance(dtype, str) and all(map(_is_dimension, shape)):
        return TensorSpec(tuple(shape), dtype)
    return None


def _is_dimension(size: Any) -> bool:
    return size is None or (type(size) is int and size >= 0)


def _constant(value: Any) -> Argument:
    pending, count = [value], 0
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending += item
        elif not isinstance(item, (bool, int, float)):
            raise Unrepresentable("it is called with a constant that is no number")
        count += 1
        if count > MOST_NUMBERS:
            raise Unrepresentable("it is called with a large constant, which a drawing cannot hold")
    return value  # type: ignore[no-any-return]
