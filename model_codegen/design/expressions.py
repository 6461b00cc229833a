"""`{"expression": "4 * filters"}`: arithmetic over the parameters of a block, instead of a value.

It is Python's, of numbers, names, `+ - * / // % **`, parentheses and tuples, and nothing else. It
is parsed and worked out here: nothing is handed to Python, however hostile a document is.
"""

from __future__ import annotations

import keyword
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeAlias

from model_codegen.design.wording import listing, quote, shorten

KEY = "expression"
"""The only key of an expression in a config."""

MAX_LENGTH = 200
"""The longest text of an expression, in characters."""

MAX_DEPTH = 20
"""The deepest nesting of parentheses and signs."""

LARGEST = 2**63 - 1
"""The largest whole number that an expression may come to, up or down: that of a size in Keras."""


class ExpressionError(ValueError):
    """An expression comes to nothing; `str(error)` is a sentence without its end.

    Args:
        reason: The sentence.
        unknown: A name that it has and that is not there.
        near: One that is, and much like it.
    """

    def __init__(self, reason: str, unknown: str = "", near: str = "") -> None:
        super().__init__(reason)
        self.unknown = unknown
        self.near = near


@dataclass(frozen=True)
class _Number:
    value: int | float


@dataclass(frozen=True)
class _Name:
    name: str


@dataclass(frozen=True)
class _Tuple:
    items: tuple[_Term, ...]


@dataclass(frozen=True)
class _Negative:
    sign: str
    term: _Term


@dataclass(frozen=True)
class _Binary:
    sign: str
    left: _Term
    right: _Term


_Term: TypeAlias = "_Number | _Name | _Tuple | _Negative | _Binary"


def expression(value: Any) -> str | None:
    """The text of a config value that is an expression; None if it is none."""
    if isinstance(value, Mapping) and len(value) == 1 and isinstance(value.get(KEY), str):
        return str(value[KEY])
    return None


def expressions(config: Any) -> list[str]:
    """The texts of all expressions in a config, in order."""
    found: list[str] = []
    stack = [config] if config else []
    while stack:
        value = stack.pop()
        if (text := expression(value)) is not None:
            found.append(text)
        elif isinstance(value, Mapping):
            stack += reversed([*value.values()])
        elif isinstance(value, (list, tuple)):
            stack += reversed(value)
    return found


def may_be_name(name: str) -> bool:
    """Whether a parameter may be called so: an identifier of Python, and no word of its own."""
    return name.isidentifier() and not keyword.iskeyword(name)


def names(text: str) -> tuple[str, ...]:
    """The parameters that an expression names, each once, in order.

    Raises:
        ExpressionError: If it is none.
    """
    return tuple(dict.fromkeys(_names(parsed(text))))


def renamed(text: str, new: Mapping[str, str]) -> str:
    """The same expression with other names.

    Args:
        text: The expression; returned as it is where it is none.
        new: Names by those that they replace.
    """
    try:
        tokens = _tokens(text)
    except ExpressionError:
        return text
    parts, end = [], 0
    for kind, token, start in tokens:
        if kind == "name" and token in new:
            parts += [text[end:start], new[token]]
            end = start + len(token)
    return "".join([*parts, text[end:]])


def evaluate(text: str, values: Mapping[str, Any]) -> Any:
    """Work an expression out.

    Args:
        text: The expression.
        values: The parameters that it may name. Any value may stand by itself or in a tuple; only
            numbers are reckoned with.

    Returns:
        A number, a tuple, or a parameter's value.

    Raises:
        ExpressionError: If it is none, names what is not there, divides by zero, reckons with what
            is no number, or becomes too large.
    """
    return _value(parsed(text), values)


def substituted(config: Any, values: Mapping[str, Any]) -> Any:
    """The same config with a value for every expression; tuples become lists, as in a config.

    Args:
        config: Any JSON value.
        values: The parameters.

    Returns:
        The very same object where it holds no expression.

    Raises:
        ExpressionError: As `evaluate` does.
        RecursionError: If it is nested too deeply.
    """
    if (text := expression(config)) is not None:
        return _listed(evaluate(text, values))
    if isinstance(config, Mapping):
        changed = {key: substituted(value, values) for key, value in config.items()}
        return changed if any(changed[key] is not config[key] for key in config) else config
    if isinstance(config, (list, tuple)):
        items = [substituted(value, values) for value in config]
        return items if any(a is not b for a, b in zip(items, config, strict=True)) else config
    return config


def _listed(value: Any) -> Any:
    return [_listed(item) for item in value] if isinstance(value, tuple) else value


