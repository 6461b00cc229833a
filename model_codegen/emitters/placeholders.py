"""Layers that cannot be made here: an import for the user to fill in, and the call of a class.

The import is of one module that nobody has, whatever a file says of where its class is from: so
running the source of a hostile file imports nothing of its choice.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from typing import Any

from model_codegen.design.graph import Layer
from model_codegen.emitters.literals import call_text, literal
from model_codegen.emitters.namespace import identifier
from model_codegen.emitters.source_text import Source

MODULE = "custom_layers"
"""The module that the user fills in."""

_LONGEST = 100


def write_imports(source: Source, names: Mapping[str, str]) -> None:
    """Write the imports to fill in.

    Args:
        source: Where to.
        names: By class: the name that it is known by.
    """
    for path, name in names.items():
        recorded = re.sub(r"[^\w.]", "_", path, flags=re.ASCII)[:_LONGEST]
        source.line(f"# Fill in: the file names the class {recorded} and does not hold its code")
        own = imported_name(path)
        renamed = own != name and not keyword.iskeyword(own)
        source.line(f"from {MODULE} import {f'{own} as {name}' if renamed else name}")


def placeholder_text(layer: Layer, name: str) -> str:
    """Write the construction of a placeholder.

    Args:
        layer: The layer.
        name: The name of its class in the module.
    """
    own = written_config(layer)
    config: dict[str, Any] = own | {"name": layer.name}
    if is_written_as_call(layer):
        return f"{name}{call_text([(key, literal(value)) for key, value in config.items()])}"
    return f"{name}.from_config({literal(config)})"


def is_written_as_call(layer: Layer) -> bool:
    """Whether the config of a placeholder can be written as arguments of its class."""
    own = written_config(layer)
    return all(map(_is_argument, own)) and not any(map(_has_object, own.values()))


def imported_name(path: str) -> str:
    """The name by which source imports the class of a placeholder.

    Args:
        path: The class as it is recorded.
    """
    return identifier(path.rpartition(".")[2], "Placeholder")


def written_config(layer: Layer) -> dict[str, Any]:
    """The arguments of a placeholder that source writes: all but code."""
    return {key: value for key, value in layer.config.items() if not _is_code(value)}


def _is_argument(key: str) -> bool:
    return key.isascii() and identifier(key, "") == key


def _is_code(value: Any) -> bool:
    """Whether a value is a Python function in marshalled form, which no source should hold."""
    return isinstance(value, Mapping) and value.get("class_name") == "__lambda__"


def _has_object(value: Any) -> bool:
    """Whether a value is a serialized object, which only `from_config` makes again."""
    if isinstance(value, Mapping):
        return "class_name" in value or any(map(_has_object, value.values()))
    return isinstance(value, list) and any(map(_has_object, value))
