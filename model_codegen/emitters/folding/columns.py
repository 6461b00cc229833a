"""What differs between places of the same shape, said with as few parameters as possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

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
from model_codegen.emitters.folding.values import (
    ABSENT,
    Kind,
    Param,
    Text,
    Times,
    has_object,
    is_expression,
    joined,
    tokens,
)

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

_SAME_IN_ALL_AXES = frozenset({"strides", "dilation_rate", "kernel_size", "pool_size"})
_LARGEST_FACTOR = 8


@dataclass(frozen=True)
class Template:
    """Steps that stand for several places, and what differs between these.

    Attributes:
        steps: Each with its values said in terms of the parameters.
        parameters: In the order in which they are first needed.
    """

    steps: tuple[Step, ...]
    parameters: tuple[Parameter, ...]


@dataclass
class _Column:
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


def unify(
    places: Sequence[Sequence[Step | None]],
    make: Callable[[int, Kind], Param],
    *,
    counted: bool = False,
) -> Template | None:
    """Find the template of several places.

    Args:
        places: For each place the steps, all of them of the same shapes; None where a place does
            without.
        make: Makes the parameters.
        counted: Whether names are to differ in numbers, as between the turns of a loop; else they
            are to differ in their beginnings.

    Returns:
        None if what differs cannot be an argument.
    """
    names: list[_Column] = []
    values: list[_Column] = []
    found: list[dict[Slot, Any]] = []
    columns = range(len(places[0]))
    for index in columns:
        steps = [place[index] for place in places]
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
            if all(_equal(value, known[0]) for value in known[1:]) and known:
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
    _name_columns(names, found, parameters, make, counted=counted)
    _value_columns(values, found, parameters, make)
    steps_made = tuple(_merged(places, index, found[index]) for index in columns)
    return Template(steps_made, tuple(parameters))


def _first(steps: Sequence[Step | None]) -> Step:
    return next(step for step in steps if step is not None)


def _column(index: int, slot: Slot, steps: Sequence[Step | None]) -> _Column | None:
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
    if info.hint in _SAME_IN_ALL_AXES and any(type(value) is int for value in values):
        values = [_for_all_axes(value) for value in values]
    return _Column(index, slot, info.hint, values)


def _unspelled(step: Step, slot: Slot) -> str | None:
    """The name of the layer that a slot is for, if it need not be written."""
    while isinstance(step.form, Loop) and slot[0] == "body":
        step, slot = step.form.steps[int(slot[1])], slot[2:]
    return step.form.unspelled if isinstance(step.form, Call) and slot == NAME else None


def _for_all_axes(value: Any) -> Any:
    if isinstance(value, (list, tuple)) and value and all(item == value[0] for item in value):
        return value[0]
    return value


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(_equal, one, other))
    return type(one) is type(other) and bool(one == other)


def _agree(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Whether two columns can be one."""
    return all(a is ABSENT or b is ABSENT or _equal(a, b) for a, b in zip(one, other, strict=True))


def _together(one: Sequence[Any], other: Sequence[Any]) -> list[Any]:
    return [b if a is ABSENT else a for a, b in zip(one, other, strict=True)]


def _element(column: _Column, known: list[Any]) -> _Column:
    """The column of the one element in which lists differ."""
    (index,) = (
        i for i in range(len(known[0])) if any(not _equal(v[i], known[0][i]) for v in known)
    )
    values = [value if value is ABSENT else value[index] for value in column.values]
    return replace(column, values=values, element=index)


def _are_like_lists(known: list[Any]) -> bool:
    """Whether lists of whole numbers differ in some of their elements."""
    return (
        len(known) > 1
        and all(isinstance(v, (list, tuple)) and len(v) == len(known[0]) for v in known)
        and all(type(item) is int or is_expression(item) for v in known for item in v)
        and not all(_equal(v, known[0]) for v in known)
        and sum(any(not _equal(v[i], known[0][i]) for v in known) for i in range(len(known[0])))
        == 1
    )


@dataclass
class _Name:
    column: _Column
    before: list[str | Param]
    middles: list[Any]
    after: list[str | Param]


