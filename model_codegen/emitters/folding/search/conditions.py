"""When the steps of a function are left out, told from its parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from model_codegen.emitters.folding.search.argument_columns import WIDTHS
from model_codegen.emitters.folding.search.templates import Template
from model_codegen.emitters.folding.slot_values import (
    ABSENT,
    Condition,
    Either,
    Kind,
    Param,
    Plus,
    Text,
    Times,
)
from model_codegen.emitters.folding.steps import Parameter, Step

FLAG = "flag"
"""What a parameter is about that says whether some steps are taken."""

_DECIDING = frozenset({"strides", "kernel_size"})
"""Arguments that others may go with."""

_TELLING = frozenset({"strides"})
"""Arguments that say by themselves whether something else is done, too."""


def with_conditions(
    template: Template,
    places: Sequence[Sequence[Step | None]],
    make: Callable[[int, Kind], Param],
) -> Template:
    """Say of every step that is left out at some places when it is taken.

    Either a parameter tells (`strides == 2`), or one that only these steps need is given or not, or
    there is a flag for it. Arguments that go with a condition are said by it, too.

    Args:
        template: What the places have in common.
        places: For each place the steps; None where it does without.
        make: Makes further parameters.
    """
    parameters = list(template.parameters)
    conditions: dict[tuple[bool, ...], Condition] = {}
    # Of each step: at which places it is taken.
    patterns = [tuple(step is not None for step in column) for column in zip(*places, strict=True)]
    for pattern in dict.fromkeys(patterns):
        if all(pattern):
            continue
        found = _telling(pattern, parameters)
        if found is None:
            members = {index for index, other in enumerate(patterns) if other == pattern}
            found = _given(pattern, parameters, template, members)
        if found is None:
            opposite = tuple(not taken for taken in pattern)
            known = conditions.get(opposite)
            if known is not None:
                found = replace(known, holds="!=" if known.holds == "==" else "==")
            else:
                flag = make(len(parameters), "value")
                parameters.append(Parameter(flag, FLAG, pattern))
                found = Condition(flag, "==", True)
        conditions[pattern] = found
    steps = tuple(
        step if step.when == (when := conditions.get(pattern)) else replace(step, when=when)
        for step, pattern in zip(template.steps, patterns, strict=True)
    )
    return _derived(Template(steps, tuple(parameters)), conditions)


def _telling(pattern: Sequence[bool], parameters: Sequence[Parameter]) -> Condition | None:
    """A parameter that has one value wherever steps are taken, or wherever they are not."""
    for parameter in parameters:
        if parameter.hint in _TELLING and ABSENT not in parameter.values:
            for wanted in (True, False):
                inside = [v for v, p in zip(parameter.values, pattern, strict=True) if p == wanted]
                outside = [v for v, p in zip(parameter.values, pattern, strict=True) if p != wanted]
                plain = all(type(value) is int for value in (*inside, *outside))
                if plain and len(set(inside)) == 1 and inside[0] not in outside:
                    return Condition(parameter.param, "==" if wanted else "!=", inside[0])
    return None


def _given(
    pattern: Sequence[bool],
    parameters: Sequence[Parameter],
    template: Template,
    members: Set[int],
) -> Condition | None:
    """A parameter that only these steps need: it is given where they are taken."""
    for parameter in parameters:
        if parameter.param.kind != "value" or None in parameter.values:
            continue
        if tuple(value is not ABSENT for value in parameter.values) == tuple(pattern):
            users = {
                index
                for index, step in enumerate(template.steps)
                if any(parameter.param in params_in(v) for v in step.slots.values())
            }
            if users <= members:
                return Condition(parameter.param, "!=", None)
    return None


def params_in(value: Any) -> set[Param]:
    """The parameters that a value depends on."""
    if isinstance(value, Param):
        return {value}
    if isinstance(value, (Times, Plus)):
        return {value.param}
    if isinstance(value, Text):
        return set().union(*map(params_in, value.parts))
    if isinstance(value, Either):
        inner = params_in(value.then) | params_in(value.otherwise)
        return {value.condition.param, *inner}
    if isinstance(value, (list, tuple)):
        return set().union(*map(params_in, value))
    return set()


def _derived(template: Template, conditions: Mapping[tuple[bool, ...], Condition]) -> Template:
    """Drop parameters that have one value where a condition holds and another where it does not."""
    conditions = dict(conditions)
    for parameter in sorted(template.parameters, key=lambda p: p.hint not in _TELLING):
        found = parameter.hint in _DECIDING and _two(parameter.values)
        if found:
            pattern = tuple(value == found[0] for value in parameter.values)
            conditions.setdefault(pattern, Condition(parameter.param, "==", found[0]))
        if parameter.hint == "activation" and None in parameter.values:
            pattern = tuple(value is not None for value in parameter.values)
            conditions.setdefault(pattern, Condition(parameter.param, "!=", None))
    if not template.parameters:
        return template
    asked = {c.param for step in template.steps if (c := step.when) is not None}
    said: dict[Param, Either] = {}
    for parameter in template.parameters:
        if parameter.param in asked or parameter.hint in (
            *WIDTHS,
            *_DECIDING,
            "activation",
            FLAG,
            "name",
        ):
            continue
        for pattern, condition in conditions.items():
            sides: tuple[list[Any], list[Any]] = ([], [])
            for value, holds in zip(parameter.values, pattern, strict=True):
                if value is not ABSENT and value not in sides[not holds]:
                    sides[not holds].append(value)
            if len(sides[0]) == len(sides[1]) == 1 and not any(map(_depends, parameter.values)):
                said[parameter.param] = Either(condition, sides[0][0], sides[1][0])
                break
    kept = tuple(p for p in template.parameters if p.param not in said)
    steps = tuple(
        replace(
            step,
            slots={
                slot: said.get(v, v) if isinstance(v, Param) else v
                for slot, v in step.slots.items()
            },
        )
        for step in template.steps
    )
    return Template(steps, kept)


def _two(values: Sequence[Any]) -> tuple[int, int] | None:
    """The two numbers that are all values."""
    found = list(dict.fromkeys(v if type(v) is int else None for v in values))
    if len(found) != 2 or found[0] is None or found[1] is None:
        return None
    return max(found[0], found[1]), min(found[0], found[1])


def _depends(value: Any) -> bool:
    return bool(params_in(value))
