"""What pydantic says of a lesson's values, as sentences for who wrote them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.core.lessons.yaml_text import Path
from model_codegen.design.wording import offer

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
    seen: set[Path] = set()
    for one in error.errors(include_url=False):
        path = one["loc"]
        if path not in seen:
            seen.add(path)
            yield path, _sentence(one, known)


def _sentence(one: ErrorDetails, known: Mapping[Path, Any]) -> str:
    kind, context = one["type"], one.get("ctx", {})
    last = one["loc"][-1] if one["loc"] else ""
    match kind:
        case "missing":
            return f"`{last}` is missing."
        case "extra_forbidden":
            keys = known.get(tuple(s for s in one["loc"][:-1] if isinstance(s, str)), ())
            hint = f" {offer(str(last), list(keys))}" if keys else ""
            return f"There is no key `{last!s:.60}`.{hint}"
        case "literal_error":
            return f"`{last}` is one of {context['expected']}.".replace("'", "`")
        case "value_error":
            text = str(context["error"]).removesuffix(".")
            return f"{_of(last)}{text}."
        case "too_short" if context.get("min_length") == 1:
            return f"`{last}` is empty: write something, or take it away."
        case "string_too_short":
            return f"`{last}` is empty: write something, or take it away."
    if kind in _KINDS:
        return f"`{last}` is {_KINDS[kind]}." if last != "" else f"This is {_KINDS[kind]}."
    return f"{_of(last)}{one['msg'][:1].lower()}{one['msg'][1:]}."


def _of(last: Any) -> str:
    return f"`{last}`: " if last != "" else "Here: "


def keys_of(model: type[BaseModel]) -> dict[Path, Any]:
    """The keys of a model and of those in it, by the way to them without numbers."""
    found: dict[Path, Any] = {(): list(model.model_fields)}
    for name, about in model.model_fields.items():
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
