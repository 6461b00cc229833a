"""Layers of the design's own code, made: `Scale(init=2.0)`, `layers.RNN([GatedCell(units=8)])`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from model_codegen import catalogue
from model_codegen.design.custom_code import CustomCode
from model_codegen.design.custom_layers import is_function
from model_codegen.design.graph import Layer
from model_codegen.emitters.call_text import constructor_text
from model_codegen.emitters.literals import (
    Arguments,
    Verbatim,
    argument_name,
    call_text,
    config_value,
    is_object,
    literal,
    public_path,
)
from model_codegen.keras_bridge.layer_internals import activation_names

LAMBDA = "keras.layers.Lambda"
"""The layer that calls a function, of which a design may have the code."""

_ACTIVATIONS = "keras.activations"


class _Own(Verbatim):
    """An object of the code. Unlike numbers, several of them are a list and no tuple."""


def custom_text(layer: Layer, code: CustomCode, dtype_policy: str, *, spelled: bool) -> str:
    """Write the construction of a custom layer.

    Args:
        layer: The layer; `custom_layers.own_names` knows it.
        code: The design's code.
        dtype_policy: The design's.
        spelled: Whether to write `name=`; a class whose constructor takes none goes without.
    """
    config = _with_own(layer.config, code)
    if layer.class_name == LAMBDA:
        texts = {key: config_value(config[key]) for key in config}
        named = [(None if key == "function" else argument_name(key), texts[key]) for key in texts]
        return f"layers.Lambda{call_text([*named, ('name', literal(layer.name))])}"
    if layer.class_name not in code.classes:
        known = replace(layer, config=config, recorded=None)
        return constructor_text(known, dtype_policy, frozen=False, spelled=spelled)
    written: Arguments = [(argument_name(key), config_value(config[key])) for key in config]
    if layer.dtype not in (None, dtype_policy):
        written.append(("dtype", literal(layer.dtype)))
    if spelled and code.takes(layer.class_name, "name"):
        written.append(("name", literal(layer.name)))
    return f"{layer.class_name}{call_text(written)}"


def _function_text(path: str, code: CustomCode) -> str:
    """A function of the code, or something public of Keras, as an expression.

    Raises:
        LayerloomError: If it is neither.
    """
    if path in code.functions:
        return path
    module, _, name = path.rpartition(".")
    if module == _ACTIVATIONS and name in activation_names():
        return path
    catalogue.resolve(path)
    return public_path(path)


def _with_own(value: Any, code: CustomCode) -> Any:
    """A config in which the objects and functions of the code are expressions."""
    if is_function(value):
        return _Own(_function_text(value["function"], code))
    if is_object(value) and value["class_name"] in code.classes:
        config = _with_own(value.get("config") or {}, code)
        made = [(argument_name(key), config_value(item)) for key, item in config.items()]
        return _Own(f"{value['class_name']}{call_text(made)}")
    if isinstance(value, Mapping):
        return {key: _with_own(item, code) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_with_own(item, code) for item in value]
    return value