@lru_cache(4096)
def parsed(text: str) -> _Term:
    """An expression, taken apart.

    Raises:
        ExpressionError: If it is none.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"an expression has at most {MAX_LENGTH} characters")
    parser = _Parser(text)
    term = parser.term(0, 0)
    parser.end()
    return term


_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<sign>\*\*|//|[-+*/%(),]))"
)

_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "//": 2, "%": 2, "**": 4}
"""How strongly a sign binds; a sign before a term has 3."""


def _tokens(text: str) -> list[tuple[str, str, int]]:
    """The kind, text and place of each part."""
    found: list[tuple[str, str, int]] = []
    end = len(text.rstrip())
    place = 0
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None:
            odd = text[place:].lstrip()[0]
            raise ExpressionError(
                f"{quote(text)} is no arithmetic: {quote(odd)} is none of numbers, parameters, "
                "+ - * / // % **, parentheses and commas"
            )
        kind = str(match.lastgroup)
        found.append((kind, match[kind], match.start(kind)))
        place = match.end()
    return found


class _Parser:
    """Reads an expression, strongest signs first, as Python does."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = _tokens(text)
        self._place = 0

    def term(self, strength: int, depth: int) -> _Term:
        """A term of which every sign binds more strongly than `strength`."""
        left = self._first(depth)
        while (power := _STRENGTH.get(self._next, 0)) > strength:
            sign = self._taken()
            # Only powers are worked out from the right, and take a sign behind them.
            right = self.term(power - 1 if sign == "**" else power, depth + (sign == "**"))
            left = _Binary(sign, left, right)
        return left

    def end(self) -> None:
        if self._place < len(self._tokens):
            raise self._odd()

    @property
    def _next(self) -> str:
        return self._tokens[self._place][1] if self._place < len(self._tokens) else ""

    def _taken(self) -> str:
        self._place += 1
        return self._tokens[self._place - 1][1]

    def _first(self, depth: int) -> _Term:
        if depth > MAX_DEPTH:
            raise ExpressionError(f"{quote(self._text)} is nested too deeply")
        if self._place >= len(self._tokens):
            raise self._odd()
        kind, token, _ = self._tokens[self._place]
        if kind == "number":
            self._place += 1
            return _Number(_number(token, self._text))
        if kind == "name":
            if keyword.iskeyword(token):
                raise self._odd()
            self._place += 1
            return _Name(token)
        if token in "+-":
            return _Negative(self._taken(), self.term(2, depth + 1))
        if token == "(":
            self._place += 1
            return self._bracketed(depth + 1)
        raise self._odd()

    def _bracketed(self, depth: int) -> _Term:
        items: list[_Term] = []
        while self._next != ")":
            items.append(self.term(0, depth))
            if self._next == ")" and len(items) == 1:
                self._place += 1
                return items[0]
            if self._next == ",":
                self._place += 1
            elif self._next != ")":
                raise self._odd()
        self._place += 1
        return _Tuple(tuple(items))

    def _odd(self) -> ExpressionError:
        if not self._tokens:
            return ExpressionError("an empty expression comes to nothing")
        if self._place >= len(self._tokens):
            return ExpressionError(f"{quote(self._text)} breaks off: something has to follow")
        token = quote(self._tokens[self._place][1])
        return ExpressionError(f"{quote(self._text)} is no arithmetic: {token} cannot stand there")


def _number(token: str, text: str) -> int | float:
    try:
        return _bounded(float(token) if re.search(r"[.eE]", token) else int(token), text)
    except ValueError as error:
        if isinstance(error, ExpressionError):
            raise
        raise ExpressionError(f"{quote(token)} is no number") from None


def _bounded(value: Any, what: str) -> int | float:
    if isinstance(value, int) and abs(value) <= LARGEST:
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, complex):
        raise ExpressionError(f"{quote(what)} is no real number")
    raise ExpressionError(f"{quote(what)} is too large a number")


def _names(term: _Term) -> Iterator[str]:
    match term:
        case _Name(name):
            yield name
        case _Tuple(items):
            for item in items:
                yield from _names(item)
        case _Negative(_, inner):
            yield from _names(inner)
        case _Binary(_, left, right):
            yield from _names(left)
            yield from _names(right)


def _value(term: _Term, values: Mapping[str, Any]) -> Any:
    match term:
        case _Number(value):
            return value
        case _Name(name):
            if name not in values:
                raise _unknown(name, values)
            return values[name]
        case _Tuple(items):
            return tuple(_value(item, values) for item in items)
        case _Negative(sign, inner):
            found = _reckoned(inner, values)
            return -found if sign == "-" else found
        case _Binary(sign, left, right):
            return _result(term, sign, _reckoned(left, values), _reckoned(right, values))


def _reckoned(term: _Term, values: Mapping[str, Any]) -> int | float:
    found = _value(term, values)
    if isinstance(found, (int, float)) and not isinstance(found, bool):
        return found
    shown = shorten(repr(found))
    if isinstance(term, _Name):
        raise ExpressionError(f"{quote(term.name)} is {shown}, which cannot be reckoned with")
    raise ExpressionError(f"{shown} cannot be reckoned with")


_SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
}


def _result(term: _Term, sign: str, left: int | float, right: int | float) -> int | float:
    what = f"{left} {sign} {right}"
    if sign == "**" and isinstance(left, int) and isinstance(right, int):
        # A power of whole numbers has no end: it is worked out only while it is near the largest.
        bits = left.bit_length() * right if abs(left) > 1 else 0
        if bits > 128:
            raise ExpressionError(f"{quote(what)} is too large a number")
    try:
        return _bounded(_SIGNS[sign](left, right), what)
    except ZeroDivisionError:
        raise ExpressionError(f"{quote(what)} divides by zero") from None
    except OverflowError:
        raise ExpressionError(f"{quote(what)} is too large a number") from None


def _unknown(name: str, values: Mapping[str, Any]) -> ExpressionError:
    """That a name is not there, and which is."""
    if not values:
        return ExpressionError(f"{quote(name)} is no parameter: there are none here")
    said = f"{quote(name)} is no parameter of this block"
    if near := get_close_matches(name, values, 1):
        return ExpressionError(f"{said}, did you mean {quote(near[0])}?", name, near[0])
    known = listing([quote(other) for other in values])
    return ExpressionError(f"{said}, which has {known}")
