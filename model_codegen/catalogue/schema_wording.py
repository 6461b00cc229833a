"""Say in words what a JSON Schema asks for, and what a value is."""

from __future__ import annotations

import json
from typing import Any

from model_codegen.catalogue.entry import Schema

_DEFINITIONS = {
    "activation": ('an activation, such as "relu"', "activations"),
    "activation_layer": ("an activation layer", "activation layers"),
    "cell": ("a recurrent cell, such as LSTMCell", "recurrent cells"),
    "constraint": ('a constraint, such as "max_norm"', "constraints"),
    "dtype": ('a dtype, such as "float32"', "dtypes"),
    "dtype_policy": ('a dtype policy, such as "mixed_float16"', "dtype policies"),
    "initializer": ('an initializer, such as "glorot_uniform"', "initializers"),
    "layer": ("a layer", "layers"),
    "learning_rate": ("a learning rate, such as 0.001, or a schedule", "learning rates"),
    "numbers": ("a number or a list of numbers", "numbers"),
    "optimizer": ("an optimizer, such as Adam", "optimizers"),
    "optimizer_map": ("an OptimizerMap", "OptimizerMaps"),
    "quantization_config": ("a quantization config", "quantization configs"),
    "quantizer": ("a quantizer", "quantizers"),
    "recurrent_layer": ("a recurrent layer, such as LSTM", "recurrent layers"),
    "regularizer": ('a regularizer, such as "l2"', "regularizers"),
    "schedule": ("a schedule, such as CosineDecay", "schedules"),
}
"""What is said of each of the catalogue's definitions: of one, and of several."""

_SIMPLE = {
    "string": ("a text", "texts"),
    "boolean": ("True or False", "truth values"),
    "integer": ("an integer", "integers"),
    "number": ("a number", "numbers"),
    "object": ("an object", "objects"),
    "null": ("None", "None"),
}

_DIMENSION = {"type": ["integer", "null"], "minimum": 0}
"""An item of a shape."""

_LONGEST_VALUE = 80


def describe(schema: Schema) -> str:
    """What a schema asks for: "a positive integer", "one of "valid" or "same"" …"""
    return _join(list(dict.fromkeys(_options(schema))))


def show(value: Any) -> str:
    """A value as it would stand in Python, cut to a readable length."""
    if isinstance(value, int) and value.bit_length() > 256:
        return "a number of more than 70 digits"
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"


def _options(schema: Schema) -> list[str]:
    if "anyOf" in schema:
        return [word for option in schema["anyOf"] for word in _options(option)]
    if "$ref" in schema:
        return [_DEFINITIONS[schema["$ref"].rpartition("/")[2]][0]]
    if "enum" in schema:
        return [show(value) for value in schema["enum"]]
    if "const" in schema.get("properties", {}).get("class_name", {}):
        return [f"`{schema['properties']['class_name']['const']}`"]
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return [_one(kind, schema) for kind in kinds]


def _one(kind: str, schema: Schema) -> str:
    if schema.get("format") == "path":
        return "a file or folder below the working directory, such as runs/best"
    if kind == "array" and schema.get("items") == _DIMENSION:
        return "a shape, such as [28, 28, 1]"
    if kind == "array":
        items = _several(schema.get("items", {}))
        if schema.get("minItems") == schema.get("maxItems") == 1:
            return f"a list of one of {items}"
        return (
            f"a list of {schema['maxItems']} {items}"
            if "maxItems" in schema
            else f"a list of {items}"
        )
    return _bounded(_SIMPLE[kind][0], schema)


def _several(schema: Schema) -> str:
    if "anyOf" in schema:
        return _join(list(dict.fromkeys(_several(option) for option in schema["anyOf"])))
    if "$ref" in schema:
        return _DEFINITIONS[schema["$ref"].rpartition("/")[2]][1]
    kinds = schema.get("type", "object")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds[0] == "array":
        inner = _several(schema.get("items", {}))
        return (
            f"lists of {schema['maxItems']} {inner}"
            if "maxItems" in schema
            else f"lists of {inner}"
        )
    return _join([_bounded(_SIMPLE[kind][1], schema) for kind in kinds])


def _bounded(words: str, schema: Schema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    if above is not None or below is not None:
        lower = f"above {above}" if above is not None else f"of at least {low}"
        return f"{words} {lower}" + (f" and below {below}" if below is not None else "")
    if low is None and high is not None and words.endswith(("integer", "number")):
        return f"{words} of at most {high}"
    if low is None or not words.endswith(("integer", "integers", "number", "numbers")):
        return words
    if high is not None:
        return f"{words} between {low} and {high}"
    if low == 1:
        return words.replace("an integer", "a positive integer").replace(
            "integers", "positive integers"
        )
    return f"{words} of at least {low}"


def _join(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
