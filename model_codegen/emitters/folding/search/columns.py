"""One slot at every place: its values, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from model_codegen.emitters.folding.slot_values import ABSENT
from model_codegen.emitters.folding.steps import Slot


@dataclass
class Column:
    """The values of a slot at every place, or of one element of the lists in it."""

    step: int
    slot: Slot
    hint: str
    values: list[Any]
    element: int | None = None

    def say(self, found: list[dict[Slot, Any]], value: Any) -> None:
        """Say the slot's value in terms of parameters."""
        slots = found[self.step]
        if self.element is None:
            slots[self.slot] = value
        else:
            items = slots[self.slot]
            slots[self.slot] = [*items[: self.element], value, *items[self.element + 1 :]]


def equal(one: Any, other: Any) -> bool:
    """Whether two values are the same argument; tuples are lists, and 1 is not 1.0."""
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(equal, one, other))
    return type(one) is type(other) and bool(one == other)


def agree(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Whether two columns can be one."""
    return all(a is ABSENT or b is ABSENT or equal(a, b) for a, b in zip(one, other, strict=True))


def together(one: Sequence[Any], other: Sequence[Any]) -> list[Any]:
    """What two columns that agree say together."""
    return [b if a is ABSENT else a for a, b in zip(one, other, strict=True)]
