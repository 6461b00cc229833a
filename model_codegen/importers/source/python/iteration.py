"""What a loop goes over."""

from __future__ import annotations

from model_codegen.importers.source.bounds import MOST_ITEMS, Budget, NotFollowed
from model_codegen.importers.source.python import arithmetic
from model_codegen.importers.source.python_values import Cursor
from model_codegen.importers.source.values import Tensor, Value, Weights


def rounds(value: range) -> int:
    """How many items a range has; `len` refuses more than an index can count.

    Args:
        value: The range.
    """
    return max(0, -((value.start - value.stop) // value.step))


def items(budget: Budget, value: Value) -> list[Value]:
    """The items of something that can be iterated over.

    Args:
        budget: What it may cost.
        value: Anything.

    Raises:
        NotFollowed: If they are not known, or too many.
    """
    if isinstance(value, range):
        if (count := rounds(value)) > MOST_ITEMS:
            raise NotFollowed(f"a loop has {count:,} rounds")
        return list(value)
    if isinstance(value, (list, tuple, dict, set, frozenset, str)):
        budget.spend(len(value) // 16)
        return list(value)
    if isinstance(value, Cursor):
        rest, value.place = value.items[value.place :], len(value.items)
        return rest
    if isinstance(value, Tensor):
        raise NotFollowed("a symbolic tensor cannot be taken apart; use `ops.unstack`")
    if isinstance(value, Weights):
        return [value]  # how many there are is not known
    arithmetic.known(value)
    raise NotFollowed("it has no items that are known")
