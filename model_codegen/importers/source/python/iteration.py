"""What a loop goes over."""

from __future__ import annotations

from typing import Any

from model_codegen.importers.source.bounds import MOST_ITEMS, NotFollowed
from model_codegen.importers.source.keras import op_calls
from model_codegen.importers.source.python import arithmetic
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.values import Cursor, Tensor


def items(reading: Reading, value: Any) -> list[Any]:
    """The items of something that can be iterated over.

    Args:
        reading: The reading.
        value: Anything.

    Raises:
        NotFollowed: If they are not known, or too many.
    """
    if type(value) is range:
        if len(value) > MOST_ITEMS:
            raise NotFollowed(f"a loop has {len(value):,} rounds")
        return list(value)
    if type(value) in (list, tuple, dict, set, frozenset, str):
        reading.budget.spend(len(value) // 16)
        return list(value)
    if isinstance(value, Cursor):
        rest, value.place = value.items[value.place :], len(value.items)
        return rest
    if isinstance(value, Tensor):
        return op_calls.unpacked(reading, value)
    arithmetic.known(value)
    raise NotFollowed("it has no items that are known")
