"""`sentence`: a failed validation of a design file as a person reads it."""

from __future__ import annotations

import difflib
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from model_codegen.design.fileformat.json_text import describe, place
from model_codegen.design.fileformat.wire import Wire


def sentence(error: ValidationError, value: Any) -> str:
    """Say in one sentence what the first problem of a failed validation is and where it stands.

    Args:
        error: Raised by `WireDesign.model_validate(value)`.
        value: The JSON value.
    """
    first, *others = error.errors(include_url=False)
    more = f" There are {len(others):,} more problems." if len(others) > 1 else ""
    more = " There is one more problem." if len(others) == 1 else more
    # Pydantic's places hold the tags of union members too; only what leads on in the value counts.
    places = first["loc"]
    match places:
        case ["main", "operations", name, _, *rest]:
            places = ("main", "operations", name, *rest)
        case ["models", graph, "operations", name, _, *rest]:
            places = ("models", graph, "operations", name, *rest)
    path: list[str | int] = []
    for step in places:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            continue
        path.append(step)
    if first["type"] == "extra_forbidden":
        path.pop()
    return f"In {place(path)}: {_problem(first)}.{more}"


_EXPECTED = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "list_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
}


def _problem(error: ErrorDetails) -> str:
    kind, got, context = error["type"], describe(error["input"]), error.get("ctx", {})
    last = error["loc"][-1] if error["loc"] else ""
    match kind:
        case "missing":
            return f"`{last}` is missing"
        case "extra_forbidden":
            fields = {n for model in Wire.__subclasses__() for n in model.model_fields}
            # What fits elsewhere is no help here.
            near = difflib.get_close_matches(str(last), fields - {last}, n=1)
            return f"unknown field {describe(last).removeprefix('the text ')}" + (
                f" (did you mean `{near[0]}`?)" if near else ""
            )
        case "union_tag_not_found":
            return '`kind` is missing: "layer", "op" or "model"'
        case "union_tag_invalid":
            return f'`kind` is "layer", "op" or "model", not {describe(context["tag"])}'
        case "literal_error":
            return f"this is {context['expected']}, not {got}".replace("'", '"')
        case "form":
            return str(error["msg"])
        case _ if kind in _EXPECTED:
            return f"this must be {_EXPECTED[kind]}, not {got}"
    return f"{error['msg'][0].lower()}{error['msg'][1:].rstrip('.')}, got {got}"
