"""Values of Python itself, which stand for themselves: what kind of them a value is.

Kinds are asked for by the exact type, so that neither a bool passes for a number of another kind
nor an object of a library for a list.
"""

from __future__ import annotations

from typing import TypeAlias, TypeGuard

from model_codegen.importers.source.values import Value

PLAIN = (type(None), bool, int, float, str, bytes, tuple, list, dict, set, frozenset, range, slice,
         type(...))  # fmt: skip
"""Types whose values stand for themselves."""

Listed: TypeAlias = list[Value] | tuple[Value, ...]
Shape: TypeAlias = list[int | None] | tuple[int | None, ...]
"""Sizes of a tensor as a text writes them; None where a size is open."""


def is_plain(value: Value) -> bool:
    """Whether a value is one of Python's own."""
    return type(value) in PLAIN


def is_listed(value: Value) -> TypeGuard[Listed]:
    """Whether a value is a list or tuple."""
    return type(value) in (list, tuple)


def is_number(value: Value) -> TypeGuard[int | float]:
    """Whether a value is a number; bools count as numbers, as in Python."""
    return type(value) in (int, float, bool)


def is_shape(value: Value) -> TypeGuard[Shape]:
    """Whether a value is a list or tuple of whole numbers and `None`."""
    return is_listed(value) and all(size is None or type(size) is int for size in value)
