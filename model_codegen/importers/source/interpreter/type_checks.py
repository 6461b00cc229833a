"""`isinstance` and `type`, of any value."""

from __future__ import annotations

from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.plain_values import is_plain
from model_codegen.importers.source.python.conversions import TYPES
from model_codegen.importers.source.python_values import Builtin
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import Class, Instance
from model_codegen.importers.source.values import (
    Inner,
    LayerMade,
    Made,
    Model,
    Name,
    Unknown,
    Value,
)


def is_instance(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> bool:
    """Call `isinstance`.

    Raises:
        NotFollowed: If the value is not known.
    """
    if len(args) != 2:
        raise NotFollowed("`isinstance` lacks arguments")
    value, kinds = args
    if isinstance(value, Unknown):
        raise NotFollowed(value.reason)
    kinds = list(kinds) if type(kinds) is tuple else [kinds]
    return any(_is_of(value, kind) for kind in kinds)


def _is_of(value: Value, kind: Value) -> bool:
    if isinstance(kind, Builtin):
        own = TYPES.get(kind.name)
        return own is not None and is_plain(value) and isinstance(value, own)
    if isinstance(kind, Class):
        return isinstance(value, Instance) and kind in value.made.lineage()
    if isinstance(kind, Name):
        return _is_keras(value, kind.path)
    return False


def _is_keras(value: Value, path: str) -> bool:
    if isinstance(value, Instance):
        above = [base.path for base in value.made.lineage() if isinstance(base, Name)]
        return path in above or (path == "keras.layers.Layer" and value.model is not None)
    if isinstance(value, LayerMade):
        return path in (value.path, "keras.layers.Layer")
    if isinstance(value, Inner):
        return path in (value.class_path, "keras.layers.Layer")
    if isinstance(value, Model):
        sequential = value.kind == "sequential" and path == "keras.Sequential"
        return sequential or path in ("keras.Model", "keras.layers.Layer")
    return isinstance(value, Made) and value.path == path


def type_of(
    reading: Reading, args: list[Value], kwargs: dict[str, Value]
) -> Class | Name | Builtin:
    """Call `type` with one argument.

    Raises:
        NotFollowed: If the type is not known.
    """
    value = args[0] if len(args) == 1 else None
    if isinstance(value, Instance):
        return value.made
    if isinstance(value, LayerMade):
        return Name(value.path)
    if is_plain(value) and type(value).__name__ in TYPES and len(args) == 1:
        return Builtin(type(value).__name__)
    raise NotFollowed("its type is not known")
