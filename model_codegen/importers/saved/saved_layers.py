"""Serialized layers, as a design's `Layer`s."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from model_codegen import catalogue
from model_codegen.design.config_values import Config
from model_codegen.design.graph import INPUT_CLASS, Layer, Recorded, Structure, TensorSpec
from model_codegen.design.recorded_structure import plain as plain_structure
from model_codegen.design.recorded_structure import read_structure
from model_codegen.design.wording import quote
from model_codegen.importers.import_result import Unrepresentable
from model_codegen.importers.saved import serialized_objects
from model_codegen.importers.saved.keras2_layers import GONE
from model_codegen.importers.saved.minimal_config import (
    Given,
    Hold,
    is_settled,
    minimal,
    plain,
    referring,
)
from model_codegen.keras_bridge.dtype_policies import float_policy, policy_exists

LAYERS = "keras.layers"

HOLDERS = {"keras.layers.TimeDistributed": "layer"}
"""Layers that call a model as they call a layer, and the argument that it is."""

LEGACY = {
    "batch_input_shape", "dynamic", "implementation", "input_length", "time_major", "fused",
    "virtual_batch_size", "adjustment", "autocast",
}  # fmt: skip
"""Arguments of Keras 2 that Keras 3 does without."""

_PATH = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)


def design_policy(layers: list[Mapping[str, Any]]) -> str:
    """The dtype policy that most layers have; the design's, from which the others differ.

    A layer that is quantized counts for the policy that its own is made from.

    Args:
        layers: Serialized layers, those of nested models included.
    """
    names: Counter[str] = Counter()
    for layer in layers:
        config = layer.get("config")
        dtype = config.get("dtype") if isinstance(config, Mapping) else None
        if dtype is not None and layer.get("class_name") != "InputLayer":
            try:
                name = serialized_objects.policy_name(dtype)
            except Unrepresentable:
                continue
            if policy_exists(name):
                names[float_policy(name)] += 1
    best = max(names.values(), default=0)
    return min((n for n, c in names.items() if c == best), key=_float32_first, default="float32")


def read_layer(
    value: Mapping[str, Any],
    name: str,
    policy: str,
    given: Given | None = None,
    hold: Hold | None = None,
    *,
    shares: bool = True,
) -> tuple[Layer, list[str]]:
    """Read one layer.

    Args:
        value: A serialized layer of one of Keras' own classes.
        name: Its name.
        policy: The design's dtype policy.
        given: What it was first called with, where that is known.
        hold: Takes models that it has as arguments.
        shares: Whether layers that it has as arguments may be operations of the design.

    Returns:
        The layer, and the arguments that could not be kept.

    Raises:
        Unrepresentable: If it holds what a design cannot.
    """
    path = f"{LAYERS}.{value['class_name']}"
    config = value.get("config")
    config = config if isinstance(config, Mapping) else {}
    text = None
    if not shares and (given is None or not is_settled(config)):
        text = _text(config)
    if text is None or '"layers"' in text:  # a model's
        kept, lost, dtype = _read(path, config, policy, given, hold)
    else:
        kept, lost, dtype = _read_alike(path, text, policy)
        kept = {**kept}
    entry = catalogue.find(path)
    trainable = config.get("trainable") is not False
    return Layer(
        path if entry is None else entry.path, name, kept, dtype=dtype, trainable=trainable
    ), [*lost]


def _text(config: Mapping[str, Any]) -> str | None:
    """A config without the name, by which no layer is like another; None if JSON cannot say it."""
    try:
        return json.dumps({key: item for key, item in config.items() if key != "name"})
    except (TypeError, ValueError, RecursionError):
        return None


@lru_cache(maxsize=4096)
def _read_alike(path: str, text: str, policy: str) -> tuple[Config, list[str], str | None]:
    """What `_read` says of a config that is read by itself: models repeat their layers."""
    return _read(path, json.loads(text), policy, None, None)


def _read(
    path: str, config: Mapping[str, Any], policy: str, given: Given | None, hold: Hold | None
) -> tuple[Config, list[str], str | None]:
    """A layer's own arguments, those that could not be kept, and its dtype policy."""
    entry = catalogue.find(path)
    if entry is None:
        raise Unrepresentable("it is not one of Keras' own layers")
    full: dict[str, Any] = {}
    lost: list[str] = []
    for key, item in config.items():
        if key in serialized_objects.LAYER_FIELDS:
            continue
        if key in entry.schema["properties"]:
            full[key] = plain(item, policy, key, hold if path in HOLDERS else None)
        elif item not in (None, False) and key not in LEGACY:
            lost.append(key)
    dtype = config.get("dtype")
    own = None if dtype is None else serialized_objects.policy_name(dtype)
    kept = referring(minimal(path, full, policy, given), config, policy, hold)
    return kept, lost, None if own == policy else own


