"""Names that differ from place to place, said with as few parameters as possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from model_codegen.emitters.folding.search.columns import Column, together
from model_codegen.emitters.folding.slot_values import (
    ABSENT,
    Kind,
    Param,
    Part,
    Plus,
    Text,
    joined,
    shared_beginning,
    tokens,
)
from model_codegen.emitters.folding.steps import Parameter, Slot


@dataclass
class _Name:
    column: Column
    before: list[Part]
    middles: list[Any]
    after: list[Part]


def name_columns(
    columns: list[Column],
    found: list[dict[Slot, Any]],
    parameters: list[Parameter],
    make: Callable[[int, Kind], Param],
    *,
    counted: bool,
) -> None:
    """Names that differ in the same part share a parameter for it."""
    groups: list[tuple[list[Any], list[_Name]]] = []
    for column in sorted(columns, key=lambda c: sum(value is ABSENT for value in c.values)):
        for position, (middles, members) in enumerate(groups):
            name = _around(column, middles)
            if name is not None:
                groups[position] = (together(middles, name.middles), [*members, name])
                break
        else:
            name = _split(column)
            groups.append((name.middles, [name]))
    for middles, members in groups:
        number = all(m is ABSENT or (isinstance(m, str) and _is_number(m)) for m in middles)
        shared: list[Part] = []
        if not (number and counted):
            shared = shared_beginning([list(reversed(member.before)) for member in members])[::-1]
            while shared and isinstance(shared[0], str) and not shared[0].isalnum():
                shared.pop(0)
            number = number and not shared
        # A function may be given a number to make names of, too, but not a name that is one.
        number = number and (counted or all(m.before or m.after for m in members))
        whole = [m if m is ABSENT else joined([*shared, *_parts(m)]) for m in middles]
        values = tuple(int(m) if number and counted and isinstance(m, str) else m for m in whole)
        param: Param | Plus | None = _counted_on(values, parameters) if number and counted else None
        if param is None:
            param = make(len(parameters), "number" if number else "name")
            parameters.append(Parameter(param, "name", values))
        for member in members:
            rest = member.before[: len(member.before) - len(shared)]
            text = joined([*rest, param, *member.after])
            found[member.column.step][member.column.slot] = text


def _counted_on(values: Sequence[Any], parameters: Sequence[Parameter]) -> Plus | None:
    """Numbers as others from elsewhere."""
    for parameter in parameters:
        if parameter.param.kind == "number":
            distances = {a - b for a, b in zip(values, parameter.values, strict=True)}
            if len(distances) == 1:
                return Plus(parameter.param, distances.pop())
    return None


def _is_number(text: str) -> bool:
    return text.isdecimal() and text.isascii() and str(int(text)) == text


def _parts(value: Any) -> tuple[Part, ...]:
    return tokens(value) if isinstance(value, (str, Text)) else (value,)


def _around(column: Column, middles: list[Any]) -> _Name | None:
    """The names of a column as what stands around parts that are known already."""
    found: list[tuple[tuple[Part, ...], tuple[Part, ...]]] | None = None
    for value, middle in zip(column.values, middles, strict=True):
        if value is ABSENT:
            continue
        if middle is ABSENT:
            return None
        name, inner = _parts(value), _parts(middle)
        if found is None:
            starts = range(len(name) - len(inner) + 1)
            found = [(name[:at], name[at + len(inner) :]) for at in starts]
        found = [(before, after) for before, after in found if name == before + inner + after]
        if not found:
            return None
    if not found:
        return None
    before, after = found[0]
    return _Name(column, list(before), middles, list(after))


def _split(column: Column) -> _Name:
    """Take away what all names of a column have in common at both ends."""
    known = [[*_parts(value)] for value in column.values if value is not ABSENT]
    before = shared_beginning(known)
    rest = [parts[len(before) :] for parts in known]
    after = shared_beginning([list(reversed(parts)) for parts in rest])[::-1]
    # A name that ends where another one goes on is cut before what stands between words.
    while before and before[-1] in ("_", "-", "/", ".") and any(len(p) == len(after) for p in rest):
        after = []
        before.pop()
        rest = [parts[len(before) :] for parts in known]
        after = shared_beginning([list(reversed(parts)) for parts in rest])[::-1]
    middles = iter([joined(parts[: len(parts) - len(after)]) for parts in rest])
    values = [ABSENT if value is ABSENT else next(middles) for value in column.values]
    return _Name(column, before, values, after)
