"""What a serialized object of a config is: whose class, which dtype policy, which numbers.

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

MARK = "shared_object_id"
"""Keras' own key for an object that stands in several places of a file."""

OBJECT = "object"
"""What `live_models` tells of every layer: its id while the model lives."""

_NAMED_POLICIES = ("DTypePolicy", "FloatDTypePolicy", "Policy", "PolicyV1")
POLICIES = (*_NAMED_POLICIES, "QuantizedDTypePolicy", "QuantizedFloat8DTypePolicy")
"""Classes of dtype policies, those of Keras 2 included."""

_HOMES = (
    ("initializer", "keras.initializers"),
    ("regularizer", "keras.regularizers"),
    ("constraint", "keras.constraints"),
    ("layer", "keras.layers"),
    ("cell", "keras.layers"),
    ("cells", "keras.layers"),
)
FUNCTION_MODULES = ("keras.activations", "builtins", None)
"""Modules whose functions are recorded by name alone; None in files that record no module."""


def policy_name(value: Any) -> str:
    """The name of a serialized dtype policy.

    Raises:
        Unrepresentable: If no name stands for it.
    """
    if isinstance(value, str):
        return value
    config = value.get("config") if isinstance(value, Mapping) else None
    if isinstance(config, Mapping):
        if isinstance(config.get("name"), str) and value.get("class_name") in _NAMED_POLICIES:
            return str(config["name"])
        mode, source = config.get("mode"), config.get("source_name")
        if isinstance(mode, str) and isinstance(source, str):
            return f"{mode}_from_{source}"
    raise Unrepresentable("its dtype policy cannot be told by a name")


def unmarked(value: Any) -> Any:
    """A serialized value without what tells which object it is."""
    if isinstance(value, Mapping):
        kept = {key: unmarked(item) for key, item in value.items() if key != MARK}
        if "class_name" in kept:
            kept.pop(OBJECT, None)
        return kept
    if isinstance(value, (list, tuple)):
        return [unmarked(item) for item in value]
    return value


def is_plain_object(value: Any) -> bool:
    """Whether a value is an object in the document's form."""
    return (
        isinstance(value, Mapping)
        and value.keys() == {"class_name", "config"}
        and isinstance(value["class_name"], str)
    )


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


def own_fields(class_name: str, config: Mapping[str, Any], policy: str) -> dict[str, Any]:
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


def home_of(argument: str) -> str | None:
    """The module whose objects an argument takes, judged by its name; None if it does not say."""
    return next((home for ending, home in _HOMES if argument.endswith(ending)), None)


def numbers_of(value: Any) -> Any:
    """The numbers of a serialized array, checked to be not too many.

    Raises:
        Unrepresentable: If there are more than `MOST_NUMBERS`.
    """
    pending, count = [value], 0
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending += item
        count += 1
        if count > MOST_NUMBERS:
            raise Unrepresentable("it holds an array that is too large for a design")
    return value
