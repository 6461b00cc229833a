"""`int(…)`, `list(…)`, `dict(…)` and the like: Python's types as functions."""

from __future__ import annotations

from model_codegen.importers.source.bounds import Budget, NotFollowed
from model_codegen.importers.source.python.arithmetic import known, plain, printable
from model_codegen.importers.source.python.iteration import items
from model_codegen.importers.source.python.truth import truth
from model_codegen.importers.source.values import Unknown, Value

TYPES: dict[str, type] = {
    "bool": bool,
    "bytes": bytes,
    "dict": dict,
    "float": float,
    "frozenset": frozenset,
    "int": int,
    "list": list,
    "set": set,
    "str": str,
    "tuple": tuple,
}
"""By name."""


def converted(budget: Budget, name: str, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """Call one of the types.

    Args:
        budget: What it may cost.
        name: One of `TYPES`.
        args: The arguments.
        kwargs: Those by name, which only `dict` takes.

    Raises:
        NotFollowed: If what it comes to cannot be known.
    """
    if name == "dict":
        return _dict(budget, args, kwargs)
    if not args:
        return plain(budget, TYPES[name])
    value = args[0]
    if name in ("list", "tuple", "set", "frozenset"):
        found = items(budget, value)
        try:
            return budget.weigh(TYPES[name](found))
        except TypeError:
            raise NotFollowed("an item is not hashable") from None
    if name == "bool":
        result = truth(value)
        if isinstance(result, Unknown):
            raise NotFollowed(result.reason)
        return result
    if name == "str":
        printable(budget, value)
    elif type(value) not in (int, float, bool, str):
        known(value)
        raise NotFollowed("this is no number")
    if name == "bytes":
        raise NotFollowed("bytes are not followed")
    return plain(budget, TYPES[name], *args)


def _dict(budget: Budget, args: list[Value], kwargs: dict[str, Value]) -> Value:
    found: dict[Value, Value] = {}
    for argument in args:
        if isinstance(argument, dict):
            found.update(argument)
        else:
            pairs = [tuple(items(budget, pair)) for pair in items(budget, argument)]
            found.update(plain(budget, dict, pairs))
    return budget.weigh(found | kwargs)
