"""Values of Python itself and of libraries, which are not followed further."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from model_codegen.importers.source.values import Value


@dataclass(frozen=True)
class Foreign:
    """Something of a module that is not read: `numpy`, `pandas.read_csv`.

    Attributes:
        path: Its dotted path.
        config: What it was made with, if it was.
    """

    path: str
    config: Mapping[str, Value] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Builtin:
    """A function or class of Python itself."""

    name: str


@dataclass(frozen=True)
class Method:
    """A method of a value, bound to it."""

    owner: Value
    name: str


@dataclass(eq=False)
class Cursor:
    """What `iter` gives.

    Attributes:
        items: All items.
        place: How many were taken.
    """

    items: list[Value]
    place: int = 0


@dataclass(eq=False)
class Partial:
    """`functools.partial`."""

    function: Value
    args: tuple[Value, ...]
    kwargs: Mapping[str, Value]
