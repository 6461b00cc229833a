"""Serialized values of a layer's config, as a design's config has them.

Keras wraps every object as `{"module", "class_name", "config", "registered_name"}`; see
`keras/src/saving/serialization_lib.py`. Older files have no module, for which the argument's name
decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from model_codegen import catalogue
from model_codegen.catalogue import ConfigError
from model_codegen.importers.import_result import Unrepresentable
from model_codegen.keras_bridge.automatic_names import auto_name

LAYER_FIELDS = ("name", "trainable", "dtype")
"""What `graph.Layer` has fields for."""

MOST_NUMBERS = 100_000
"""Most numbers of an array in a config, such as the means of a `Normalization`."""

_POLICIES = ("DTypePolicy", "FloatDTypePolicy", "Policy", "PolicyV1")
_QUANTIZED = ("QuantizedDTypePolicy", "QuantizedFloat8DTypePolicy")
_HOMES = (
    ("initializer", "keras.initializers"),
    ("regularizer", "keras.regularizers"),
    ("constraint", "keras.constraints"),
    ("layer", "keras.layers"),
    ("cell", "keras.layers"),
    ("cells", "keras.layers"),
)
_FUNCTIONS = ("keras.activations", "builtins", None)


def plain(value: Any, policy: str, argument: str = "") -> Any:
    """Turn a serialized value into a document's: JSON, with objects as `class_name` and `config`.

    Args:
        value: A value of a serialized config.
        policy: The design's dtype policy; a wrapped layer's own is kept where it differs.
        argument: The argument it belongs to.

    Raises:
        Unrepresentable: If it holds code or a class that is not Keras' own.
    """
    if isinstance(value, (list, tuple)):
        return [plain(item, policy, argument) for item in value]
    if not isinstance(value, Mapping):
        return value
    name = value.get("class_name")
    if not isinstance(name, str):
        return {key: plain(item, policy, argument) for key, item in value.items()}
    config = value.get("config")
    if name in _POLICIES or name in _QUANTIZED:
        return policy_name(value)
    if name in ("__numpy__", "__tensor__") and isinstance(config, Mapping):
        return _numbers(config.get("value"))
    if name == "SeedGenerator" and isinstance(config, Mapping):
        return config.get("seed")
    if name == "function" and isinstance(config, str) and value.get("module") in _FUNCTIONS:
        return config
    if name.startswith("__") or name == "function":
        raise Unrepresentable(f"`{argument}` holds Python code")
    return _object(value, name, config if isinstance(config, Mapping) else {}, policy, argument)


def policy_name(value: Any) -> str:
    """The name of a serialized dtype policy.

    Raises:
        Unrepresentable: If it is none that a name can tell.
    """
    if isinstance(value, str):
        return value
    config = value.get("config") if isinstance(value, Mapping) else None
    if isinstance(config, Mapping):
        if isinstance(config.get("name"), str) and value.get("class_name") in _POLICIES:
            return str(config["name"])
        mode, source = config.get("mode"), config.get("source_name")
        if isinstance(mode, str) and isinstance(source, str):
            return f"{mode}_from_{source}"
    raise Unrepresentable("its dtype policy cannot be told by a name")


def is_plain_object(value: Any) -> bool:
    """Whether a value is an object in the document's form."""
    return isinstance(value, Mapping) and value.keys() == {"class_name", "config"}


def is_keras(value: Mapping[str, Any], home: str) -> bool:
    """Whether a serialized object is an instance of one of Keras' own classes, and not of a user's.

    Args:
        value: The object.
        home: The module that it would stand in.
    """
    name, module = value.get("class_name"), value.get("module")
    registered = value.get("registered_name")
    if not isinstance(name, str) or module not in (home, None) or registered not in (None, name):
        return False
    try:
        catalogue.resolve(f"{home}.{name}")
    except ConfigError:
        return False
    return True


def _object(
    value: Mapping[str, Any], name: str, config: Mapping[str, Any], policy: str, argument: str
) -> dict[str, Any]:
    from model_codegen.importers.saved.minimal_config import minimal

    home = value.get("module") or _home(argument)
    if not isinstance(home, str) or not is_keras(value, home):
        raise Unrepresentable(f"`{argument}` is `{name}`, which is not one of Keras' own classes")
    path = f"{home}.{name}"
    is_layer = home == "keras.layers"
    entry = catalogue.find(path) if is_layer else None
    # A wrapper may set more on a layer than its constructor takes.
    known = config if entry is None else entry.schema["properties"]
    inner = {
        key: plain(item, policy, key)
        for key, item in config.items()
        if key in known and not (is_layer and key in LAYER_FIELDS)
    }
    kept = minimal(path, inner, policy)
    if is_layer:
        kept |= _own_fields(name, config, policy)
    return {"class_name": path, "config": kept}


def _own_fields(class_name: str, config: Mapping[str, Any], policy: str) -> dict[str, Any]:
    """What a wrapped layer says of itself that Keras would not choose by itself."""
    kept: dict[str, Any] = {}
    name = config.get("name")
    if isinstance(name, str):
        name = re.sub("^(forward|backward)_", "", name)  # which `Bidirectional` puts before it
        if not re.fullmatch(rf"{auto_name(class_name)}(_\d+)?", name):
            kept["name"] = name
    dtype = config.get("dtype")
    if dtype is not None and policy_name(dtype) != policy:
        kept["dtype"] = policy_name(dtype)
    return kept


def _home(argument: str) -> str | None:
    return next((home for ending, home in _HOMES if argument.endswith(ending)), None)


def _numbers(value: Any) -> Any:
    pending, count = [value], 0
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending += item
        count += 1
        if count > MOST_NUMBERS:
            raise Unrepresentable("it holds an array that is too large for a design")
    return value
