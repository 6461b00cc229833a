"""What places of the same shape have in common, and what differs between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from model_codegen.emitters.folding.search.argument_columns import value_columns
from model_codegen.emitters.folding.search.columns import Column, equal
from model_codegen.emitters.folding.search.name_columns import name_columns
from model_codegen.emitters.folding.search.search_state import SearchState
from model_codegen.emitters.folding.slot_values import (
    ABSENT,
    Kind,
    Param,
    Text,
    has_object,
    is_expression,
)
from model_codegen.emitters.folding.steps import (
    NAME,
    Call,
    Loop,
    Parameter,
    Slot,
    Step,
    Use,
    slot_info,
)


@dataclass(frozen=True)
class Template:
    """Steps that stand for several places, and what differs between these.

    Attributes:
        steps: Each with its values said in terms of the parameters.
        parameters: In the order in which they are first needed.
    """

    steps: tuple[Step, ...]
    parameters: tuple[Parameter, ...]


def unify(
    places: Sequence[Sequence[Step | None]],
    make: Callable[[int, Kind], Param],
    search: SearchState,
    *,
    counted: bool = False,
) -> Template | None:
    """Find the template of several places.

    Args:
        places: For each place the steps, all of them of the same shapes; None where a place does
            without.
        make: Makes the parameters.
        search: What may still be tried.
        counted: Whether names are to differ in numbers, as between the turns of a loop; else they
            are to differ in their beginnings.

    Returns:
        None if what differs cannot be an argument, or enough was tried.
    """
    if not search.spend(len(places) * len(places[0])):
        return None
    names: list[Column] = []
    values: list[Column] = []
    found: list[dict[Slot, Any]] = []
    columns = range(len(places[0]))
    for index in columns:
        steps = [place[index] for place in places]
        if _say_the_same(steps):
            found.append(dict(_first(steps).slots))
            continue
        slots: dict[Slot, Any] = {}
        for slot in dict.fromkeys(s for step in steps if step is not None for s in step.slots):
            column = _column(index, slot, steps)
            if column is None:
                return None
            known = [value for value in column.values if value is not ABSENT]
            if _are_like_lists(known):
                values.append(_element(column, known))
                slots[slot] = known[0]
                continue
            if all(equal(value, known[0]) for value in known[1:]) and known:
                slots[slot] = known[0]
            elif all(isinstance(value, (str, Text, Param)) for value in known) and known:
                is_name = slot_info(_first(steps), slot).named
                (names if is_name else values).append(column)
            elif known:
                values.append(column)
        found.append(slots)
    if any(column.slot[-1] == "rows" or any(map(has_object, column.values)) for column in values):
        return None
    parameters: list[Parameter] = []
    name_columns(names, found, parameters, make, counted=counted)
    value_columns(values, found, parameters, make)
    steps_made = tuple(_merged(places, index, found[index]) for index in columns)
    return Template(steps_made, tuple(parameters))


def _say_the_same(steps: Sequence[Step | None]) -> bool:
    """Whether nothing differs for sure; what is no number is unlike itself."""
    texts = {None if step is None else step.slots_text for step in steps}
    text = texts.pop()
    return not texts and text is not None and "nan" not in text


def _first(steps: Sequence[Step | None]) -> Step:
    return next(step for step in steps if step is not None)


def _column(index: int, slot: Slot, steps: Sequence[Step | None]) -> Column | None:
    """The values of one slot, with defaults where a call says nothing."""
    first = _first(steps)
    info = slot_info(first, slot)
    values: list[Any] = []
    for step in steps:
        value = ABSENT if step is None else step.slots.get(slot, ABSENT)
        if step is not None and value is ABSENT and isinstance(step.form, (Call, Loop)):
            own = _unspelled(step, slot)
            value = info.default if own is None else own
            if value is ABSENT:
                return None
        elif step is not None and value is ABSENT and isinstance(step.form, Use):
            value = None if step.form.function.tells(int(slot[1])) else ABSENT
        values.append(value)
    return Column(index, slot, info.hint, values)


def _unspelled(step: Step, slot: Slot) -> str | None:
    """The name of the layer that a slot is for, if it need not be written."""
    while isinstance(step.form, Loop) and slot[0] == "body":
        step, slot = step.form.steps[int(slot[1])], slot[2:]
    return step.form.unspelled if isinstance(step.form, Call) and slot == NAME else None


def _element(column: Column, known: list[Any]) -> Column:
    """The column of the one element in which lists differ."""
    (index,) = (i for i in range(len(known[0])) if any(not equal(v[i], known[0][i]) for v in known))
    values = [value if value is ABSENT else value[index] for value in column.values]
    return replace(column, values=values, element=index)


def _are_like_lists(known: list[Any]) -> bool:
    """Whether lists of whole numbers differ in some of their elements."""
    return (
        len(known) > 1
        and all(isinstance(v, (list, tuple)) and len(v) == len(known[0]) for v in known)
        and all(type(item) is int or is_expression(item) for v in known for item in v)
        and not all(equal(v, known[0]) for v in known)
        and sum(any(not equal(v[i], known[0][i]) for v in known) for i in range(len(known[0]))) == 1
    )


def _merged(places: Sequence[Sequence[Step | None]], index: int, slots: dict[Slot, Any]) -> Step:
    """The step of a template: the first place's, with the calls of all places."""
    steps = [step for place in places if (step := place[index]) is not None]
    return merged(steps, slots)


def merged(steps: Sequence[Step], slots: Mapping[Slot, Any] | None = None) -> Step:
    """The first of several steps of one shape, with the calls of all of them.

    Args:
        steps: The steps.
        slots: What it says; by default what the first one does.
    """
    first = steps[0]
    nodes = tuple(dict.fromkeys(node for step in steps for node in step.nodes))
    form = first.form
    if isinstance(form, Loop):
        loops = [step.form for step in steps if isinstance(step.form, Loop)]
        inner = tuple(
            merged([loop.steps[position] for loop in loops]) for position in range(len(form.steps))
        )
        form = replace(form, steps=inner)
    return replace(first, form=form, nodes=nodes, slots=first.slots if slots is None else slots)
