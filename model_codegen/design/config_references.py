"""`{"operation": id}` in a layer's config: one of the design's operations as an argument."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from model_codegen.design.graph import Design, Layer, Operation, SubModel

KEY = "operation"
"""The only key of a reference."""


def reference(value: Any) -> str | None:
    """The id that a config value refers to; None if it is no reference."""
    if isinstance(value, Mapping) and value.keys() == {KEY} and isinstance(value[KEY], str):
        return str(value[KEY])
    return None


def referred(config: Any) -> list[str]:
    """The ids that a config refers to, each once, in order."""
    return [*dict.fromkeys(occurrences(config))]


def occurrences(config: Any) -> list[str]:
    """The ids that a config refers to, as often as it does, in order."""
    found: list[str] = []
    stack = [config] if config else []
    while stack:
        value = stack.pop()
        if value is None or isinstance(value, (str, int, float)):
            continue  # most values, told apart by what takes least time
        if (operation_id := reference(value)) is not None:
            found.append(operation_id)
        elif isinstance(value, Mapping):
            stack += reversed([*value.values()])
        elif isinstance(value, (list, tuple)):
            stack += reversed(value)
    return found


def held_ids(operation: Operation) -> list[str]:
    """The ids that an operation has as arguments, as often as it does.

    A placeholder has none: its config is kept as a file has it.
    """
    if isinstance(operation, Layer) and operation.recorded is None:
        return occurrences(operation.config)
    return []


def replaced(config: Any, function: Callable[[str], Any]) -> Any:
    """The same config with `function(id)` in place of every reference.

    Raises:
        RecursionError: If it is nested too deeply.
    """
    if (operation_id := reference(config)) is not None:
        return function(operation_id)
    if isinstance(config, Mapping):
        return {key: replaced(value, function) for key, value in config.items()}
    if isinstance(config, (list, tuple)):
        return [replaced(value, function) for value in config]
    return config


def held(design: Design, operations: Iterable[Operation]) -> dict[str, Operation]:
    """The design's operations that layers have as arguments, also those inside of others.

    Args:
        design: The design.
        operations: The layers; others have none.

    Returns:
        By id, each before those that it has itself. Ids that name nothing are left out.
    """
    found: dict[str, Operation] = {}
    if not design.operations:
        return found
    stack = [*operations][::-1]
    while stack:
        operation = stack.pop()
        for operation_id in reversed(held_ids(operation)):
            if operation_id in design.operations and operation_id not in found:
                found[operation_id] = design.operations[operation_id]
                stack.append(found[operation_id])
    return found


def held_models(design: Design, operations: Iterable[Operation]) -> list[str]:
    """The definitions that operations are instances of, or have as arguments; each once."""
    own = [*operations]
    found = [*own, *held(design, own).values()]
    return [*dict.fromkeys(o.model for o in found if isinstance(o, SubModel))]
