"""Methods of texts, lists, dicts and sets: those that can do no harm."""

from __future__ import annotations

import re
from collections.abc import Callable

from model_codegen.design.wording import shorten
from model_codegen.importers.source.bounds import LONGEST_STRING, MOST_ITEMS, Budget, NotFollowed
from model_codegen.importers.source.python.arithmetic import (
    FAULTS,
    known,
    plain,
    printable,
    refused,
)
from model_codegen.importers.source.values import Value

_STRING = frozenset({
    "capitalize", "casefold", "count", "endswith", "find", "index", "isalnum", "isalpha", "isdigit",
    "islower", "isupper", "lower", "lstrip", "partition", "removeprefix", "removesuffix", "rfind",
    "rpartition", "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "swapcase",
    "title", "upper",
})  # fmt: skip
_LIST = frozenset({"append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove",
                   "reverse", "as_list"})  # fmt: skip
_DICT = frozenset({"clear", "copy", "get", "items", "keys", "pop", "setdefault", "update",
                   "values"})  # fmt: skip
_SET = frozenset({"add", "copy", "difference", "discard", "intersection", "issubset", "issuperset",
                  "union", "update"})  # fmt: skip

KNOWN: dict[type, frozenset[str]] = {
    str: _STRING | {"center", "format", "join", "ljust", "replace", "rjust", "zfill"},
    list: _LIST | {"sort"},
    tuple: frozenset({"count", "index", "as_list"}),
    dict: _DICT,
    set: _SET,
    frozenset: _SET,
    int: frozenset({"bit_length", "item", "numpy"}),
    float: frozenset({"is_integer", "item", "numpy"}),
}
"""By type: its methods."""

_WIDE = re.compile(r":[^}]*([1-9]\d{3,}|\{)")


def call_method(
    budget: Budget, owner: Value, name: str, args: list[Value], kwargs: dict[str, Value]
) -> Value:
    """Call a method of a plain value.

    Args:
        budget: What it may cost.
        owner: The value.
        name: A method in `KNOWN`.
        args: Its arguments.
        kwargs: Its arguments by name.

    Raises:
        NotFollowed: If it cannot be known, Python would raise, or the value would be too large.
    """
    budget.weigh(owner)
    if isinstance(owner, str):
        return _string(budget, owner, name, args, kwargs)
    for value in (*args, *kwargs.values()):
        budget.weigh(value)
    if isinstance(owner, dict):
        return _dict(budget, owner, name, args, kwargs)
    if not isinstance(owner, (list, tuple, set, frozenset)):
        return owner if name in ("item", "numpy") else _called(owner, name, args, kwargs)
    if name == "as_list":
        return list(owner)
    if name in ("index", "count", "remove"):
        budget.spend(len(owner) // 16)
    if name in ("extend", "update", "union"):
        args = [_items(argument) for argument in args]
    if isinstance(owner, list) and name == "sort":
        known(owner)
        _sort(owner, kwargs)
        return None
    if name in ("append", "insert", "extend", "add", "update"):
        more = sum(len(a) if isinstance(a, (list, tuple, set)) else 1 for a in args)
        if len(owner) + more > MOST_ITEMS:
            raise NotFollowed("the list is too long")
    result = _called(owner, name, args, kwargs)
    if name in ("append", "insert", "extend", "add"):
        budget.weigh(owner)
    return result


def _called(owner: Value, name: str, args: list[Value], kwargs: dict[str, Value]) -> Value:
    method: Callable[..., Value] = getattr(owner, name)
    try:
        return method(*args, **kwargs)
    except FAULTS as error:
        raise refused(error) from None


def _string(
    budget: Budget, owner: str, name: str, args: list[Value], kwargs: dict[str, Value]
) -> Value:
    if name == "join":
        items = _items(args[0]) if len(args) == 1 else []
        texts = [item for item in items if isinstance(item, str)]
        if len(texts) < len(items):
            raise NotFollowed("not all parts of the text are known")
        if sum(map(len, texts)) + len(owner) * len(texts) > LONGEST_STRING:
            raise NotFollowed("the text is too long")
        return owner.join(texts)
    for value in (*args, *kwargs.values()):
        printable(budget, value)
    if name == "format" and (_WIDE.search(owner) or re.search(r"\{[^}]*[.\[]", owner)):
        raise NotFollowed("the text is not followed")
    if name in ("ljust", "rjust", "center", "zfill"):
        _check_width(args)
    match name, args:
        case "replace", [str(old), str(new), *_]:
            _check_replaced(owner, old, new)
    method: Callable[..., Value] = getattr(owner, name)
    return plain(budget, lambda *values: method(*values, **kwargs), *args)


def _check_replaced(owner: str, old: str, new: str) -> None:
    if owner.count(old) * max(1, len(new)) > LONGEST_STRING:
        raise NotFollowed("the text is too long")


def _check_width(args: list[Value]) -> None:
    if not args or type(args[0]) is not int or args[0] > LONGEST_STRING:
        raise NotFollowed("the text is too long")


def _dict(
    budget: Budget,
    owner: dict[Value, Value],
    name: str,
    args: list[Value],
    kwargs: dict[str, Value],
) -> Value:
    if name in ("keys", "values", "items"):
        return list(getattr(owner, name)())
    if args and name != "update":
        known(args[0])
    if name == "update":
        given = [argument if isinstance(argument, dict) else _items(argument) for argument in args]
        if len(owner) + sum(map(len, given)) + len(kwargs) > MOST_ITEMS:
            raise NotFollowed("the dict is too large")
        args = [*given]
    if name == "setdefault" and len(owner) >= MOST_ITEMS:
        raise NotFollowed("the dict is too large")
    try:
        result = getattr(owner, name)(*args, **kwargs)
    except KeyError as error:
        raise NotFollowed(f"there is no {shorten(str(error))[:60]}") from None
    except FAULTS as error:
        raise refused(error) from None
    if name in ("update", "setdefault"):
        budget.weigh(owner)
    return result


def _items(value: Value) -> list[Value]:
    """The items of something that can be iterated over."""
    if isinstance(value, (list, tuple, set, frozenset, dict, str)):
        return list(value)
    if isinstance(value, range) and len(value) <= MOST_ITEMS:
        return list(value)
    known(value)
    raise NotFollowed("it has no items that are known")


def _sort(owner: list[Value], kwargs: dict[str, Value]) -> None:
    if kwargs.keys() - {"reverse"} or not all(type(v) in (bool, int) for v in kwargs.values()):
        raise NotFollowed("the order is not followed")
    if not all(type(item) in (int, float, str, bool) for item in owner):
        raise NotFollowed("the order is not known")
    order: Callable[..., list[Value]] = sorted
    try:
        owner[:] = order(owner, **kwargs)
    except TypeError as error:
        raise refused(error) from None
