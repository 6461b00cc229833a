"""`functools`, `collections` and `copy`, of Python's standard library."""

from __future__ import annotations

from collections.abc import Callable

from model_codegen.importers.source.bounds import MOST_ITEMS, NotFollowed
from model_codegen.importers.source.plain_values import is_plain
from model_codegen.importers.source.python.conversions import converted
from model_codegen.importers.source.python.iteration import items
from model_codegen.importers.source.python_values import Partial
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.value_trees import snapshot, tree_leaves
from model_codegen.importers.source.values import Value


def _partial(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Value:
    if not args:
        raise NotFollowed("`partial` is given no function")
    return Partial(args[0], tuple(args[1:]), dict(kwargs))


def _reduce(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Value:
    if len(args) < 2:
        raise NotFollowed("`reduce` lacks arguments")
    values = items(reading.budget, args[1])
    if len(args) > 2:
        values = [args[2], *values]
    if not values or len(values) > MOST_ITEMS:
        raise NotFollowed("`reduce` is given nothing")
    total = values[0]
    for value in values[1:]:
        total = reading.invoke(reading, args[0], [total, value], {}, reading.position.line)
    return total


def _ordered_dict(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Value:
    return converted(reading.budget, "dict", args, kwargs)


def _default_dict(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Value:
    return converted(reading.budget, "dict", [], kwargs)


def _copy(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Value:
    if args and all(is_plain(leaf) for leaf in tree_leaves(args[0])):
        return snapshot(reading.budget, args[0])
    raise NotFollowed("a copy is not followed")


CALLS: dict[str, Callable[[Reading, list[Value], dict[str, Value]], Value]] = {
    "collections.OrderedDict": _ordered_dict,
    "collections.defaultdict": _default_dict,
    "copy.copy": _copy,
    "copy.deepcopy": _copy,
    "functools.partial": _partial,
    "functools.reduce": _reduce,
}
"""By path. Each raises `NotFollowed` if what it comes to cannot be known."""
