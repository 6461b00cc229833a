"""Layers of a text, as a design's `Layer`s."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from model_codegen.design.config_references import KEY
from model_codegen.design.graph import APPLICATIONS, INPUT_CLASS, Layer, Missing
from model_codegen.importers.source.drawing.call_nodes import MOST_BITS, dtype_name, why
from model_codegen.importers.source.drawing.shared_values import COPIES, held_model
from model_codegen.importers.source.kept_code import KeptCode
from model_codegen.importers.source.keras_paths import OBJECTS, function_path, object_path
from model_codegen.importers.source.python_values import Foreign
from model_codegen.importers.source.text_definitions import Function, Instance
from model_codegen.importers.source.values import Dim, LayerMade, Made, Model, Name, Unknown, Value

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


Hold: TypeAlias = Callable[[LayerMade | Model], str | None]
"""Gives the id of the design's operation that an argument of a layer is; None if it is none."""


def to_layer(made: LayerMade, policy: str, hold: Hold | None = None) -> tuple[Layer, list[str]]:
    """A layer as a design has it.

    Args:
        made: The layer.
        policy: The design's dtype policy.
        hold: Takes layers and models that it has as arguments; None where there is no design.

    Returns:
        The layer, and a sentence's end for each argument that could not be kept.
    """
    writing = _Writing(None if made.path == COPIES else hold)
    config, problems = writing.kept(made.config), writing.problems
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


@dataclass(frozen=True)
class _Writing:
    """Arguments of constructors on their way to JSON.

    Attributes:
        hold: As in `to_layer`.
        code: What of the text the design keeps: its objects and functions can be written then.
        problems: Takes why an argument cannot be kept.
    """

    hold: Hold | None = None
    code: KeptCode | None = None
    problems: list[str] = field(default_factory=list)

    def kept(self, given: Mapping[str, Value]) -> dict[str, Json]:
        """Those of some arguments that a document can hold."""
        found = {name: self._json(value, name) for name, value in given.items()}
        return {name: value for name, value in found.items() if not isinstance(value, Missing)}

    def _json(self, value: Value, name: str) -> Json | Missing:
        """An argument as JSON, objects as `class_name` and `config`.

        Args:
            value: What the text gives.
            name: The argument.
        """
        if isinstance(value, int) and value.bit_length() > MOST_BITS:
            self.problems.append(f"`{name}` is left open: the number is too large")
            return Missing()
        if isinstance(value, float) and not math.isfinite(value):
            self.problems.append(f"`{name}` is left open: the number is not finite")
            return Missing()
        if value is None or isinstance(value, (int, float, str)):
            return value
        if isinstance(value, (list, tuple, range)):
            items = [self._json(item, name) for item in value]
            known = [item for item in items if not isinstance(item, Missing)]
            return Missing() if len(known) < len(items) else known
        if isinstance(value, dict):
            if (made := _serialized(value)) is not None:
                return self._json(made, name)
            pairs = {str(key): self._json(item, name) for key, item in value.items()}
            kept = {key: item for key, item in pairs.items() if not isinstance(item, Missing)}
            return Missing() if len(kept) < len(pairs) else kept
        if self.code is not None and (own := self._own(value, self.code)) is not None:
            return own
        if isinstance(value, Made):
            return {"class_name": value.path, "config": self.kept(value.config)}
        held = held_model(value) or value
        if isinstance(held, (LayerMade, Model)):
            operation = None if self.hold is None else self.hold(held)
            if operation is not None:
                return {KEY: operation}
        if isinstance(value, LayerMade):
            return self._nested(value)
        if isinstance(value, Name) and (dtype := dtype_name(value)) is not None:
            return dtype
        if isinstance(value, Name) and (found := object_path(value.path)) is not None:
            return {"class_name": found, "config": {}}
        self.problems.append(f"`{name}` is left open: {_why(value)}")
        return Missing()

    def _own(self, value: Value, code: KeptCode) -> dict[str, Json] | None:
        if isinstance(value, Function) and code.holds(value):
            return {"function": value.name}
        if isinstance(value, Instance) and code.holds(value.made) and value.told:
            return {"class_name": value.made.name, "config": self.kept(value.given)}
        if isinstance(value, Name) and (path := function_path(value.path)) is not None:
            return {"function": path}
        return None

    def _nested(self, made: LayerMade) -> dict[str, Json]:
        """A layer that is an argument of another one."""
        layer, inner = to_layer(made, made.policy, self.hold)
        self.problems.extend(inner)
        config = dict(layer.config)
        if not made.automatic:
            config["name"] = made.name
        if layer.dtype is not None:
            config["dtype"] = layer.dtype
        return {"class_name": layer.class_name, "config": config}


def _serialized(value: dict[Value, Value]) -> Made | None:
    """`{"class_name": "HeNormal", "config": {}}`, as Keras serializes objects; None for others."""
    class_name, config = value.get("class_name"), value.get("config", {})
    if not isinstance(class_name, str) or not isinstance(config, dict) or "." in class_name:
        return None
    paths = (object_path(f"{home}.{class_name}") for home in OBJECTS)
    found = next((path for path in paths if path is not None), None)
    return None if found is None else Made(found, config)


def own_values(given: Mapping[str, Value], code: KeptCode) -> dict[str, Value] | None:
    """All of some arguments, of which some may be of the text's own code.

    Args:
        given: The arguments.
        code: What of the text the design keeps.

    Returns:
        As `custom_layers` describes them; None if one of them cannot be kept.
    """
    writing = _Writing(code=code)
    kept = writing.kept(given)
    return None if writing.problems else {**kept}


def json_values(given: Mapping[str, Value]) -> dict[str, Value]:
    """Those of some arguments that a document can hold, as a placeholder's config."""
    return {**_Writing().kept(given)}


def _why(value: Value) -> str:
    if isinstance(value, Function):
        return "a function of the text stands here, and a drawing holds no code"
    if isinstance(value, (Unknown, Dim, Foreign, Name)):
        return why(value)
    return "it is nothing that a drawing can hold"
