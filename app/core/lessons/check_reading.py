"""Reads what an exercise asks for: lists of predicates with their arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from app.core.lessons.lesson import Check
from app.core.lessons.predicates import COMBINING, PREDICATES
from app.core.lessons.schema_words import keys_of_type, problems
from app.core.lessons.yaml_text import Path, YamlText
from model_codegen.design.wording import offer

Problem = tuple[Path, str]
"""Where, and a sentence."""

_COMPARED = "same_model_as"


def read(value: Any, path: Path, text: YamlText) -> tuple[tuple[Check, ...], list[Problem]]:
    """Read a list of predicates.

    Args:
        value: As YAML has it.
        path: Where it stands.
        text: The whole, which knows lines.

    Returns:
        Those that could be read, and what is wrong with the others.
    """
    found: list[Check] = []
    wrong: list[Problem] = []
    if not isinstance(value, list):
        return (), [(path, "This is a list of predicates: lines that begin with `-`.")]
    for place, item in enumerate(value):
        check, more = _one(item, (*path, place), text)
        wrong += more
        if check is not None:
            found.append(check)
    return tuple(found), wrong


def files(checks: tuple[Check, ...]) -> Iterator[str]:
    """The designs that predicates compare with."""
    for check in checks:
        if check.name in COMBINING:
            inner = check.argument
            yield from files(inner)
        elif check.name == _COMPARED:
            yield check.argument


def names(checks: tuple[Check, ...]) -> Iterator[str]:
    """The predicates that are asked, those in `any`, `all` and `not` too."""
    for check in checks:
        yield check.name
        if check.name in COMBINING:
            yield from names(check.argument)


def _one(item: Any, path: Path, text: YamlText) -> tuple[Check | None, list[Problem]]:
    if isinstance(item, str):
        return None, [(path, f"`{item:.60}` has no argument: `{item:.60}: …`.")]
    if isinstance(item, Mapping) and len(item) == 2 and (number := _with_comma(item)):
        return None, [(path, f"Write `{number}`: a comma begins something new.")]
    if not isinstance(item, Mapping) or len(item) != 1:
        return None, [(path, "Each predicate is one line of its own: `- parameters: 1_000`.")]
    name, value = next(iter(item.items()))
    predicate = PREDICATES.get(name)
    line = text.line((*path, name))
    if name in COMBINING:
        # `not: {calls: …}` may do without a list.
        inner = [value] if isinstance(value, Mapping) else value
        deeper = (*path, name)
        if inner is not value:
            checks, wrong = _alone(value, deeper, text)
        else:
            checks, wrong = read(value, deeper, text)
        if not checks and not wrong:
            wrong.append((deeper, f"`{name}` needs predicates: write some, or take it away."))
        return (Check(name, checks, line) if checks else None), wrong
    if predicate is None:
        return None, [(path, f"There is no predicate `{name:.60}`. {offer(name, _names())}")]
    try:
        return Check(name, predicate.argument.validate_python(value), line), []
    except ValidationError as error:
        known = keys_of_type(predicate.takes)
        return None, [
            ((*path, name, *where), f"`{name}`: {reason[:1].lower()}{reason[1:]}")
            for where, reason in problems(error, known)
        ]


def _alone(
    value: Mapping[str, Any], path: Path, text: YamlText
) -> tuple[tuple[Check, ...], list[Problem]]:
    """Predicates as the keys of one mapping."""
    found: list[Check] = []
    wrong: list[Problem] = []
    for name, argument in value.items():
        check, more = _one({name: argument}, path, text)
        wrong += more
        if check is not None:
            found.append(check)
    return tuple(found), wrong


def _with_comma(item: Mapping[str, Any]) -> str:
    """`{parameters: 434,945}` has a second key, `945`."""
    (_, value), (key, nothing) = item.items()
    whole = isinstance(value, int) and str(key).isdecimal() and nothing is None
    return f"{value}_{key:.20}" if whole else ""


def _names() -> list[str]:
    return [*PREDICATES]
