"""Operators and indices on values that are known, each kept in bounds."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from typing import TypeVar

from model_codegen.design.wording import shorten
from model_codegen.importers.source.bounds import (
    LONGEST_STRING,
    MOST_BITS,
    MOST_ITEMS,
    Budget,
    NotFollowed,
)
from model_codegen.importers.source.plain_values import is_listed, is_plain
from model_codegen.importers.source.python_values import Builtin
from model_codegen.importers.source.value_trees import tree_leaves
from model_codegen.importers.source.values import Array, Dim, Name, Unknown, Value

T = TypeVar("T")

FAULTS = (
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
    MemoryError,
)
"""What Python raises for operands that do not fit."""

BINARY: dict[type[ast.operator], Callable[..., Value]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.MatMult: operator.matmul,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
}

UNARY: dict[type[ast.unaryop], Callable[..., Value]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
}

COMPARE: dict[type[ast.cmpop], Callable[..., bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}

_WIDE = re.compile(r"[1-9]\d{3,}|\*")


def refused(error: Exception) -> NotFollowed:
    """What is told of a fault that Python finds: one of `FAULTS`."""
    return NotFollowed(f"Python would say: {shorten(str(error))[:100]}")


def plain(budget: Budget, function: Callable[..., T], *values: Value) -> T:
    """Apply a function of Python to plain values.

    Args:
        budget: What it may cost.
        function: One that runs no code of the values.
        values: Plain values.

    Raises:
        NotFollowed: If Python would raise, a value is not known, or the result is too large.
    """
    for value in values:
        known(value)
    for value in values:
        budget.weigh(value)
    try:
        result = function(*values)
    except FAULTS as error:
        raise refused(error) from None
    if type(result) is complex:
        raise NotFollowed("the number is complex")
    return budget.weigh(result)


def known(value: Value) -> None:
    """Make sure that a value is a plain one.

    Raises:
        NotFollowed: With the reason why it is not known.
    """
    if isinstance(value, Unknown):
        raise NotFollowed(value.reason)
    if isinstance(value, Dim):
        raise NotFollowed("the size of a batch is known only when there is one")
    if isinstance(value, Array):
        raise NotFollowed(f"it is worked out from {value.reason}, which is not there")
    if not is_plain(value):
        raise NotFollowed("this is no plain value")
    if isinstance(value, (list, tuple)):
        for item in value:
            if isinstance(item, Unknown):
                raise NotFollowed(item.reason)


def binary(budget: Budget, kind: type[ast.operator], left: Value, right: Value) -> Value:
    """The result of an operator.

    Args:
        budget: What it may cost.
        kind: The operator.
        left: A plain value.
        right: A plain value.

    Raises:
        NotFollowed: If Python would raise, or the result is too large.
    """
    if kind is ast.Mult:
        _check_repeat(left, right)
        _check_repeat(right, left)
    elif kind is ast.Pow and isinstance(left, int) and isinstance(right, int):
        if left.bit_length() * max(0, right) > MOST_BITS:
            raise NotFollowed("the number is too large")
    elif kind is ast.LShift and isinstance(right, int) and right > MOST_BITS:
        raise NotFollowed("the number is too large")
    elif kind is ast.Mod and isinstance(left, (str, bytes)):
        if isinstance(left, bytes) or _WIDE.search(left):
            raise NotFollowed("the text is too long")
        printable(budget, right)
    elif kind is ast.Add and is_listed(left) and is_listed(right) and type(left) is type(right):
        budget.spend((len(left) + len(right)) // 16)
        if len(left) + len(right) > MOST_ITEMS:
            raise NotFollowed("the list is too long")
        both = [*left, *right]
        return both if isinstance(left, list) else tuple(both)
    return plain(budget, BINARY[kind], left, right)


def _check_repeat(value: Value, count: Value) -> None:
    if isinstance(value, (str, bytes, list, tuple)) and isinstance(count, int):
        most = LONGEST_STRING if isinstance(value, (str, bytes)) else MOST_ITEMS
        if len(value) * max(0, count) > most:
            raise NotFollowed("the value is too large")


def unary(budget: Budget, kind: type[ast.unaryop], value: Value) -> Value:
    """The result of an operator with one operand.

    Raises:
        NotFollowed: If Python would raise.
    """
    return plain(budget, UNARY[kind], value)


def compare(budget: Budget, kind: type[ast.cmpop], left: Value, right: Value) -> bool:
    """The result of a comparison.

    Raises:
        NotFollowed: If it is not known, or Python would raise.
    """
    if kind in (ast.Is, ast.IsNot):
        for value in (left, right):
            if isinstance(value, Unknown):
                raise NotFollowed(value.reason)
        same = left is right
        if type(left) is type(right) and isinstance(left, (str, int, Builtin, Name)):
            same = left == right  # of which there is one in Python, and may be two here
        return same if kind is ast.Is else not same
    for value in (left, right):
        if isinstance(value, (Unknown, Array, Dim)):
            known(value)
        budget.weigh(value)
    if kind in (ast.In, ast.NotIn) and isinstance(right, (list, tuple, dict, set, frozenset)):
        budget.spend(len(right) // 16)
    elif not (kind in (ast.Eq, ast.NotEq) or (is_plain(left) and is_plain(right))):
        raise NotFollowed("this is no plain value")
    elif not (is_plain(left) and is_plain(right)) and (is_plain(left) or is_plain(right)):
        return kind is ast.NotEq
    try:
        return COMPARE[kind](left, right)
    except FAULTS as error:
        raise refused(error) from None


def item(budget: Budget, value: Value, key: Value) -> Value:
    """What stands under an index or key in a plain value.

    Raises:
        NotFollowed: If there is none, or it is not known.
    """
    known(key)
    if isinstance(value, Unknown):
        raise NotFollowed(value.reason)
    budget.weigh(key)
    try:
        if isinstance(value, dict):
            return value[key]
        if not isinstance(value, (list, tuple, str, range)):
            raise NotFollowed("it has no items that are known")
        if isinstance(key, slice):
            return budget.weigh(value[key])
        if isinstance(key, int):
            return value[key]
    except FAULTS:
        pass
    raise NotFollowed(f"there is no item {shorten(repr(key))[:60]}")


def printable(budget: Budget, value: T) -> T:
    """Let a value pass whose text is known and not too long.

    Raises:
        NotFollowed: If it is not.
    """
    budget.weigh(value)
    for leaf in tree_leaves(value):
        if type(leaf) not in (str, int, float, bool, type(None)):
            known(leaf)
            raise NotFollowed("its text is not known")
    return value


def formatted(budget: Budget, value: Value, spec: str) -> str:
    """A value as an f-string writes it.

    Raises:
        NotFollowed: If it is not known, or too long.
    """
    if _WIDE.search(spec):
        raise NotFollowed("the text is too long")
    printable(budget, value)
    return plain(budget, format, value, spec)