def _name_columns(
    columns: list[_Column],
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
                groups[position] = (_together(middles, name.middles), [*members, name])
                break
        else:
            name = _split(column)
            groups.append((name.middles, [name]))
    for middles, members in groups:
        number = all(m is ABSENT or (isinstance(m, str) and _is_number(m)) for m in middles)
        shared: list[str | Param] = []
        if not (number and counted):
            shared = _common([list(reversed(member.before)) for member in members])[::-1]
            while shared and isinstance(shared[0], str) and not shared[0].isalnum():
                shared.pop(0)
            number = number and not shared
        # A function may be given a number to make names of, too, but not a name that is one.
        number = number and (counted or all(m.before or m.after for m in members))
        whole = [m if m is ABSENT else joined([*shared, *_parts(m)]) for m in middles]
        values = tuple(int(m) if number and counted and isinstance(m, str) else m for m in whole)
        param = make(len(parameters), "number" if number else "name")
        parameters.append(Parameter(param, "name", values))
        for member in members:
            rest = member.before[: len(member.before) - len(shared)]
            text = joined([*rest, param, *member.after])
            found[member.column.step][member.column.slot] = text


def _is_number(text: str) -> bool:
    return text.isdecimal() and text.isascii() and str(int(text)) == text


def _parts(middle: Any) -> list[str | Param]:
    return tokens(middle) if isinstance(middle, (str, Text)) else [middle]


def _around(column: _Column, middles: list[Any]) -> _Name | None:
    """The names of a column as what stands around parts that are known already."""
    places = [
        (_parts(value), _parts(middle))
        for value, middle in zip(column.values, middles, strict=True)
        if value is not ABSENT
    ]
    if any(
        middle is ABSENT
        for value, middle in zip(column.values, middles, strict=True)
        if value is not ABSENT
    ):
        return None
    name, middle = places[0]
    for start in range(len(name) - len(middle) + 1):
        before, after = name[:start], name[start + len(middle) :]
        if all(parts == [*before, *inner, *after] for parts, inner in places):
            return _Name(column, before, middles, after)
    return None


def _split(column: _Column) -> _Name:
    """Take away what all names of a column have in common at both ends."""
    known = [_parts(value) for value in column.values if value is not ABSENT]
    before = _common(known)
    rest = [parts[len(before) :] for parts in known]
    after = _common([list(reversed(parts)) for parts in rest])[::-1]
    # A name that ends where another one goes on is cut before what stands between words.
    while before and before[-1] in ("_", "-", "/", ".") and any(len(p) == len(after) for p in rest):
        after = []
        before.pop()
        rest = [parts[len(before) :] for parts in known]
        after = _common([list(reversed(parts)) for parts in rest])[::-1]
    middles = iter([joined(parts[: len(parts) - len(after)]) for parts in rest])
    values = [ABSENT if value is ABSENT else next(middles) for value in column.values]
    return _Name(column, before, values, after)


def _common(lists: list[list[Any]]) -> list[Any]:
    """What all lists begin with."""
    pairs = zip(*lists, strict=False)
    return [items[0] for items in takewhile(lambda i: all(x == i[0] for x in i), pairs)]


def _value_columns(
    columns: list[_Column],
    found: list[dict[Slot, Any]],
    parameters: list[Parameter],
    make: Callable[[int, Kind], Param],
) -> None:
    """Arguments that differ in the same way share a parameter; widths may be multiples."""
    groups: list[tuple[list[Any], list[_Column]]] = []
    for column in columns:
        for position, (values, members) in enumerate(groups):
            alike = members[0].hint == column.hint or {members[0].hint, column.hint} <= WIDTHS
            if alike and _agree(values, column.values):
                groups[position] = (_together(values, column.values), [*members, column])
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


def _merged(places: Sequence[Sequence[Step | None]], index: int, slots: dict[Slot, Any]) -> Step:
    """The step of a template: the first place's, with the calls of all places."""
    steps = [step for place in places if (step := place[index]) is not None]
    return replace(merged(steps), slots=slots)


def merged(steps: Sequence[Step]) -> Step:
    """The first of several steps of one shape, with the calls of all of them."""
    first = steps[0]
    nodes = tuple(dict.fromkeys(node for step in steps for node in step.nodes))
    form = first.form
    if isinstance(form, Loop):
        loops = [step.form for step in steps if isinstance(step.form, Loop)]
        inner = tuple(
            merged([loop.steps[position] for loop in loops]) for position in range(len(form.steps))
        )
        form = replace(form, steps=inner)
    return replace(first, form=form, nodes=nodes)
