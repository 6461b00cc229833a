"""`Predicate`: a question that a lesson asks of a design, and `predicate`, which makes one."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, get_type_hints

from pydantic import TypeAdapter

from app.core.lessons.facts import Facts
from app.core.lessons.verdict import Finding

T = TypeVar("T")

Python = Callable[[T], Iterator[str]]
"""Expressions that say the same of `model`, a built Keras model, with the functions of
`notebook_helpers`, and of `trains`, what those of `notebook_training` found out; none where Keras
cannot say it."""


@dataclass(frozen=True)
class Predicate:
    """A question.

    Attributes:
        name: The key in a lesson.
        takes: The type of what stands behind the key.
        argument: Reads that.
        judge: Answers it for some facts and an argument of that type. Never raises.
        python: Says it in Python.
        about: What it asks, and of what the argument is made: Markdown.
        example: Lines of YAML.
    """

    name: str
    takes: Any
    argument: TypeAdapter[Any]
    judge: Callable[[Facts, Any], Finding]
    python: Callable[[Any], Iterator[str]]
    about: str
    example: str


def predicate(
    name: str, python: Python[T] | None = None
) -> Callable[[Callable[[Facts, T], Finding]], Predicate]:
    """Make a predicate of a function of facts and an argument.

    The type of the argument is read from its annotation, the documentation from its docstring:
    what stands in it under `Example:` is YAML.

    Args:
        name: The key in a lesson.
        python: Expressions that say the same of a built model.
    """

    def made(judge: Callable[[Facts, T], Finding]) -> Predicate:
        _, argument = list(get_type_hints(judge, include_extras=True).items())[:2]
        about, _, example = (inspect.getdoc(judge) or "").partition("\n\nExample:\n")
        return Predicate(
            name,
            argument[1],
            TypeAdapter(argument[1]),
            judge,
            python or _nothing,
            about.strip(),
            inspect.cleandoc(example),
        )

    return made


def _nothing(_: Any) -> Iterator[str]:
    yield from ()
