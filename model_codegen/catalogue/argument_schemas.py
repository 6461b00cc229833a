"""The JSON Schema of one argument, from its override, its name, its default and its docstring."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from model_codegen.catalogue.docstrings import help_text
from model_codegen.catalogue.entry import Schema
from model_codegen.catalogue.facts.argument_help import HELP
from model_codegen.catalogue.facts.layer_arguments import ARGUMENTS, PER_DIMENSION
from model_codegen.catalogue.facts.op_arguments import OP_ARGUMENTS
from model_codegen.catalogue.json_schema import (
    BOOLEAN,
    INTEGER,
    NUMBER,
    POSITIVE,
    STRING,
    array,
    either,
    enum,
    nullable,
    record,
    ref,
    titled,
)

Parameter = inspect.Parameter

_COUNTS = {"two": 2, "2": 2, "three": 3, "3": 3}
_BOOLEAN_WORDS = re.compile(
    r"^(?:python |a )?bool(?:ean)?\b|^whether\b|^if `?true`?\b", re.IGNORECASE
)
_INTEGER_WORDS = re.compile(r"\bint(?:eger)?s?\b", re.IGNORECASE)
_FLOAT_WORDS = re.compile(r"\bfloats?\b|\bprobability\b|\bscalar\b", re.IGNORECASE)
_STRING_WORDS = re.compile(r"\bstr(?:ing)?\b", re.IGNORECASE)
_LIST_WORDS = re.compile(
    r"\b(?:tuples?|lists?)\b(?:/list|/tuple| or list)?(?: of)?(?: size| length)?"
    r"(?: (two|three|2|3)\b)?",
    re.IGNORECASE,
)
_CHOICES = re.compile(
    r"\b(?:one of|either|can be|are|supports?|supported values|include)\b|^string", re.I
)
_QUOTED = re.compile(r"[\"'](\w+)[\"'`]")
_POSITIVE_WORDS = re.compile(r"\bpositive int", re.IGNORECASE)
_FRACTION_WORDS = re.compile(r"\bfloat between 0 and 1\b|\bbetween 0 and 1\.", re.IGNORECASE)
_AT_LEAST_ZERO_WORDS = re.compile(r"float >= 0|positive float|non-negative", re.IGNORECASE)
_RANK = re.compile(r"([123])D(?:Transpose)?$")


@dataclass(frozen=True)
class ArgumentFacts:
    """What is known of some arguments, by `Owner.argument` or by the argument's name alone.

    Attributes:
        schemas: Their schemas.
        help: What they are for.
    """

    schemas: Mapping[str, Schema]
    help: Mapping[str, str]

    def of(self, owner: str, name: str) -> tuple[Schema | None, str | None]:
        """The schema and the help of an argument; None where they have to be read."""
        own = f"{owner}.{name}"
        schema = self.schemas.get(own) or self.schemas.get(name)
        return schema, self.help.get(own) or self.help.get(name)


def arguments_schema(
    owner: str,
    parameters: list[Parameter],
    texts: Mapping[str, str],
    shared: Mapping[str, str],
    facts: ArgumentFacts | None = None,
) -> Schema:
    """The schema of an object of arguments, in the order of the signature.

    Args:
        owner: Name of the class or function.
        parameters: The arguments.
        texts: What the docstring says about each.
        shared: What other docstrings say about arguments of the same name.
        facts: What is known of arguments of what is no layer or function.
    """
    properties = {}
    for parameter in parameters:
        text = texts.get(parameter.name) or shared.get(parameter.name, "")
        properties[parameter.name] = argument_schema(owner, parameter, text, facts)
    required = [p.name for p in parameters if p.default is Parameter.empty]
    return record(properties, required)


def argument_schema(
    owner: str, parameter: Parameter, text: str, facts: ArgumentFacts | None = None
) -> Schema:
    """The schema of one argument: type, bounds, choices, `default` and `description`.

    Args:
        owner: Name of the class or function.
        parameter: The argument, as the signature has it.
        text: What the docstring says about it; may be empty.
        facts: As in `arguments_schema`.
    """
    name, default = parameter.name, parameter.default
    if facts is not None:
        schema, words = facts.of(owner, name)
    else:
        schema, words = _known(owner, name), HELP.get(f"{owner}.{name}") or HELP.get(name)
    if schema is None:
        schema = _told(default, " ".join(text.split()))
    if default is None and not _accepts_null(schema):
        schema = nullable(schema) if schema else schema
    if default is not Parameter.empty:
        schema = {**schema, "default": _plain(default)}
    description = words or help_text(text)
    return {**schema, "description": description} if description else schema


def _known(owner: str, name: str) -> Schema | None:
    is_op = not owner[0].isupper()
    for table in (OP_ARGUMENTS, ARGUMENTS) if is_op else (ARGUMENTS,):
        for key in (f"{owner}.{name}", name):
            if key in table:
                return table[key]
    for ending in ("initializer", "regularizer", "constraint", "activation"):
        if name == ending or name.endswith(f"_{ending}"):
            return ref(ending)
    if name not in PER_DIMENSION:
        return None
    one = PER_DIMENSION[name]
    rank = _RANK.search(owner)
    several = array(one, int(rank.group(1)) if rank else None)
    return either(titled(one, "every dimension"), titled(several, "per dimension"))


def _told(default: Any, text: str) -> Schema:
    """What the default value and the docstring's words say."""
    lead = text[:160]
    if isinstance(default, bool) or (
        default in (None, Parameter.empty) and _BOOLEAN_WORDS.match(lead)
    ):
        return BOOLEAN
    if isinstance(default, str):
        return _choices(default, text)
    lists = _LIST_WORDS.search(lead)
    number = _number(default, lead, text)
    if isinstance(default, tuple):
        items = _element(default)
        if items is None:
            return {}
        fixed = array(items, len(default))
        return either(items, fixed) if number is not None and not _asks_for_list(lead) else fixed
    if number is not None:
        if lists:
            count = _COUNTS.get((lists.group(1) or "").lower())
            return either(titled(number, "number"), titled(array(number, count), "list"))
        return number
    if _STRING_WORDS.search(lead):
        return _choices(None, text)
    return {}