def read_input(value: Mapping[str, Any], name: str) -> Layer:
    """Read an input layer.

    Args:
        value: A serialized `InputLayer`.
        name: Its name.
    """
    config = value.get("config")
    config = config if isinstance(config, Mapping) else {}
    shape = config.get("batch_shape", config.get("batch_input_shape"))
    kept: dict[str, Any] = {}
    if isinstance(shape, list):
        kept["shape"] = shape[1:]
        if shape[:1] != [None]:
            kept["batch_size"] = shape[0]
    kept |= {key: True for key in ("sparse", "ragged", "optional") if config.get(key) is True}
    dtype = config.get("dtype")
    named = dtype if isinstance(dtype, str) and dtype != "float32" else None
    return Layer(INPUT_CLASS, name, kept, dtype=named)


def placeholder(
    value: Mapping[str, Any],
    name: str,
    outputs: tuple[TensorSpec, ...],
    reason: str,
    inputs: tuple[TensorSpec, ...] = (),
) -> Layer:
    """A layer that stands for one that cannot be read.

    Args:
        value: The serialized layer or operation.
        name: Its name.
        outputs: The tensors that its call returned.
        reason: Why it cannot be read, as the end of a sentence.
        inputs: The tensors that it was called with, if they are known.
    """
    config = value.get("config")
    config = serialized_objects.unmarked(config) if isinstance(config, Mapping) else {}
    kept = {key: item for key, item in config.items() if key not in serialized_objects.LAYER_FIELDS}
    params = value.get("params")
    known = params if type(params) is int and params >= 0 else 0
    return Layer(
        class_path(value),
        name,
        kept,
        trainable=config.get("trainable") is not False,
        recorded=Recorded(outputs, known, reason, inputs, _structure(value)),
    )


def _structure(value: Mapping[str, Any]) -> Structure | None:
    """How a layer returns its tensors, which only a live model tells."""
    found = read_structure(value.get("structure"))
    return None if found is None else plain_structure(found)


def class_path(value: Mapping[str, Any]) -> str:
    """Where the class of a serialized object is from, as a dotted path."""
    module, name = value.get("module"), value.get("class_name")
    registered = value.get("registered_name")
    if not module and isinstance(registered, str) and ">" in registered:
        module = registered.partition(">")[0]
    parts = [part for part in (module, name) if isinstance(part, str) and part]
    path = ".".join(parts)
    return path if _PATH.fullmatch(path) else re.sub(r"[^\w.]", "_", path, flags=re.ASCII)[:200]


def why_foreign(value: Mapping[str, Any]) -> str:
    """Why a layer that is not one of Keras' own cannot be read."""
    name = str(value.get("class_name"))
    if name in GONE and value.get("module") is None:
        return f"Keras 3 has no {quote(name)}"
    excluded = catalogue.load().excluded.get(f"{LAYERS}.{name}")
    if excluded is not None and value.get("module") in (LAYERS, None):
        return excluded[0].lower() + excluded[1:].rstrip(".")
    return f"{quote(name)} is not one of Keras' own layers, and a file holds no code"


def _float32_first(name: str) -> tuple[bool, str]:
    return name != "float32", name
