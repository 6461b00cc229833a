"""`ArgumentField`: how a form asks for one argument of an optimizer, a loss, a callback …"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from model_codegen.catalogue.entry import Entry, Schema

Kind = Literal["flag", "choice", "number", "integer", "text", "numbers", "object", "either", "json"]

_ABSENT: Any = object()


@dataclass(frozen=True)
class ArgumentField:
    """One argument.

    Attributes:
        name: The argument's.
        kind: `flag`; `choice` among `choices`; `number` or `integer` within bounds; `text`;
            `numbers` (a list of them); `object` of the class `path`, with `fields` of its own;
            `either` of `variants`; `json` for all else.
        title: What a variant is called among others.
        default: What it is where it is not set; None where that says nothing.
        required: Whether it has to be set.
        optional: Whether null is a value.
        advanced: Whether few ask for it: it is none of the entry's highlights.
        help: What it is for.
        minimum: The least number.
        maximum: The largest number.
        choices: Of a `choice`.
        path: Of an `object`.
        fields: Of an `object`.
        variants: Of an `either`.
    """

    name: str
    kind: Kind
    title: str = ""
    default: Any = None
    required: bool = False
    optional: bool = False
    advanced: bool = False
    help: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Any, ...] = ()
    path: str = ""
    fields: tuple[ArgumentField, ...] = ()
    variants: tuple[ArgumentField, ...] = ()


def argument_fields(entry: Entry, definitions: Mapping[str, Schema]) -> list[ArgumentField]:
    """The fields of a class: what is asked for most stands first.

    Args:
        entry: Of the catalogue.
        definitions: What its schemas refer to.
    """
    rank = {name: place for place, name in enumerate(entry.highlights)}
    fields = [
        replace(field, advanced=field.name not in rank and not field.required)
        for field in _fields(entry.schema, definitions, 0)
    ]
    return sorted(fields, key=lambda field: rank.get(field.name, len(rank)))


def variant_of(field: ArgumentField, value: Any) -> ArgumentField:
    """Which of the variants of an `either` a value is of; the first where it is of none."""
    for variant in field.variants:
        if _is_of(variant, value):
            return variant
    return field.variants[0]


def starter(field: ArgumentField) -> Any:
    """A value to begin with where a field is to be set."""
    match field.kind:
        case "object":
            begun = {one.name: starter(one) for one in field.fields if one.required}
            return {"class_name": field.path, "config": begun}
        case "either":
            return starter(field.variants[0])
        case "choice":
            return next((one for one in field.choices if one is not None), None)
        case "number" | "integer":
            return _number(field)
        case "numbers":
            # Where a rate changes, and what it is before and after that.
            return {"boundaries": [1000], "values": [1e-3, 1e-4]}.get(field.name, [])
        case "flag":
            return True
    return ""


def _number(field: ArgumentField) -> float:
    if isinstance(field.default, int | float):
        return field.default
    # What a schedule begins with, and how long it goes on.
    begun = {"learning_rate": 1e-3, "decay_rate": 0.96, "steps": 1000, "factor": 0.5}
    found = next((value for word, value in begun.items() if word in field.name), 1)
    least = found if field.minimum is None else max(found, field.minimum)
    return int(least) if field.kind == "integer" else least


def _is_of(field: ArgumentField, value: Any) -> bool:
    match field.kind:
        case "object":
            return isinstance(value, Mapping) and value.get("class_name") == field.path
        case "flag":
            return isinstance(value, bool)
        case "number" | "integer":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "numbers":
            return isinstance(value, list | tuple)
        case "choice":
            return value in field.choices
        case "text":
            return isinstance(value, str)
        case "either":
            return any(_is_of(one, value) for one in field.variants)
    return True


_DEEPEST = 4
"""Schedules may hold schedules; a form goes so far down."""


def _fields(
    schema: Schema, definitions: Mapping[str, Schema], depth: int
) -> tuple[ArgumentField, ...]:
    required = schema.get("required", ())
    return tuple(
        _field(name, part, definitions, name in required, depth)
        for name, part in schema.get("properties", {}).items()
    )


def _field(
    name: str, schema: Schema, definitions: Mapping[str, Schema], required: bool, depth: int
) -> ArgumentField:
    whole = {**_resolved(schema, definitions), **{k: v for k, v in schema.items() if k != "$ref"}}
    about: dict[str, Any] = {
        "name": name,
        "title": whole.get("title", ""),
        "default": whole.get("default"),
        "required": required,
        "advanced": bool(whole.get("advanced")),
        "help": whole.get("description", ""),
    }
    options = [_resolved(one, definitions) for one in _options(whole, definitions)]
    about["optional"] = any(_is_null(one) for one in options)
    options = [one for one in options if not _is_null(one)]
    if len(options) != 1:
        if not options or depth >= _DEEPEST:
            return ArgumentField(kind="json", **about)
        variants = tuple(_field(name, one, definitions, True, depth + 1) for one in options)
        return ArgumentField(kind="either", variants=variants, **about)
    (option,) = options
    about["title"] = about["title"] or option.get("title", "")
    return _single(option, definitions, about, depth)


def _single(
    option: Schema, definitions: Mapping[str, Schema], about: dict[str, Any], depth: int
) -> ArgumentField:
    if "enum" in option:
        choices = tuple(option["enum"])
        about["optional"] = about["optional"] or None in choices
        return ArgumentField(
            kind="choice", choices=tuple(one for one in choices if one is not None), **about
        )
    path = option.get("properties", {}).get("class_name", {}).get("const")
    if path is not None:
        if depth >= _DEEPEST:
            return ArgumentField(kind="json", **about)
        config = _resolved(option["properties"]["config"], definitions)
        inner = _fields(config, definitions, depth + 1)
        about["title"] = about["title"] or path.rpartition(".")[2]
        return ArgumentField(kind="object", path=path, fields=inner, **about)
    match option.get("type"):
        case "boolean":
            return ArgumentField(kind="flag", **about)
        case "integer" | "number" as kind:
            low, high = option.get("minimum"), option.get("maximum")
            return ArgumentField(kind=kind, minimum=low, maximum=high, **about)
        case "string":
            return ArgumentField(kind="text", **about)
        case "array" if option.get("items", {}).get("type") in ("integer", "number"):
            return ArgumentField(kind="numbers", **about)
    return ArgumentField(kind="json", **about)


def _options(schema: Schema, definitions: Mapping[str, Schema]) -> list[Schema]:
    """The alternatives of a schema, flat."""
    if isinstance(schema.get("type"), list):
        return [{**schema, "type": one} for one in schema["type"]]
    if "anyOf" not in schema:
        return [schema]
    found = []
    for option in schema["anyOf"]:
        whole = _resolved(option, definitions)
        # `{"title": "schedule", "$ref": …}` stands for each of the schedules, by their own names.
        found += _options(whole, definitions) if "anyOf" in whole else [whole]
    return found


def _resolved(schema: Schema, definitions: Mapping[str, Schema]) -> Schema:
    name = schema.get("$ref", "").removeprefix("#/$defs/")
    if not name:
        return schema
    return {**{k: v for k, v in schema.items() if k != "$ref"}, **definitions.get(name, {})}


def _is_null(schema: Schema) -> bool:
    return schema.get("type") == "null" or schema.get("enum") == [None]
