"""Functions of Python's on sequences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.keras import op_calls
from model_codegen.importers.source.python.arithmetic import known, plain
from model_codegen.importers.source.python.iteration import items
from model_codegen.importers.source.python.truth import truth
from model_codegen.importers.source.session import Session
from model_codegen.importers.source.values import Array, Tensor, Unknown


def _length(session: Session, args: list[Any], kwargs: dict[str, Any]) -> Any:
    (value,) = args if len(args) == 1 else (None,)
    if isinstance(value, (Tensor, Array)):
        shape = op_calls.shape(session, value)
        if shape and shape[0] is not None:
            return shape[0]
        raise NotFollowed("how long this is is not known")
    return plain(session.budget, len, value)


def _enumerate(session: Session, args: list[Any], kwargs: dict[str, Any]) -> Any:
    start = kwargs.get("start", args[1] if len(args) > 1 else 0)
    known(start)
    if type(start) is not int or not args:
        raise NotFollowed("where the count starts is not known")
    return list(enumerate(items(session, args[0]), start))


def _zip(session: Session, args: list[Any], kwargs: dict[str, Any]) -> Any:
    return session.budget.weigh(list(zip(*[items(session, a) for a in args], strict=False)))


def _map(session: Session, args: list[Any], kwargs: dict[str, Any]) -> Any:
    if len(args) < 2:
        raise NotFollowed("`map` lacks arguments")
    rows = zip(*[items(session, each) for each in args[1:]], strict=False)
    return [session.invoke(session, args[0], list(row), {}, session.line) for row in rows]


def _filter(session: Session, args: list[Any], kwargs: dict[str, Any]) -> Any:
    if len(args) != 2:
        raise NotFollowed("`filter` lacks arguments")
    kept = []
    for item in items(session, args[1]):
        wanted = item
        if args[0] is not None:
            wanted = session.invoke(session, args[0], [item], {}, session.line)
        found = truth(wanted)
        if isinstance(found, Unknown):
            raise NotFollowed(found.reason)
        if found:
            kept.append(item)
    return kept


def _reversed(session: Session, args: list[Any], kwargs: dict[str, Any]) -> Any:
    return items(session, args[0] if args else None)[::-1]


def _sorted(session: Session, args: list[Any], kwargs: dict[str, Any]) -> Any:
    values = items(session, args[0] if args else None)
    if kwargs.keys() - {"reverse"} or not all(type(v) in (int, float, str, bool) for v in values):
        raise NotFollowed("the order is not followed")
    return plain(session.budget, lambda v: sorted(v, reverse=bool(kwargs.get("reverse"))), values)


def _sum(session: Session, args: list[Any], kwargs: dict[str, Any]) -> Any:
    from model_codegen.importers.source.interpreter.operators import add

    values = items(session, args[0] if args else None)
    total = args[1] if len(args) > 1 else kwargs.get("start", 0)
    for value in values:
        if type(total) is int and total == 0 and isinstance(value, Tensor) and value is values[0]:
            total = op_calls.operator(session, "Add", [total, value], session.line)
        else:
            total = add(session, total, value, session.line)
        if isinstance(total, Unknown):
            raise NotFollowed(total.reason)
    return total


def _extreme(function: Callable[..., Any]) -> Callable[..., Any]:
    def find(session: Session, args: list[Any], kwargs: dict[str, Any]) -> Any:
        values = items(session, args[0]) if len(args) == 1 else args
        for value in values:
            known(value)
        if kwargs.keys() - {"default"}:
            raise NotFollowed("the order is not followed")
        return plain(session.budget, lambda found: function(found, **kwargs), values)

    return find


def _all(session: Session, args: list[Any], kwargs: dict[str, Any]) -> Any:
    return all(_truths(session, args))


def _any(session: Session, args: list[Any], kwargs: dict[str, Any]) -> Any:
    return any(_truths(session, args))


def _truths(session: Session, args: list[Any]) -> list[bool]:
    found = [truth(value) for value in items(session, args[0] if args else None)]
    for value in found:
        if isinstance(value, Unknown):
            raise NotFollowed(value.reason)
    return [bool(value) for value in found]


FUNCTIONS: dict[str, Callable[[Session, list[Any], dict[str, Any]], Any]] = {
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
