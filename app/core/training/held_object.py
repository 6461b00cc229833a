"""Held objects, `{"class_name": …, "config": …}`, with another argument; only what is set is kept.

Where an argument gets the value that it has anyway, it is not written: source says what differs.
"""

from __future__ import annotations

from typing import Any

from app.core.training.argument_field import ArgumentField
from model_codegen.design.config_values import Config

UNSET: Any = object()
"""The value of an argument that is not set."""


def with_argument(config: Config, field: ArgumentField, value: Any) -> Config:
    """A config with another value of one argument.

    Args:
        config: As it is.
        field: The argument.
        value: What it is to be; `UNSET` where Keras' own default is to hold.
    """
    rest = {name: kept for name, kept in config.items() if name != field.name}
    if value is UNSET or (not field.required and same(value, field.default)):
        return rest
    return {**config, field.name: value}


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are one: `1` and `1.0` are, `1` and `true` are not."""
    if isinstance(one, bool) != isinstance(other, bool):
        return False
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def held(path: str, config: Config | None = None) -> Config:
    """An object of a class."""
    return {"class_name": path, "config": dict(config or {})}


def class_name(value: Config | None) -> str:
    """The last part of an object's class: `Adam`; empty for none."""
    return "" if value is None else str(value.get("class_name", "")).rpartition(".")[2]
