"""Configs of layers that refer to operations of the design, in normal form.

Keras is asked which of a config says something, and takes no references. So a copy stands for each,
under a name by which it is found again, however Keras writes what it is part of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from model_codegen.design.config_references import KEY
from model_codegen.design.graph import Layer

_MARK = "operation of the design "
"""How the name of a copy begins; Keras gives no such name."""


def as_object(layer: Layer) -> dict[str, Any]:
    """A layer as the object argument of another one: a copy in place of a reference."""
    config = {**layer.config, "name": layer.name}
    if layer.dtype is not None:
        config["dtype"] = layer.dtype
    if not layer.trainable:
        config["trainable"] = False
    return {"class_name": layer.class_name, "config": config}


def marked(copy: Mapping[str, Any], operation_id: str) -> dict[str, Any]:
    """A copy by whose name the reference is found again that it stands for.

    Args:
        copy: An object argument.
        operation_id: The id that is referred to.
    """
    return {**copy, "config": {**copy["config"], "name": _MARK + operation_id}}


def with_references(config: Any, named: Callable[[str], str]) -> Any:
    """A config with references in place of marked copies.

    Args:
        config: The config.
        named: Gives the id that a reference shall have.
    """
    if isinstance(config, (list, tuple)):
        return [with_references(item, named) for item in config]
    if not isinstance(config, Mapping):
        return config
    inner = config.get("config")
    name = inner.get("name") if isinstance(inner, Mapping) else None
    if isinstance(name, str) and name.startswith(_MARK):
        return {KEY: named(name.removeprefix(_MARK))}
    return {key: with_references(item, named) for key, item in config.items()}
