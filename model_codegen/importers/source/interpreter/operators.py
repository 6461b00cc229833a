"""Operators and indices, of plain values or of tensors."""

from __future__ import annotations

import ast

from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.keras import op_calls, placeholders
from model_codegen.importers.source.plain_values import is_plain
from model_codegen.importers.source.python import arithmetic
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.values import Array, Tensor, Unknown, Value, Weights


def binary(
    reading: Reading, kind: type[ast.operator], left: Value, right: Value, line: int
) -> Value:
    """The result of an operator, of plain values or of tensors."""
    if isinstance(left, Tensor) or isinstance(right, Tensor):
        return op_calls.operator(reading, kind.__name__, [left, right], line)
    for value in (left, right):
        if isinstance(value, Unknown):
            return value
    if isinstance(left, Array) or isinstance(right, Array):
        return op_calls.operator(reading, kind.__name__, [left, right], line)
    try:
        return arithmetic.binary(reading.budget, kind, left, right)
    except NotFollowed as error:
        return Unknown(str(error), line)


def add(reading: Reading, left: Value, right: Value, line: int) -> Value:
    """`left + right`, of plain values or of tensors."""
    return binary(reading, ast.Add, left, right, line)


def power(reading: Reading, left: Value, right: Value, line: int) -> Value:
    """`left ** right`, of plain values or of tensors."""
    return binary(reading, ast.Pow, left, right, line)


def subscript(reading: Reading, owner: Value, key: Value, line: int) -> Value:
    """The item of a value under an index or key.

    Raises:
        NotFollowed: If there is none, or it is not known.
    """
    if type(key) is str and placeholders.untold(owner) is not None:
        return placeholders.entry_of(owner, key)
    if isinstance(owner, (Tensor, Array)):
        return op_calls.index(reading, owner, key, line)
    if isinstance(owner, Weights) and isinstance(key, slice):
        return owner
    if not is_plain(owner) and not isinstance(owner, Unknown):
        return Unknown("it has no items that are known", line)
    return arithmetic.item(reading.budget, owner, key)
