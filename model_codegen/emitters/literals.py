"""Values as Python source. The only way by which anything of a document becomes text of a program.

Strings are written by `repr`, so that no quote, newline or invisible character of a document can
end a literal; a dotted path is written only if it is one of Keras' public names.
"""

from __future__ import annotations

import inspect
import keyword
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import EllipsisType
from typing import Any

from model_codegen import catalogue
from model_codegen.design.errors import LayerloomError
from model_codegen.design.graph import APPLICATIONS, Layer

Arguments = list[tuple[str | None, str]]
"""Arguments of a call as text, each with its keyword or None where it is positional."""

_PATH = re.compile(r"keras(\.[A-Za-z][A-Za-z0-9_]*)+")

_LEADING = {
    "keras.constraints.MaxNorm": ("max_value",),
    "keras.initializers.Constant": ("value",),
    "keras.regularizers.L1": ("l1",),
    "keras.regularizers.L2": ("l2",),
}
"""Objects other than layers whose first argument is written by position, `L2(0.01)`."""

_SHORT = 10
"""Numbers of fewer characters are written as they are."""

_REQUIRED = inspect.Parameter.empty


class Verbatim(str):
    """An expression that an emitter has written already; never anything of a document."""


class ObjectText(Verbatim):
    """Such an expression that is an object, and no number of a shape."""


def literal(value: Any) -> str:
    """Write a value as the document has it: lists stay lists, tuples tuples.

    Raises:
        LayerloomError: If the value is nothing that a document can hold.
    """
    if isinstance(value, Verbatim):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    if value is None or isinstance(value, (bool, int, float, str)):
        return repr(value)
    if isinstance(value, EllipsisType):
        return "..."
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, tuple):
        return sequence_text([literal(item) for item in value])
    if isinstance(value, Mapping):
        return mapping_text({key: literal(item) for key, item in value.items()})
    raise LayerloomError(f"A {type(value).__name__} cannot be written as Python source.")


def config_value(value: Any) -> str:
    """Write an argument of a constructor.

    A config is JSON, in which tuples are lists. Whole numbers in a list (a shape, a kernel's size,
    axes) and pairs of numbers (a range) are written as the tuples that they are in Keras' guides.
    """
    if is_object(value):
        path = value["class_name"]
        return f"{public_path(path)}{call_text(object_arguments(path, value.get('config') or {}))}"
    if isinstance(value, (list, tuple)):
        texts = [config_value(item) for item in value]
        return sequence_text(texts) if _is_tuple(value) else f"[{', '.join(texts)}]"
    if isinstance(value, Mapping):
        return mapping_text({key: config_value(item) for key, item in value.items()})
    return _fraction(value) if type(value) is float else literal(value)


def _fraction(value: float) -> str:
    """A number as people write it: `1.0 / 255` where it is just that and else has no short form."""
    text = literal(value)
    if len(text) < _SHORT or not 1e-9 < abs(value) < 1:
        return text
    for below in (round(1 / abs(value)), round(1 / abs(value), 1)):
        if 1.0 / below == abs(value):
            return f"{'-' if value < 0 else ''}1.0 / {below}"
    return text


def object_arguments(path: str, config: Mapping[str, Any]) -> Arguments:
    """The arguments that a constructor needs for a config: defaults left out, in signature order.

    The `weights` of a model of `keras.applications` are never left out: people look for them.

    Args:
        path: Public path of the class, such as `"keras.layers.Dense"`.
        config: Arguments by name.
    """
    names, _ = _signature(path)
    entry = catalogue.find(path)
    leading = _LEADING.get(path, ()) if entry is None else entry.leading
    ordered = [name for name in names if name in config]
    ordered += [name for name in config if name not in names]
    written: Arguments = []
    for position, name in enumerate(ordered):
        value = config[name]
        by_position = leading[position : position + 1] == (name,) and len(written) == position
        telling = path.startswith(APPLICATIONS) and name == "weights"
        if telling or not same_as_default(path, name, value):
            written.append((None if by_position else argument_name(name), config_value(value)))
    return written


