"""Python's built-in functions on sequences: `len`, `zip`, `sorted` …"""

from __future__ import annotations

from collections.abc import Callable

from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.interpreter.operators import add
from model_codegen.importers.source.keras import op_calls
from model_codegen.importers.source.python.arithmetic import known, plain
from model_codegen.importers.source.python.iteration import items
from model_codegen.importers.source.python.truth import truth
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.values import Array, Tensor, Unknown, Value


def _length(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Value:
    (value,) = args if len(args) == 1 else (None,)
    if isinstance(value, (Tensor, Array)):
        shape = op_calls.shape(reading, value)
        if shape and shape[0] is not None:
            return shape[0]
        raise NotFollowed("how long this is is not known")
    return plain(reading.budget, len, value)


def _enumerate(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> list[Value]:
    start = kwargs.get("start", args[1] if len(args) > 1 else 0)
    known(start)
    if type(start) is not int or not args:
        raise NotFollowed("where the count starts is not known")
    return list(enumerate(items(reading.budget, args[0]), start))


def _zip(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> list[Value]:
    return reading.budget.weigh(list(zip(*[items(reading.budget, a) for a in args], strict=False)))


def _map(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> list[Value]:
    if len(args) < 2:
        raise NotFollowed("`map` lacks arguments")
    rows = zip(*[items(reading.budget, each) for each in args[1:]], strict=False)
    return [reading.invoke(reading, args[0], list(row), {}, reading.position.line) for row in rows]


def _filter(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> list[Value]:
    if len(args) != 2:
        raise NotFollowed("`filter` lacks arguments")
    kept = []
    for item in items(reading.budget, args[1]):
        wanted = item
        if args[0] is not None:
            wanted = reading.invoke(reading, args[0], [item], {}, reading.position.line)
        found = truth(wanted)
        if isinstance(found, Unknown):
            raise NotFollowed(found.reason)
        if found:
            kept.append(item)
    return kept


def _reversed(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> list[Value]:
    return items(reading.budget, args[0] if args else None)[::-1]


def _sorted(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Value:
    values = items(reading.budget, args[0] if args else None)
    if kwargs.keys() - {"reverse"} or not all(type(v) in (int, float, str, bool) for v in values):
        raise NotFollowed("the order is not followed")
    return plain(reading.budget, lambda v: sorted(v, reverse=bool(kwargs.get("reverse"))), values)


def _sum(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Value:
    values = items(reading.budget, args[0] if args else None)
    total = args[1] if len(args) > 1 else kwargs.get("start", 0)
    for value in values:
        if type(total) is int and total == 0 and isinstance(value, Tensor) and value is values[0]:
            total = op_calls.operator(reading, "Add", [total, value], reading.position.line)
        else:
            total = add(reading, total, value, reading.position.line)
        if isinstance(total, Unknown):
            raise NotFollowed(total.reason)
    return total


def _extreme(function: Callable[..., Value]) -> Callable[..., Value]:
    def find(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Value:
        values = items(reading.budget, args[0]) if len(args) == 1 else args
        for value in values:
            known(value)
        if kwargs.keys() - {"default"}:
            raise NotFollowed("the order is not followed")
        return plain(reading.budget, lambda found: function(found, **kwargs), values)

    return find


def _all(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> bool:
    return all(_truths(reading, args))


def _any(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> bool:
    return any(_truths(reading, args))


def _truths(reading: Reading, args: list[Value]) -> list[bool]:
    found = [truth(value) for value in items(reading.budget, args[0] if args else None)]
    for value in found:
        if isinstance(value, Unknown):
            raise NotFollowed(value.reason)
    return [bool(value) for value in found]


FUNCTIONS: dict[str, Callable[[Reading, list[Value], dict[str, Value]], Value]] = {
    "all": _all,
    "any": _any,
    "enumerate": _enumerate,
    "filter": _filter,
    "len": _length,
    "map": _map,
    "max": _extreme(max),
    "min": _extreme(min),
    "reversed": _reversed,
    "sorted": _sorted,
    "sum": _sum,
    "zip": _zip,
}
"""By name."""
