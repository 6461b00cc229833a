"""What reading a text may cost: steps, sizes, depths. No hostile text goes beyond them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")

LONGEST_TEXT = 1_000_000
"""Most characters of a text."""

MOST_STEPS = 250_000
"""Most expressions and statements that are followed; about a second."""

MOST_IDLE = 10_000
"""Most of them in a row in which no layer is made: code that works on data, not on a model."""

MOST_ITEMS = 50_000
"""Most items of a value, those inside counted, and most rounds of one loop."""

LONGEST_STRING = 100_000
"""Most characters of a string."""

MOST_BITS = 2048
"""Size of the largest whole number."""

DEEPEST_CALL = 24
"""How deep functions of the text may call one another."""

DEEPEST_EXPRESSION = 60
"""How deep an expression or statement may be nested."""

MOST_LAYERS = 20_000
"""Most layers and calls of layers."""

MOST_APPLICATIONS = 24
"""Most models of `keras.applications`, each of which takes Keras a second."""


class NotFollowed(Exception):  # noqa: N818, it is no error of anybody
    """An expression whose value cannot be known here; the message says why, as a sentence's end."""


class OutOfBounds(Exception):  # noqa: N818, it is no error of anybody
    """The text takes more steps than are given to it."""


class Idle(OutOfBounds):
    """Too many steps were taken in which no layer was made."""


@dataclass
class Budget:
    """What a reading may still cost.

    Attributes:
        steps: How many steps are left.
        idle: How many were taken since a layer was made.
        layers: How many layers and calls there are.
        applications: How many models of `keras.applications` were made.
        worked_out: What Keras has worked out in this reading.
    """

    steps: int = MOST_STEPS
    idle: int = 0
    layers: int = 0
    applications: int = 0
    worked_out: set[Hashable] = field(default_factory=set)

    def spend(self, steps: int = 1) -> None:
        """Use up steps.

        Raises:
            Idle: If so many were taken without a layer being made.
            OutOfBounds: If there are none left.
        """
        self.steps -= steps
        self.idle += steps
        if self.steps < 0:
            raise OutOfBounds
        if self.idle > MOST_IDLE:
            raise Idle

    def make(self) -> None:
        """Count something made of Keras: a layer, a model, a call.

        Raises:
            OutOfBounds: If there are too many.
        """
        self.layers += 1
        self.idle = 0
        self.spend(8)
        if self.layers > MOST_LAYERS:
            raise OutOfBounds

    def make_application(self) -> None:
        """Count a model of `keras.applications`.

        Raises:
            OutOfBounds: If there are too many.
        """
        self.applications += 1
        if self.applications > MOST_APPLICATIONS:
            raise OutOfBounds

    def work_out(self, what: Hashable) -> None:
        """Count something that Keras works out, once in a reading.

        Also where it is known from another one: every reading of a text takes the same steps.

        Args:
            what: A key of it.
        """
        if what not in self.worked_out:
            self.worked_out.add(what)
            self.spend(40)

    def weigh(self, value: T) -> T:
        """Let a value pass that is no larger than values may be.

        Containers may hold one another many times over, so that what is small in memory takes
        forever to walk through; each use counts here.

        Raises:
            NotFollowed: If it is too large, or nested too deeply.
            OutOfBounds: If there are no steps left.
        """
        if isinstance(value, int):
            if value.bit_length() > MOST_BITS:
                raise NotFollowed("the number is too large")
        elif isinstance(value, (str, bytes)):
            if len(value) > LONGEST_STRING:
                raise NotFollowed("the text is too long")
            self.spend(len(value) // 512)
        elif isinstance(value, (list, tuple, dict, set, frozenset)):
            self._walk(value)
        return value

    def _walk(self, value: object) -> None:
        """Spend a step for every few items, those inside counted each time that they are held."""
        count = 0
        stack: list[tuple[object, int]] = [(value, 0)]
        while stack:
            item, depth = stack.pop()
            if isinstance(item, (list, tuple, set, frozenset, dict)):
                count += 1 + len(item)
                if count > MOST_ITEMS or depth > DEEPEST_EXPRESSION:
                    self.spend(count // 16)
                    raise NotFollowed("the value is too large")
                inside = [*item.keys(), *item.values()] if isinstance(item, dict) else item
                stack += [(part, depth + 1) for part in inside]
            elif type(item) is str:
                count += len(item) // 64
        self.spend(count // 16)
