"""`FieldText`: expressions for the fields of data, and the statements that they need before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


def never(names: Sequence[str]) -> str | None:
    """That there is no shorter expression for fields side by side."""
    return None


@dataclass(frozen=True)
class FieldText:
    """How fields are read.

    Attributes:
        fields: An expression for each field.
        imports: What is imported, a statement each.
        constants: What stands below the imports.
        definitions: Functions, as source.
        statements: What is done first, inside `load_data`.
        columns: An expression for several fields side by side, if there is a shorter one than
            putting them so one by one.
        gapless: Whether the statements leave out samples with gaps already.
        all: A variable whose length is the number of samples; None: that of any field.
    """

    fields: Mapping[str, str]
    imports: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    columns: Callable[[Sequence[str]], str | None] = never
    gapless: bool = False
    all: str | None = None
