"""How a call of a layer is written: what stands by position, what by name, what goes unsaid."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from model_codegen import catalogue
from model_codegen.catalogue.signatures import call_signature
from model_codegen.design.graph import INPUT_CLASS, Argument, Layer, Node, SubModel, TensorRef
from model_codegen.design.traversal import is_application, leaves


def arranged(
    operation: Layer | SubModel,
    operation_id: str,
    args: list[Argument],
    kwargs: dict[str, Argument],
) -> Node:
    """A call as a design has it: required tensors by position, all else by name, no defaults.

    Args:
        operation: What is called.
        operation_id: Its id.
        args: What the model recorded.
        kwargs: What the model recorded by name.
    """
    if (
        isinstance(operation, SubModel)
        or operation.recorded is not None
        or operation.class_name == INPUT_CLASS
        or is_application(operation)
    ):
        kept = {name: value for name, value in kwargs.items() if not _is_default(None, value)}
        return Node(operation_id, tuple(args), kept)
    if catalogue.find(operation.class_name) is None:
        kept = {name: value for name, value in kwargs.items() if not _is_default(None, value)}
        return Node(operation_id, tuple(args), kept)
    parameters, names, positions = _places(operation.class_name)
    named: dict[str, Any] = dict(zip(names, args, strict=False)) | kwargs
    placed = sorted((positions[name], name) for name in named if name in positions)
    if [position for position, _ in placed] != list(range(len(placed))):
        placed = []
    by_position = {name for _, name in placed}
    rest = {
        name: value
        for name, value in named.items()
        if name not in by_position and not _is_default(parameters.get(name), value)
    }
    ordered = {name: rest[name] for name in [*names, *rest] if name in rest}
    return Node(operation_id, tuple(named[name] for _, name in placed), ordered)


@lru_cache(maxsize=1024)
def _places(
    class_name: str,
) -> tuple[Mapping[str, inspect.Parameter], tuple[str, ...], Mapping[str, int]]:
    """The parameters of a layer's call, their names, and the places of those that are tensors."""
    parameters = call_signature(class_name).parameters
    entry = catalogue.find(class_name)
    ports = () if entry is None else entry.ports
    places = {port.name: port.position for port in ports if port.position is not None}
    return parameters, tuple(name for name in parameters if name != "self"), places


def _is_default(parameter: inspect.Parameter | None, value: Any) -> bool:
    if all(leaf is None for leaf in leaves(value)):
        return True  # also no mask for any tensor of a list
    default = None if parameter is None else parameter.default
    return not isinstance(value, TensorRef) and type(value) is type(default) and value == default
