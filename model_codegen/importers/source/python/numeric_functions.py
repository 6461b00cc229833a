"""Functions of `math`, `numpy`, `keras.ops` and TensorFlow that work out numbers."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable

from model_codegen.importers.source.bounds import MOST_BITS, Budget, NotFollowed
from model_codegen.importers.source.plain_values import is_listed, is_number
from model_codegen.importers.source.python.arithmetic import known, plain
from model_codegen.importers.source.python.iteration import items
from model_codegen.importers.source.values import Value

NUMBERS: dict[str, Callable[..., Value]] = {
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


_FOLDS: dict[str, Callable[..., Value]] = {
    "max": max,
    "min": min,
    "prod": math.prod,
    "sum": sum,
}


_NUMBER_TYPES: dict[str, Callable[..., Value]] = {
    "float32": float,
    "float64": float,
    "int32": int,
    "int64": int,
}


_OPS: dict[str, Callable[..., Value]] = {
    **NUMBERS,
    "absolute": abs,
    "add": operator.add,
    "arccos": math.acos,
    "arcsin": math.asin,
    "arctan": math.atan,
    "divide": operator.truediv,
    "erf": math.erf,
    "floor_divide": operator.floordiv,
    "maximum": max,
    "minimum": min,
    "mod": operator.mod,
    "multiply": operator.mul,
    "negative": operator.neg,
    "power": pow,
    "rsqrt": lambda x: 1 / math.sqrt(x),
    "square": lambda x: x * x,
    "subtract": operator.sub,
    "tan": math.tan,
    "true_divide": operator.truediv,
}
"""Functions of `keras.ops` on numbers."""

_MOST_SPACED = 10_000


CONSTANTS = {"pi": math.pi, "e": math.e, "inf": math.inf, "nan": math.nan, "newaxis": None}
"""Numbers of `math` and `numpy`."""


def number(budget: Budget, name: str, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """Call a function of `math` or `numpy` on numbers.

    Raises:
        NotFollowed: If it is none of them, or the result is not known.
    """
    if name in _FOLDS and len(args) == 1 and not kwargs:
        values = items(budget, args[0])
        for value in values:
            known(value)
        if not all(is_number(value) for value in values):
            raise NotFollowed("these are no numbers")
        if name == "prod" and sum(v.bit_length() for v in values if type(v) is int) > MOST_BITS:
            raise NotFollowed("the number is too large")
        return plain(budget, _FOLDS[name], values)
    if name == "linspace":
        return _spaced(dict(zip(("start", "stop", "num"), args, strict=False)) | kwargs)
    if name in _NUMBER_TYPES and len(args) == 1:
        return plain(budget, _NUMBER_TYPES[name], *args)
    if name in NUMBERS and args and not kwargs:
        for value in args:
            known(value)
        return plain(budget, NUMBERS[name], *args)
    raise NotFollowed(f"`{name}` is not run")


def of_op(budget: Budget, name: str, arguments: dict[str, Value]) -> Value:
    """Call a function of `keras.ops` on numbers, such as `ops.sqrt(64)`.

    Args:
        budget: What it may cost.
        name: Its name.
        arguments: Its arguments, in order.

    Raises:
        NotFollowed: If it is none of them, or is given no numbers.
    """
    values = list(arguments.values())
    numbers = [value for value in values if is_number(value)]
    if name == "cast" and len(values) == 2 and is_number(values[0]):
        dtype = str(values[1])
        kind: Callable[..., float] = float if "float" in dtype else bool if dtype == "bool" else int
        return plain(budget, kind, values[0])
    if name == "convert_to_tensor" and values and is_number(values[0]):
        return values[0]
    if name in _FOLDS and len(values) == 1 and is_listed(values[0]):
        return number(budget, name, values, {})
    if name in _OPS and numbers and len(numbers) == len(values):
        if name == "power" and abs(numbers[-1]) > _MOST_SPACED:
            raise NotFollowed("the number is too large")
        return plain(budget, _OPS[name], *numbers)
    raise NotFollowed(f"`{name}` is given no tensor of a model")


def _spaced(given: dict[str, Value]) -> list[float]:
    """`numpy.linspace`."""
    import numpy as np

    ends = (given.get("start"), given.get("stop"))
    num = given.get("num", 50)
    if given.keys() - {"start", "stop", "num", "dtype"}:
        raise NotFollowed("how the numbers are spaced is not followed")
    if type(num) is not int or not 0 <= num <= _MOST_SPACED:
        raise NotFollowed("how many numbers these are is not known")
    numbers = [end for end in ends if is_number(end) and abs(end) < 1e300]
    if len(numbers) < len(ends):
        raise NotFollowed("between which numbers these are is not known")
    start, stop = numbers
    return [float(value) for value in np.linspace(start, stop, num)]


def is_number_module(path: str) -> bool:
    """Whether a path names a function of `math` or `numpy` on numbers."""
    module = path.partition(".")[0]
    name = path.rpartition(".")[2]
    known = name in NUMBERS or name in _FOLDS or name in _NUMBER_TYPES or name == "linspace"
    return module in ("math", "numpy") and path.count(".") == 1 and known
