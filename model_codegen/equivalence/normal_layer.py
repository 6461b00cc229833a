"""`normal_layer`: one form for all layers that mean the same, as for the designs they are in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from model_codegen import catalogue
from model_codegen.design.by_identity import by_identity
from model_codegen.design.custom_code import CustomCode
from model_codegen.design.custom_layers import own_names
from model_codegen.design.graph import INPUT_CLASS, Layer, Recorded
from model_codegen.emitters.literals import same_as_default
from model_codegen.equivalence.normal_expressions import normal_expressions
from model_codegen.equivalence.untupled import untupled
from model_codegen.importers.saved.minimal_config import complete, minimal

POLICY = "float32"
"""The global policy of every normal form."""


@by_identity(4096)
def normal_layer(layer: Layer, policy: str, code: CustomCode | None = None) -> Layer:
    """The normal form of a layer or input, as if the global policy were `POLICY`. Imports Keras.

    What is recorded of a custom layer follows from its code, and is left out.

    Args:
        layer: The layer.
        policy: The global policy of its design.
        code: The code of its design.
    """
    layer = replace(layer, config=normal_expressions(layer.config))
    if code is not None and own_names(layer, code):
        return _custom(layer)
    return _input(layer) if layer.class_name == INPUT_CLASS else _layer(layer, policy)


def _layer(layer: Layer, policy: str) -> Layer:
    if layer.recorded is not None:
        return layer
    entry = catalogue.find(layer.class_name)
    if entry is None:
        return layer
    config = {name: _with_dtypes(value, policy) for name, value in layer.config.items()}
    kept = _said(entry.path, config)
    dtype = layer.dtype or policy
    return replace(
        layer,
        class_name=entry.path,
        config={name: kept[name] for name in sorted(kept)},
        dtype=None if dtype == POLICY else dtype,
    )


def _custom(layer: Layer) -> Layer:
    entry = catalogue.find(layer.class_name)
    config = {
        name: value
        for name, value in layer.config.items()
        if entry is None or not same_as_default(entry.path, name, value)
    }
    return replace(layer, config=untupled(config), recorded=Recorded(()))


def _said(path: str, config: dict[str, Any]) -> dict[str, Any]:
    """The arguments that say something, as Keras understands them; all where it refuses them.

    Making a layer is most of the work of a normal form, and most layers were made before.
    """
    try:
        text = json.dumps(config)
        known = json.loads(text) == config  # no tuples, no keys that are not text
    except (TypeError, ValueError, RecursionError):
        known = False
    if known:
        kept: dict[str, Any] = json.loads(_said_of_text(path, text))
        return kept
    full = complete(path, config, POLICY)
    return config if full is None else minimal(path, full, POLICY)


@lru_cache(maxsize=4096)
def _said_of_text(path: str, text: str) -> str:
    config = json.loads(text)
    full = complete(path, config, POLICY)
    return json.dumps(config if full is None else minimal(path, full, POLICY))


def _with_dtypes(value: Any, policy: str) -> Any:
    """A config with the dtype spelled out of every layer inside."""
    if isinstance(value, list):
        return [_with_dtypes(item, policy) for item in value]
    if not isinstance(value, Mapping):
        return value
    inner = {key: _with_dtypes(item, policy) for key, item in value.items()}
    if str(inner.get("class_name")).startswith("keras.layers."):
        inner["config"] = {"dtype": policy, **(inner.get("config") or {})}
    return inner


def _input(layer: Layer) -> Layer:
    config = {name: value for name, value in layer.config.items() if value not in (None, False)}
    batch_shape = config.pop("batch_shape", None)
    if batch_shape is not None:
        config["shape"] = [*batch_shape[1:]]
        if batch_shape[0] is not None:
            config["batch_size"] = batch_shape[0]
    dtype = None if layer.dtype == "float32" else layer.dtype
    ordered = {name: config[name] for name in sorted(config)}
    # An input has no weights, and no source says of it that it is frozen with all other layers.
    return replace(layer, class_name=INPUT_CLASS, config=ordered, dtype=dtype, trainable=True)