def is_object(value: Any) -> bool:
    """Whether a config value stands for an object: an initializer, a wrapped layer, a cell …"""
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("class_name"), str)
        and value.keys() <= {"class_name", "config"}
    )


def nested_layers(layer: Layer) -> list[tuple[str, Mapping[str, Any]]]:
    """Path and config of every layer or cell among a layer's arguments, at any depth."""
    found: list[tuple[str, Mapping[str, Any]]] = []
    pending: list[Any] = [layer.config]
    while pending:
        value = pending.pop()
        if is_object(value) and value["class_name"].startswith("keras.layers."):
            found.append((value["class_name"], value.get("config") or {}))
        if isinstance(value, Mapping):
            pending += value.values()
        elif isinstance(value, (list, tuple)):
            pending += value
    return found


def public_path(path: str) -> str:
    """Write a public name of Keras as the generated imports make it available.

    Raises:
        LayerloomError: If it is no dotted name below `keras`.
    """
    if not _PATH.fullmatch(path):
        raise LayerloomError(f"{path!r} is no public name of Keras.")
    return re.sub(r"^keras\.(?=(layers|ops)\.)", "", path)


def default(path: str, name: str) -> Any:
    """What a constructor takes for an argument that is not given.

    Args:
        path: Public path of the class.
        name: The argument.

    Returns:
        `...` if it has to be given.
    """
    return _signature(path)[1].get(name, ...)


def same_as_default(path: str, name: str, value: Any) -> bool:
    """Whether an argument of a constructor has the value that it has if it is left out.

    Args:
        path: Public path of the class.
        name: The argument.
        value: Its value, as in a config.
    """
    defaults = _signature(path)[1]
    return name in defaults and _same(value, defaults[name])


def argument_name(name: str) -> str:
    """Write the name of a keyword argument.

    Raises:
        LayerloomError: If it is no identifier.
    """
    if not name.isidentifier() or not name.isascii() or keyword.iskeyword(name):
        raise LayerloomError(f"{name!r} cannot be the name of an argument.")
    return name


def call_text(arguments: Iterable[tuple[str | None, str]]) -> str:
    """Write the parentheses of a call."""
    written = [text if name is None else f"{name}={text}" for name, text in arguments]
    return f"({', '.join(written)})"


def sequence_text(texts: Sequence[str]) -> str:
    """Write a tuple of expressions."""
    return f"({texts[0]},)" if len(texts) == 1 else f"({', '.join(texts)})"


def mapping_text(texts: Mapping[str, str]) -> str:
    """Write a dict of expressions."""
    return "{" + ", ".join(f"{key!r}: {text}" for key, text in texts.items()) + "}"


def _is_tuple(value: Sequence[Any]) -> bool:
    if len(value) == 2 and all(type(item) in (int, float) for item in value):
        return True
    return all(
        _is_tuple(item)
        if isinstance(item, (list, tuple))
        else item is None or type(item) in (int, Verbatim)
        for item in value
    )


def _same(value: Any, default: Any) -> bool:
    if isinstance(value, (list, tuple)) and isinstance(default, (list, tuple)):
        return len(value) == len(default) and all(map(_same, value, default))
    return type(value) is type(default) and bool(value == default)


@lru_cache(maxsize=1024)
def _signature(path: str) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Names of a constructor's parameters, and the defaults of those that have one."""
    target = catalogue.resolve(path)
    # Layers also define `__new__(cls, *args, **kwargs)`, which tells nothing.
    function = target.__init__ if inspect.isclass(target) else target
    parameters = inspect.signature(function).parameters.values()
    usual = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    named = [p for p in parameters if p.kind in usual and p.name != "self"]
    defaults = {p.name: p.default for p in named if p.default is not _REQUIRED}
    return tuple(p.name for p in named), defaults