def _asks_for_list(lead: str) -> bool:
    """Whether a text begins by asking for a tuple or list, with no single number before it."""
    return bool(re.match(r"(?:a |the |optional )*(?:range|tuple|list)", lead, re.IGNORECASE))


def _number(default: Any, lead: str, text: str) -> Schema | None:
    if isinstance(default, float):
        base = NUMBER
    elif isinstance(default, int):
        base = INTEGER
    elif isinstance(default, tuple):
        base = _element(default) or NUMBER
        return base if re.match(r"(?:an? |optional )*(?:int|float)", lead, re.IGNORECASE) else None
    elif _FLOAT_WORDS.search(lead):
        base = NUMBER
    elif _INTEGER_WORDS.search(lead):
        base = INTEGER
    else:
        return None
    if base is INTEGER and _POSITIVE_WORDS.search(lead):
        return POSITIVE
    if base is NUMBER and _FRACTION_WORDS.search(lead):
        return {**NUMBER, "minimum": 0, "maximum": 1}
    if base is NUMBER and _AT_LEAST_ZERO_WORDS.search(lead):
        return {**NUMBER, "minimum": 0}
    return base


def _element(default: tuple[Any, ...]) -> Schema | None:
    kinds = {type(item) for item in default}
    if kinds == {int}:
        return INTEGER
    return NUMBER if kinds and kinds <= {int, float} else None


def _choices(default: str | None, text: str) -> Schema:
    values = list(dict.fromkeys(_QUOTED.findall(text))) if _CHOICES.search(text) else []
    if default is not None and default not in values:
        return STRING
    schema = enum(*values) if len(values) > 1 else STRING
    return nullable(schema) if re.search(r"`None`: |, None\}|, or None\.", text) else schema


def _accepts_null(schema: Schema) -> bool:
    if "$ref" in schema:
        return True
    if "enum" in schema:
        return None in schema["enum"]
    if "anyOf" in schema:
        return any(_accepts_null(option) for option in schema["anyOf"])
    kind = schema.get("type")
    return kind == "null" or (isinstance(kind, list) and "null" in kind)


def _plain(value: Any) -> Any:
    return [_plain(item) for item in value] if isinstance(value, (tuple, list)) else value
