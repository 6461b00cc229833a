"""Values of a folded call: those of a document, or said in terms of parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Any, Final, Literal, TypeAlias

from model_codegen.emitters.literals import Verbatim, config_value, is_object

Kind = Literal["name", "value", "number"]
"""What a parameter stands for: (a part of) a layer's name, an argument, or a number in names."""


@dataclass(frozen=True)
class Param:
    """A parameter of a function, or a variable of a loop."""

    key: str
    kind: Kind


@dataclass(frozen=True)
class Times:
    """A multiple of a parameter: `4 * filters`."""

    factor: int
    param: Param


@dataclass(frozen=True)
class Plus:
    """A number that a parameter counts from elsewhere: `index + 9`, in names."""

    param: Param
    number: int


Part: TypeAlias = "str | Param | Plus"
"""What a name is made of."""


@dataclass(frozen=True)
class Text:
    """A string made of parts: `f"{name}_1_conv"`. No two strings stand side by side."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Condition:
    """A parameter is a certain value, or is not; a flag is true."""

    param: Param
    holds: Literal["==", "!="]
    value: Any


@dataclass(frozen=True)
class Either:
    """One of two values: `"valid" if strides == 2 else "same"`."""

    condition: Condition
    then: Any
    otherwise: Any


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()
"""Stands where a call does not say anything about an argument."""


def tokens(value: str | Text) -> tuple[Part, ...]:
    """Words, numbers and what stands between them: a name is only ever cut between these."""
    if isinstance(value, str):
        return _words(value)
    found: list[Part] = []
    for part in value.parts:
        found += _words(part) if isinstance(part, str) else [part]
    return tuple(found)


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+|[^\W\d_]+|.", text, re.DOTALL))


def shared_beginning(lists: Iterable[Sequence[Part]]) -> list[Part]:
    """What all lists of tokens begin with."""
    pairs = zip(*lists, strict=False)
    return [parts[0] for parts in takewhile(lambda p: all(x == p[0] for x in p), pairs)]


def joined(parts: list[Part]) -> str | Text | Param:
    """What a list of tokens says."""
    merged: list[Part] = []
    for part in parts:
        if merged and isinstance(part, str) and isinstance(merged[-1], str):
            merged[-1] += part
        else:
            merged.append(part)
    if not merged:
        return ""
    first = merged[0]
    if len(merged) == 1 and (
        isinstance(first, str) or (isinstance(first, Param) and first.kind == "name")
    ):
        return first
    return Text(tuple(merged))


def is_expression(value: Any) -> bool:
    """Whether a value depends on parameters."""
    return isinstance(value, (Param, Times, Plus, Text, Either))


def has_object(value: Any) -> bool:
    """Whether an object of Keras would be made for a value."""
    if is_object(value):
        return True
    if isinstance(value, Mapping):
        return any(map(has_object, value.values()))
    return isinstance(value, (list, tuple)) and any(map(has_object, value))


def value_text(value: Any, names: Mapping[Param, str]) -> str:
    """Write a value.

    Args:
        value: Of a document, or an expression.
        names: What each parameter is called.
    """
    if isinstance(value, Param):
        return names[value]
    if isinstance(value, Times):
        return f"{value.factor} * {names[value.param]}"
    if isinstance(value, Plus):
        sign = "+" if value.number > 0 else "-"
        return f"{names[value.param]} {sign} {abs(value.number)}"
    if isinstance(value, Text):
        return _text(value, names)
    if isinstance(value, Either):
        if value.then is True and value.otherwise is False:
            return condition_text(value.condition, names)
        then, otherwise = value_text(value.then, names), value_text(value.otherwise, names)
        return f"{then} if {condition_text(value.condition, names)} else {otherwise}"
    if isinstance(value, (list, tuple)):
        return config_value(with_texts(value, names))
    return config_value(value)


def condition_text(condition: Condition, names: Mapping[Param, str]) -> str:
    """Write a condition."""
    name = names[condition.param]
    if condition.value is True:
        return name if condition.holds == "==" else f"not {name}"
    if condition.value is None:
        return f"{name} is {'None' if condition.holds == '==' else 'not None'}"
    return f"{name} {condition.holds} {config_value(condition.value)}"


def with_texts(value: Any, names: Mapping[Param, str]) -> Any:
    """The same value, with the text of the expression for an expression."""
    if is_expression(value):
        return Verbatim(value_text(value, names))
    return [with_texts(v, names) for v in value] if isinstance(value, (list, tuple)) else value


def _text(value: Text, names: Mapping[Param, str]) -> str:
    plain = re.compile(r"[\w .:/@-]*")
    if all(not isinstance(part, str) or plain.fullmatch(part) for part in value.parts):
        inner = [p if isinstance(p, str) else f"{{{value_text(p, names)}}}" for p in value.parts]
        return f'f"{"".join(inner)}"'
    return " + ".join(_part(part, names) for part in value.parts)


def _part(part: Part, names: Mapping[Param, str]) -> str:
    if isinstance(part, str):
        return repr(part)
    text = value_text(part, names)
    return text if isinstance(part, Param) and part.kind == "name" else f"str({text})"
