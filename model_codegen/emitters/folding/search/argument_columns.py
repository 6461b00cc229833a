"""Arguments that differ from place to place, said with as few parameters as possible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from model_codegen.emitters.folding.search.columns import Column, agree, together
from model_codegen.emitters.folding.slot_values import ABSENT, Kind, Param, Times
from model_codegen.emitters.folding.steps import Parameter, Slot

WIDTHS = frozenset(
    {
        "filters",
        "units",
        "target_shape",
        "output_dim",
        "projection_dim",
        "intermediate_dim",
        "key_dim",
        "value_dim",
    }
)
"""Arguments of which one may be a multiple of another."""

_LARGEST_FACTOR = 8


def value_columns(
    columns: list[Column],
    found: list[dict[Slot, Any]],
    parameters: list[Parameter],
    make: Callable[[int, Kind], Param],
) -> None:
    """Arguments that differ in the same way share a parameter; widths may be multiples."""
    groups: list[tuple[list[Any], list[Column]]] = []
    for column in columns:
        for position, (values, members) in enumerate(groups):
            alike = members[0].hint == column.hint or {members[0].hint, column.hint} <= WIDTHS
            if alike and agree(values, column.values):
                groups[position] = (together(values, column.values), [*members, column])
                break
        else:
            groups.append((column.values, [column]))
    made: list[tuple[list[Any], Param]] = []
    order = {id(members): index for index, (_, members) in enumerate(groups)}
    said: dict[int, Any] = {}
    # Smaller widths first: the larger ones are their multiples.
    for values, members in sorted(groups, key=lambda group: _size(group[0])):
        multiple = _multiple(values, made) if members[0].hint in WIDTHS else None
        if multiple is None:
            param = Param(f"#{order[id(members)]}", "value")
            if members[0].hint in WIDTHS:
                made.append((values, param))
            said[order[id(members)]] = param
        else:
            said[order[id(members)]] = multiple
    final: dict[Param, Param] = {}
    for index, (values, members) in enumerate(groups):
        if isinstance(said[index], Param):
            param = final[said[index]] = make(len(parameters), "value")
            parameters.append(Parameter(param, members[0].hint, tuple(values)))
    for index, (_, members) in enumerate(groups):
        value = said[index]
        if isinstance(value, Param):
            value = final[value]
        else:
            value = Times(value.factor, final[value.param])
        for column in members:
            column.say(found, value)


def _size(values: list[Any]) -> int:
    known = [value for value in values if type(value) is int]
    return sum(known) if known else 0


def _multiple(values: list[Any], made: list[tuple[list[Any], Param]]) -> Times | None:
    for base, param in made:
        pairs = [(v, b) for v, b in zip(values, base, strict=True) if v is not ABSENT]
        if any(type(v) is not int or type(b) is not int or b < 1 for v, b in pairs):
            continue
        factor = pairs[0][0] // pairs[0][1]
        if 2 <= factor <= _LARGEST_FACTOR and all(v == factor * b for v, b in pairs):
            return Times(factor, param)
    return None
