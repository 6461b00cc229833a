"""Methods of texts, lists, dicts and sets: those that can do no harm."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from model_codegen.design.wording import shorten
from model_codegen.importers.source.bounds import LONGEST_STRING, MOST_ITEMS, Budget, NotFollowed
from model_codegen.importers.source.python.arithmetic import FAULTS, known, plain, printable

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
    budget: Budget, owner: Any, name: str, args: list[Any], kwargs: dict[str, Any]
) -> Any:
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
    kind = type(owner)
    if kind is str:
        return _string(budget, owner, name, args, kwargs)
    for value in (*args, *kwargs.values()):
        budget.weigh(value)
    if kind is dict:
        return _dict(budget, owner, name, args, kwargs)
    if name in ("item", "numpy"):
        return owner
    if name == "as_list":
        return list(owner)
    if name in ("index", "count", "remove") and kind in (list, tuple):
        budget.spend(len(owner) // 16)
    if name in ("extend", "update", "union"):
        args = [_items(argument) for argument in args]
    if name == "sort":
        known(owner)
        return _sort(owner, kwargs)
    if name in ("append", "insert", "extend", "add", "update"):
        more = sum(len(a) if type(a) in (list, tuple, set) else 1 for a in args)
        if len(owner) + more > MOST_ITEMS:
            raise NotFollowed("the list is too long")
    try:
        result = getattr(owner, name)(*args, **kwargs)
    except FAULTS as error:
        raise NotFollowed(f"Python would say: {shorten(str(error))[:100]}") from None
    if name in ("append", "insert", "extend", "add"):
        budget.weigh(owner)
    return result


def _string(budget: Budget, owner: str, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
    if name == "join":
        (items,) = args if len(args) == 1 else ([],)
        items = _items(items)
        if not all(type(item) is str for item in items):
            raise NotFollowed("not all parts of the text are known")
        if sum(map(len, items)) + len(owner) * len(items) > LONGEST_STRING:
            raise NotFollowed("the text is too long")
        return owner.join(items)
    for value in (*args, *kwargs.values()):
        printable(budget, value)
    if name == "format" and (_WIDE.search(owner) or re.search(r"\{[^}]*[.\[]", owner)):
        raise NotFollowed("the text is not followed")
    if name in ("ljust", "rjust", "center", "zfill"):
        _check_width(args)
    if name == "replace" and len(args) >= 2 and all(type(a) is str for a in args[:2]):
        _check_replaced(owner, args[0], args[1])
    method: Callable[..., Any] = getattr(owner, name)
    return plain(budget, lambda *values: method(*values, **kwargs), *args)


def _check_replaced(owner: str, old: str, new: str) -> None:
    if owner.count(old) * max(1, len(new)) > LONGEST_STRING:
        raise NotFollowed("the text is too long")


def _check_width(args: list[Any]) -> None:
    if not args or type(args[0]) is not int or args[0] > LONGEST_STRING:
        raise NotFollowed("the text is too long")


def _dict(
    budget: Budget, owner: dict[Any, Any], name: str, args: list[Any], kwargs: dict[str, Any]
) -> Any:
    if name in ("keys", "values", "items"):
        return list(getattr(owner, name)())
    if args and name != "update":
        known(args[0])
    if name == "update":
        args = [argument if type(argument) is dict else _items(argument) for argument in args]
        if len(owner) + sum(map(len, args)) + len(kwargs) > MOST_ITEMS:
            raise NotFollowed("the dict is too large")
    if name == "setdefault" and len(owner) >= MOST_ITEMS:
        raise NotFollowed("the dict is too large")
    try:
        result = getattr(owner, name)(*args, **kwargs)
    except FAULTS as error:
        raise NotFollowed(f"there is no {shorten(str(error))[:60]}") from None
    if name in ("update", "setdefault"):
        budget.weigh(owner)
    return result


def _items(value: Any) -> list[Any]:
    """The items of something that can be iterated over."""
    if type(value) in (list, tuple, set, frozenset, dict, str):
        return list(value)
    if type(value) is range and len(value) <= MOST_ITEMS:
        return list(value)
    known(value)
    raise NotFollowed("it has no items that are known")


def _sort(owner: list[Any], kwargs: dict[str, Any]) -> None:
    if kwargs.keys() - {"reverse"} or not all(type(v) in (bool, int) for v in kwargs.values()):
        raise NotFollowed("the order is not followed")
    if not all(type(item) in (int, float, str, bool) for item in owner):
        raise NotFollowed("the order is not known")
    try:
        owner.sort(**kwargs)
    except TypeError as error:
        raise NotFollowed(f"Python would say: {error}") from None
