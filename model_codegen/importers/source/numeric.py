"""Functions of `math` and `numpy` that work out numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from model_codegen.importers.source.arithmetic import known, plain
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.iteration import items
from model_codegen.importers.source.session import Session

NUMBERS: dict[str, Callable[..., Any]] = {
    "ceil": math.ceil,
    "cos": math.cos,
    "exp": math.exp,
    "floor": math.floor,
    "gcd": math.gcd,
    "isqrt": math.isqrt,
    "log": math.log,
    "log10": math.log10,
    "log2": math.log2,
    "pow": math.pow,
    "sin": math.sin,
    "sqrt": math.sqrt,
    "tanh": math.tanh,
    "trunc": math.trunc,
}
"""Functions of `math` and `numpy` on numbers."""


_FOLDS = frozenset({"max", "min", "prod", "sum"})


_NUMBER_TYPES: dict[str, Callable[..., Any]] = {
    "float32": float,
    "float64": float,
    "int32": int,
    "int64": int,
}


CONSTANTS = {"pi": math.pi, "e": math.e, "inf": math.inf, "nan": math.nan, "newaxis": None}
"""Numbers of `math` and `numpy`."""


def number(session: Session, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """Call a function of `math` or `numpy` on numbers.

    Raises:
        NotFollowed: If it is none of them, or the result is not known.
    """
    if name in _FOLDS and len(args) == 1 and not kwargs:
        values = items(session, args[0])
        for value in values:
            known(value)
        if not all(type(v) in (int, float, bool) for v in values):
            raise NotFollowed("these are no numbers")
        if name == "prod":
            if sum(int(v).bit_length() for v in values if type(v) is int) > 2048:
                raise NotFollowed("the number is too large")
            return plain(session.budget, math.prod, values)
        if name == "sum":
            return plain(session.budget, sum, values)
        return plain(session.budget, max if name == "max" else min, values)
    if name in _NUMBER_TYPES and len(args) == 1:
        return plain(session.budget, _NUMBER_TYPES[name], *args)
    if name in NUMBERS and args and not kwargs:
        for value in args:
            known(value)
        return plain(session.budget, NUMBERS[name], *args)
    raise NotFollowed(f"`{name}` is not run")


def is_number_module(path: str) -> bool:
    """Whether a path names a function of `math` or `numpy` on numbers."""
    module = path.partition(".")[0]
    name = path.rpartition(".")[2]
    known = name in NUMBERS or name in _FOLDS or name in _NUMBER_TYPES
    return module in ("math", "numpy") and path.count(".") == 1 and known
