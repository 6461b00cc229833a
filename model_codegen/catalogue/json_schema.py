"""Builders for the few kinds of JSON Schema that arguments of Keras need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from model_codegen.catalogue.entry import Schema

BOOLEAN: Schema = {"type": "boolean"}
STRING: Schema = {"type": "string"}
INTEGER: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
NULL: Schema = {"type": "null"}
POSITIVE: Schema = {"type": "integer", "minimum": 1}
NATURAL: Schema = {"type": "integer", "minimum": 0}
FRACTION: Schema = {"type": "number", "minimum": 0, "maximum": 1}
AT_LEAST_ZERO: Schema = {"type": "number", "minimum": 0}


def array(items: Schema, length: int | None = None, minimum: int = 0) -> Schema:
    """A list, of a fixed length if one is given."""
    schema: Schema = {"type": "array", "items": items}
    if length is not None:
        return schema | {"minItems": length, "maxItems": length}
    return schema | ({"minItems": minimum} if minimum else {})


def enum(*values: str | None) -> Schema:
    """One of these values; None stands for null."""
    return {"enum": list(values)}


def ref(definition: str) -> Schema:
    """One of the catalogue's shared definitions."""
    return {"$ref": f"#/$defs/{definition}"}


def either(*options: Schema) -> Schema:
    """Any of these, flattened, each once; plain scalar types are joined into one."""
    flat: list[Schema] = []
    for option in options:
        for part in option["anyOf"] if option.keys() == {"anyOf"} else [option]:
            if part not in flat:
                flat.append(part)
    if len(flat) == 1:
        return flat[0]
    if NULL in flat and len(flat) == 2:
        other = flat[1 - flat.index(NULL)]
        if "enum" in other:
            return {**other, "enum": [*other["enum"], *([] if None in other["enum"] else [None])]}
        if isinstance(other.get("type"), str):
            return {**other, "type": [other["type"], "null"]}
    return {"anyOf": flat}


def nullable(schema: Schema) -> Schema:
    """The same, or null."""
    return either(schema, NULL)


def titled(schema: Schema, title: str) -> Schema:
    """The same with a title, by which a form names it among several options."""
    return {"title": title, **schema}


def record(properties: dict[str, Schema], required: Sequence[str] = ()) -> Schema:
    """An object with these properties and no other."""
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema | ({"required": list(required)} if required else {})


def instance(path: str, config: Schema) -> Schema:
    """An object argument: `{"class_name": path, "config": {…}}`."""
    name: dict[str, Any] = {"const": path, "default": path}
    required = ["class_name", *(["config"] if config.get("required") else [])]
    return record({"class_name": name, "config": config}, required)
