"""What pydantic says of a lesson's values, as sentences for who wrote them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.core.lessons.yaml_text import Path
from model_codegen.design.wording import offer

_TAGS = ("exactly", "int", "float", "bool", "constrained-str")
"""Steps of pydantic's ways that are no keys of a lesson."""

_KINDS = {
    "string_type": "a text; in quotation marks if it looks like a number",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "list_type": "a list: `[a, b]`, or lines that begin with `-`",
    "dict_type": "a mapping of keys: `{key: value}`",
    "model_type": "a mapping of keys: `{key: value}`",
    "none_required": "left out",
}


def problems(error: ValidationError, known: Mapping[Path, Any]) -> Iterator[tuple[Path, str]]:
    """What is wrong: each time where, and a sentence.

    Args:
        error: Of pydantic.
        known: Keys that mappings have, by the way to them; the nearest is offered.
    """
    found: dict[Path, ErrorDetails] = {}
    for one in error.errors(include_url=False):
        # Of a value that may be one or another, the last refusal is the most general.
        found[tuple(step for step in one["loc"] if step not in _TAGS)] = one
    for path, one in found.items():
        yield path, _sentence(one, path, known)


def _sentence(one: ErrorDetails, path: Path, known: Mapping[Path, Any]) -> str:
    kind, context = one["type"], one.get("ctx", {})
    last = path[-1] if path else ""
    what = _what(path)
    match kind:
        case "missing":
            return f"`{last}` is missing."
        case "extra_forbidden":
            keys = known.get(tuple(step for step in path[:-1] if isinstance(step, str)), ())
            hint = f" {offer(str(last), list(keys))}" if keys else ""
            return f"There is no key `{last!s:.60}`.{hint}"
        case "literal_error":
            choices = str(context["expected"]).replace("'", "`").replace("True", "`true`")
            return f"{what} is {'one of ' if ' or ' in choices else ''}{choices}."
        case "value_error":
            return f"{_of(path)}{_stopped(str(context['error']))}"
        case "too_short" | "string_too_short" if context.get("min_length") == 1:
            return f"{what} is empty: write something, or take it away."
    if kind in _KINDS:
        return f"{what} is {_KINDS[kind]}."
    return f"{_of(path)}{one['msg'][:1].lower()}{one['msg'][1:]}."


def _what(path: Path) -> str:
    """What a sentence is about: "`level`", "Each of `hints`", "This"."""
    names = [step for step in path if isinstance(step, str)]
    if not path or not names:
        return "This"
    return f"`{path[-1]}`" if isinstance(path[-1], str) else f"Each of `{names[-1]}`"


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."


def _of(path: Path) -> str:
    return "" if _what(path) == "This" else f"{_what(path)}: "


def keys_of(model: type[BaseModel]) -> dict[Path, Any]:
    """The keys of a model and of those in it, by the way to them without numbers."""
    fields = {about.alias or name: about for name, about in model.model_fields.items()}
    found: dict[Path, Any] = {(): list(fields)}
    for name, about in fields.items():
        for inner in _models(about.annotation):
            for path, keys in keys_of(inner).items():
                found[(name, *path)] = keys
    return found


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models(part)


def keys_of_type(annotation: Any) -> dict[Path, Any]:
    """The keys of what a type is read from, if it is a model."""
    models = list(_models(annotation))
    return keys_of(models[0]) if models else {}
