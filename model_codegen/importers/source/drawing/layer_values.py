"""Layers of a text, as a design's `Layer`s."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TypeAlias

from model_codegen.design.graph import APPLICATIONS, INPUT_CLASS, Layer, Missing
from model_codegen.importers.source.drawing.call_nodes import MOST_BITS, dtype_name, why
from model_codegen.importers.source.keras_paths import OBJECTS, object_path
from model_codegen.importers.source.text_definitions import Function
from model_codegen.importers.source.values import (
    Dim,
    Foreign,
    LayerMade,
    Made,
    Name,
    Unknown,
    Value,
)

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def to_layer(made: LayerMade, policy: str) -> tuple[Layer, list[str]]:
    """A layer as a design has it.

    Args:
        made: The layer.
        policy: The design's dtype policy.

    Returns:
        The layer, and a sentence's end for each argument that could not be kept.
    """
    problems: list[str] = []
    config = _kept(made.config, problems)
    dtype = dtype_of(made.dtype)
    if made.path == INPUT_CLASS:
        dtype = None if dtype == "float32" else dtype
    elif dtype is None and made.policy != policy and not made.path.startswith(APPLICATIONS):
        dtype = made.policy
    elif dtype == policy:
        dtype = None
    trainable, last = made.trainable, None
    if made.frozen is not None and any(made.frozen):
        trainable, last = _frozen(made.frozen, trainable=trainable, problems=problems)
    layer = Layer(made.path, made.name, config, dtype, trainable, last, made.recorded)
    return layer, problems


def _frozen(frozen: list[bool], *, trainable: bool, problems: list[str]) -> tuple[bool, int | None]:
    if all(frozen) or not trainable:
        return False, None
    first = frozen.index(False)
    if any(frozen[first:]):
        problems.append(
            "layers of it are frozen here and there; only that the last ones train can be drawn"
        )
    return True, len(frozen) - first if first else None


def dtype_of(value: Value) -> str | None:
    """The name of a dtype or dtype policy; None if there is none."""
    if type(value) is str:
        return value
    if isinstance(value, Made) and value.path == "keras.DTypePolicy":
        name = value.config.get("name")
        return name if type(name) is str else None
    return dtype_name(value)


def _json(value: Value, name: str, problems: list[str]) -> Json | Missing:
    """An argument of a constructor as JSON, objects as `class_name` and `config`.

    Args:
        value: What the text gives.
        name: The argument.
        problems: Takes why it cannot be kept.
    """
    if isinstance(value, int) and value.bit_length() > MOST_BITS:
        problems.append(f"`{name}` is left open: the number is too large")
        return Missing()
    if isinstance(value, float) and not math.isfinite(value):
        problems.append(f"`{name}` is left open: the number is not finite")
        return Missing()
    if value is None or isinstance(value, (int, float, str)):
        return value
    if isinstance(value, (list, tuple, range)):
        items = [_json(item, name, problems) for item in value]
        known = [item for item in items if not isinstance(item, Missing)]
        return Missing() if len(known) < len(items) else known
    if isinstance(value, dict):
        if (made := _serialized(value)) is not None:
            return _json(made, name, problems)
        pairs = {str(key): _json(item, name, problems) for key, item in value.items()}
        kept = {key: item for key, item in pairs.items() if not isinstance(item, Missing)}
        return Missing() if len(kept) < len(pairs) else kept
    if isinstance(value, Made):
        return {"class_name": value.path, "config": _kept(value.config, problems)}
    if isinstance(value, LayerMade):
        return _nested(value, problems)
    if isinstance(value, Name) and (dtype := dtype_name(value)) is not None:
        return dtype
    if isinstance(value, Name) and (found := object_path(value.path)) is not None:
        return {"class_name": found, "config": {}}
    problems.append(f"`{name}` is left open: {_why(value)}")
    return Missing()


def _kept(given: Mapping[str, Value], problems: list[str]) -> dict[str, Json]:
    """Those of some arguments that a document can hold."""
    found = {name: _json(value, name, problems) for name, value in given.items()}
    return {name: value for name, value in found.items() if not isinstance(value, Missing)}


def _serialized(value: dict[Value, Value]) -> Made | None:
    """`{"class_name": "HeNormal", "config": {}}`, as Keras serializes objects; None for others."""
    class_name, config = value.get("class_name"), value.get("config", {})
    if not isinstance(class_name, str) or not isinstance(config, dict) or "." in class_name:
        return None
    paths = (object_path(f"{home}.{class_name}") for home in OBJECTS)
    found = next((path for path in paths if path is not None), None)
    return None if found is None else Made(found, config)


def json_values(given: Mapping[str, Value]) -> dict[str, Value]:
    """Those of some arguments that a document can hold, as a placeholder's config."""
    return {**_kept(given, [])}


def _nested(made: LayerMade, problems: list[str]) -> dict[str, Json]:
    """A layer that is an argument of another one."""
    layer, inner = to_layer(made, made.policy)
    problems += inner
    config = dict(layer.config)
    if not made.automatic:
        config["name"] = made.name
    if layer.dtype is not None:
        config["dtype"] = layer.dtype
    return {"class_name": layer.class_name, "config": config}


def _why(value: Value) -> str:
    if isinstance(value, Function):
        return "a function of the text stands here, and a drawing holds no code"
    if isinstance(value, (Unknown, Dim, Foreign, Name)):
        return why(value)
    return "it is nothing that a drawing can hold"
