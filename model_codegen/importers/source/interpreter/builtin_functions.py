"""Python's built-in functions, such as `len`, `getattr` and `print`."""

from __future__ import annotations

from collections.abc import Callable

from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.interpreter import sequence_functions
from model_codegen.importers.source.interpreter.attributes import above, set_attribute
from model_codegen.importers.source.interpreter.operators import power
from model_codegen.importers.source.interpreter.type_checks import is_instance, type_of
from model_codegen.importers.source.plain_values import is_plain
from model_codegen.importers.source.python.arithmetic import plain, printable
from model_codegen.importers.source.python.conversions import TYPES, converted
from model_codegen.importers.source.python.iteration import items
from model_codegen.importers.source.python_values import Cursor
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import Instance, Super
from model_codegen.importers.source.values import Unknown, Value

_PURE: dict[str, Callable[..., Value]] = {
    "abs": abs,
    "bin": bin,
    "chr": chr,
    "divmod": divmod,
    "hex": hex,
    "ord": ord,
    "range": range,
    "round": round,
    "slice": slice,
}
"""Functions of numbers, which cannot grow large."""


_EXCEPTIONS = frozenset({
    "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "Exception",
    "FileNotFoundError", "ImportError", "IndexError", "KeyError", "ModuleNotFoundError",
    "NameError", "NotImplementedError", "OSError", "OverflowError", "RuntimeError",
    "RuntimeWarning", "StopIteration", "TypeError", "UserWarning", "ValueError",
    "ZeroDivisionError",
})  # fmt: skip


def call(
    reading: Reading, name: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Call one of Python's built-in functions.

    Args:
        reading: The reading.
        name: Which, one of `NAMES`.
        args: Its arguments.
        kwargs: Its arguments by name.
        line: Where.

    Raises:
        NotFollowed: If the result cannot be known.
    """
    if name in _PURE:
        return plain(reading.budget, lambda *values: _PURE[name](*values, **kwargs), *args)
    if name in _EXCEPTIONS:
        raise NotFollowed(f"`{name}` is raised")
    if name in TYPES:
        return converted(reading.budget, name, args, kwargs)
    return _FUNCTIONS[name](reading, args, kwargs)


def _getattr(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Value:
    if len(args) < 2 or type(args[1]) is not str:
        raise NotFollowed("which attribute is meant is not known")
    found = reading.attribute(reading, args[0], args[1], reading.position.line)
    return args[2] if isinstance(found, Unknown) and len(args) > 2 else found


def _hasattr(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> bool:
    if len(args) != 2 or type(args[1]) is not str or not isinstance(args[0], Instance):
        raise NotFollowed("whether it has this attribute is not known")
    return args[1] in args[0].attributes or args[0].made.find(args[1]) is not None


def _setattr(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> None:
    if len(args) != 3 or type(args[1]) is not str:
        raise NotFollowed("which attribute is meant is not known")
    set_attribute(reading, args[0], args[1], args[2], reading.position.line)


def _print(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> None:
    return None


def _callable(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> bool:
    value = args[0] if args else None
    return not is_plain(value)


def _super(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Super:
    return above(reading, args)


def _next(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Value:
    source = args[0] if args else None
    if isinstance(source, Cursor):
        if source.place < len(source.items):
            source.place += 1
            return source.items[source.place - 1]
    else:
        values = items(reading.budget, source)  # of a generator, of which nothing else is taken
        if values:
            return values[0]
    if len(args) > 1:
        return args[1]
    raise NotFollowed("there is no item")


def _iter(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Cursor:
    source = args[0] if args else None
    return source if isinstance(source, Cursor) else Cursor(items(reading.budget, source))


def _pow(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Value:
    if len(args) != 2:
        raise NotFollowed("`pow` lacks arguments")
    return power(reading, args[0], args[1], reading.position.line)


def _repr(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Value:
    value = printable(reading.budget, args[0] if args else None)
    return plain(reading.budget, repr, value)


_FUNCTIONS: dict[str, Callable[[Reading, list[Value], dict[str, Value]], Value]] = {
    **sequence_functions.FUNCTIONS,
    "callable": _callable,
    "getattr": _getattr,
    "hasattr": _hasattr,
    "isinstance": is_instance,
    "iter": _iter,
    "next": _next,
    "pow": _pow,
    "print": _print,
    "repr": _repr,
    "setattr": _setattr,
    "super": _super,
    "type": type_of,
}

MARKS = frozenset(
    {"classmethod", "object", "property", "staticmethod", "input", "open", "issubclass"}
)
"""Names that are known and not called."""

NAMES = frozenset({*_PURE, *TYPES, *_FUNCTIONS, *_EXCEPTIONS, *MARKS})
"""The names of Python's that a text may use."""
