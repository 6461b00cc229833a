"""What the arguments of predicates are made of, as pydantic reads them out of a lesson."""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import translate
from functools import lru_cache
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    model_validator,
)

LONGEST_NAME = 200


class Argument(BaseModel):
    """An argument of several parts; a part that it does not have is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _number(value: Any) -> Any:
    """`217,537` is a text to YAML, and what anybody would write."""
    if isinstance(value, str) and value.replace(",", "").isdecimal():
        return int(value.replace(",", "")[:20])
    return value


Whole = Annotated[StrictInt, BeforeValidator(_number), Field(ge=0, le=10**15)]
"""A number of things."""

Name = Annotated[StrictStr, Field(min_length=1, max_length=LONGEST_NAME)]
"""A name, such as that of a class."""

Pattern = Annotated[StrictStr, Field(min_length=1, max_length=LONGEST_NAME)]
"""A name or several: `enc_*`."""


class Amount(Argument):
    """A number, or from when to when."""

    exactly: Whole | None = None
    at_least: Whole | None = None
    at_most: Whole | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_number(cls, value: Any) -> Any:
        value = _number(value)
        if isinstance(value, (dict, Amount)):
            return value
        return {"exactly": value}

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.exactly is None and self.at_least is None and self.at_most is None:
            raise ValueError("say a number, or at_least: and at_most:")
        return self

    def holds(self, number: int) -> bool:
        """Whether a number is asked for."""
        return (
            (self.exactly is None or number == self.exactly)
            and (self.at_least is None or number >= self.at_least)
            and (self.at_most is None or number <= self.at_most)
        )

    def __str__(self) -> str:
        if self.exactly is not None:
            return f"{self.exactly:,}"
        if self.at_most is None:
            return f"at least {self.at_least:,}"
        if self.at_least is None:
            return f"at most {self.at_most:,}"
        return f"{self.at_least:,} to {self.at_most:,}"

    @property
    def is_one(self) -> bool:
        """Whether a noun behind it is in the singular."""
        return 1 in (self.exactly, self.at_most) and self.at_least in (None, 1)

    def python(self, expression: str) -> str:
        """The same in Python, of an expression."""
        if self.exactly is not None:
            return f"{expression} == {self.exactly:_}"
        low = "" if self.at_least is None else f"{self.at_least:_} <= "
        high = "" if self.at_most is None else f" <= {self.at_most:_}"
        return f"{low}{expression}{high}"


def matches(pattern: str, *names: str) -> bool:
    """Whether one of some names is meant by a pattern."""
    return any(map(_matcher(pattern), names))


@lru_cache(maxsize=1024)
def _matcher(pattern: str) -> Callable[[str], Any]:
    """Asked of every layer for every edit."""
    if not any(special in pattern for special in "*?["):
        return pattern.__eq__
    return re.compile(translate(pattern)).match
