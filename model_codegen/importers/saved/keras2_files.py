"""Descriptions of models as Keras 1 and 2, TensorFlow.js and TensorFlow.NET wrap them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model_codegen.design.errors import DesignError
from model_codegen.importers.saved.serialized_models import Serialized, all_layers

_WRAPPINGS = ("modelTopology", "model_config")
"""Where a model lies in TensorFlow.js' `model.json`, and in what its converter takes from `.h5`."""

_SEQUENCES = ("TensorShape", "__tuple__")
"""Classes that `keras/src/legacy/saving/json_utils.py` writes with `items`."""


def described(value: Any) -> Any:
    """The serialized model of a description, in today's form except for its layers and calls.

    Args:
        value: A JSON value.

    Raises:
        DesignError: If it describes a graph of TensorFlow's operations, which has no layers.
    """
    for wrapping in _WRAPPINGS:
        if isinstance(value, Mapping) and isinstance(value.get(wrapping), Mapping):
            if value.get("format") == "graph-model" or "node" in value[wrapping]:
                raise DesignError(
                    "This is a graph model of TensorFlow.js: it holds TensorFlow's operations and "
                    "no layers. Convert the Keras model with `tensorflowjs_converter` to a layers "
                    "model, or open the Keras model itself."
                )
            value = value[wrapping]
    return _plain(value)


def is_keras2(value: Serialized) -> bool:
    """Whether a model was written before Keras 3, by Keras or by a library that writes as it did.

    Keras 3 tells the module of each object, in HDF5 files at least that of the dtype policies.

    Args:
        value: A serialized model.
    """
    version = value.get("keras_version")
    if isinstance(version, str):
        return not version.startswith("3.")
    for layer in all_layers(value):
        config = layer.get("config")
        dtype = config.get("dtype") if isinstance(config, Mapping) else None
        if "module" in layer or (isinstance(dtype, Mapping) and "module" in dtype):
            return False
    return True


def _plain(value: Any) -> Any:
    kind = type(value)
    # By exact type first: a file has tens of thousands of texts and numbers.
    if kind is str or kind is int or value is None or kind is bool:
        return value
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if kind is not dict and not isinstance(value, Mapping):
        return value
    if value.get("class_name") in _SEQUENCES and isinstance(value.get("items"), list):
        return _plain(value["items"])
    found = {key: _plain(item) for key, item in value.items()}
    if found.get("class_name") == "Sequential" and isinstance(found.get("config"), list):
        named = {"name": found["name"]} if "name" in found else {}
        found["config"] = {**named, "layers": found["config"]}
    return found
