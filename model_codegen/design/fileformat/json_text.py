"""JSON as it comes from people and strangers: read strictly, and explained where it is wrong."""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

from model_codegen.design.errors import DesignError

MAX_DEPTH = 64
"""The deepest nesting of lists and objects that is read or written."""

Path = tuple[str | int, ...]


class _Duplicate:
    """Stands in a parsed object where a key was given twice, until `check` says where that is."""


class _TooLarge:
    """Stands for a number that no Python number can hold."""


def parse(text: str | bytes) -> Any:
    """Return the value that JSON text holds; `check` has to be called on it.

    Raises:
        DesignError: With one sentence, if the text is not JSON.
    """
    text = _decode(text) if isinstance(text, bytes) else text.removeprefix("\ufeff")
    if not text.strip():
        raise DesignError("This file is empty.")
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_int,
            parse_float=_float,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        at = f"line {error.lineno:,}, column {error.colno:,}"
        torn = error.msg != "Extra data" and _TORN.fullmatch(text, error.pos)
        if torn or error.msg.startswith("Unterminated string"):
            raise DesignError(
                f"This JSON breaks off at {at}: the file is incomplete, so copy or save it again."
            ) from None
        if not text[: error.pos].strip():
            raise DesignError(
                "This is not JSON, so it is no Layerloom design: "
                f"it begins with {describe(text.lstrip()[:20])}."
            ) from None
        raise DesignError(f"This is not valid JSON: {_problem(error.msg)} at {at}.") from None
    except RecursionError:
        raise DesignError(_TOO_DEEP) from None


def check(value: Any, above: int = 0) -> None:
    """Refuse what JSON text or Python code can smuggle in and no design needs.

    Args:
        value: A JSON value.
        above: How many lists and objects it stands in, which count as depth, too.

    Raises:
        DesignError: For the first such value, with its place.
    """
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH - above):
        below: list[Any] = []
        for item in level:
            # By exact type and with the common cases first: every gesture of a user passes here.
            kind = type(item)
            if kind is str:
                flaw = None if item.isascii() else _flaw(item)
            elif kind is dict:
                below += item.values()
                flaw = next(filter(None, map(_flaw_of_key, item)), None)
            elif kind is list or kind is tuple:
                below += item
                continue
            else:
                flaw = _flaw(item)
            if flaw:
                raise DesignError(f"In {_place_of(item, value)}: {flaw}.")
        level = below
        if not level:
            return
    raise DesignError(_TOO_DEEP)


def describe(value: Any) -> str:
    """Name a JSON value for an error message, shortened: `the text "abc"`, `a list`, `null`."""
    match value:
        case None | bool():
            return json.dumps(value)
        case str():
            shown = json.dumps(value if len(value) <= 40 else f"{value[:40]}…", ensure_ascii=False)
            return f"the text {''.join(map(_printable, shown))}"
        case int() | float():
            return f"the number {value}"
        case dict():
            return "an object" if value else "an empty object"
        case list() | tuple():
            return "a list" if value else "an empty list"
    return f"a Python {type(value).__name__}"


def _printable(character: str) -> str:
    return character if character.isprintable() else f"\\u{ord(character):04x}"


def place(path: Iterable[str | int]) -> str:
    """Write a path as `main.nodes.merge.args.0`; keys that are no plain words are quoted."""
    steps = [
        str(step)
        if isinstance(step, int) or (step.isascii() and step.isidentifier() and len(step) <= 80)
        else describe(step).removeprefix("the text ")
        for step in path
    ]
    return ".".join(steps) or "the design"


_TOO_DEEP = f"This JSON is nested more than {MAX_DEPTH} levels deep; no Keras model needs that."

_TORN = re.compile(r"[\w.+-]*\s*")
"""What may follow an error's place if the rest of the file is missing: half a word or number."""

_TOO_LARGE = "this number is too large; 64 bits are the most"

_LONG = 2**63
"""Whole numbers below it, and not below its negative, fit into 64 bits."""

_PROBLEMS = {
    "Expecting property name enclosed in double quotes": (
        "a key in double quotes is expected (is there a comma too many?)"
    ),
    "Illegal trailing comma before end of object": "there is a comma too many",
    "Illegal trailing comma before end of array": "there is a comma too many",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Expecting ':' delimiter": "a colon is missing after a key",
    "Expecting value": "a value is expected",
    "Extra data": "there is more text after the end of the design",
    "Invalid control character at": "a line break or control character stands inside a text",
}


def _problem(message: str) -> str:
    return _PROBLEMS.get(message, message[0].lower() + message[1:])


def _decode(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise DesignError(
            "This is a ZIP archive, such as a .keras file; a Layerloom design is a JSON text file."
        )
    if data.startswith(b"\x89HDF"):
        raise DesignError(
            "This is an HDF5 file, such as Keras weights; a Layerloom design is a JSON text file."
        )
    try:
        # Editors on Windows save text as UTF-16; JSON's first characters tell which it is.
        return data.removeprefix(codecs.BOM_UTF8).decode(json.detect_encoding(data))
    except UnicodeDecodeError:
        raise DesignError("This is not text; a Layerloom design is JSON in UTF-8.") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                result[key] = _Duplicate()
            seen.add(key)
    return result


def _int(digits: str) -> Any:
    # Python refuses to convert thousands of digits; 20 are more than 64 bits hold.
    return int(digits) if len(digits) <= 20 else _TooLarge()


def _float(digits: str) -> Any:
    number = float(digits)
    return number if math.isfinite(number) else _TooLarge()


def _constant(name: str) -> Any:
    raise DesignError(
        f"This JSON holds {name}, which is no JSON number; an argument says it as "
        f'{{"float": "{name.replace("Infinity", "inf").lower()}"}}, a config not at all.'
    )


def _flaw(value: Any) -> str | None:
    """What is wrong with a single value, if anything."""
    kind = type(value)
    if value is None or kind is bool:
        return None
    if kind is str:
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            return "half of a character (a lone surrogate) is not text"
        return None
    if kind is int:
        return None if -_LONG <= value < _LONG else _TOO_LARGE
    if kind is float:
        return None if math.isfinite(value) else f"{value} is no JSON number"
    if kind is _Duplicate:
        return "this key stands twice in the same object; keep one of the two"
    return _TOO_LARGE if kind is _TooLarge else f"a Python {kind.__name__} is no JSON value"


def _flaw_of_key(key: Any) -> str | None:
    if type(key) is not str:
        return f"the key {key!r} is not a text"
    return None if key.isascii() or not (flaw := _flaw(key)) else f"{describe(key)}: {flaw}"


def _place_of(flaw: Any, value: Any) -> str:
    for path, item in _walk(value, ()):
        if item is flaw:
            return place(path)
    return place(())


def _walk(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(item, (*path, key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _walk(item, (*path, index))
