"""Two functions that are nearly alike, step by step side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from model_codegen.emitters.folding.search.conditions import with_conditions
from model_codegen.emitters.folding.search.search_state import SearchState
from model_codegen.emitters.folding.search.templates import unify
from model_codegen.emitters.folding.slot_values import Kind, Param, Text
from model_codegen.emitters.folding.steps import NAME, Function, Parameter, Step

_MOST_PARAMETERS = 9
_MOST_FURTHER = 2
"""Most parameters that one function needs which neither of two does: else two are clearer."""

_MOST_OPTIONAL = 4
"""Most places in a function where something is left out at times."""


def merged_function(
    one: Function, other: Function, key: int, search: SearchState
) -> Function | None:
    """One function for two, in which some steps are left out at times.

    Args:
        one: The function that may lack steps at times already.
        other: Another one, that does not.
        key: The number of the new one.
        search: What may still be tried.

    Returns:
        None if they are not alike enough. What occurs once makes it lack steps in one further
        place at most.
    """
    pairs = _aligned(one.steps, other.steps)
    matched = sum(a is not None and b is not None for a, b in pairs)
    if (
        one.inputs != other.inputs
        or 2 * matched < max(len(one.steps), len(other.steps))
        or matched < 3
    ):
        return None
    wired = _wired(one, other, pairs)
    if wired is None:
        return None
    refs, bypass = wired
    places = _places(one, other, pairs)
    optional = _optional(one.inputs, places, refs, bypass, apart=search.apart)
    if optional is None:
        return None
    known = sum(step.otherwise is not None for step in one.steps)
    if len(other.places) == 1 and len(optional) > known + 1:
        return None

    def make(index: int, kind: Kind) -> Param:
        return Param(f"function {key}, {index}", kind)

    template = unify(places, make, search)
    if template is None:
        return None
    template = with_conditions(template, places, make)
    more = len(template.parameters) - max(len(one.parameters), len(other.parameters))
    if len(template.parameters) > _MOST_PARAMETERS or more > _MOST_FURTHER:
        return None
    if _names(template.parameters) > max(1, _names(one.parameters)):
        return None
    steps = []
    for index, step in enumerate(template.steps):
        number = one.inputs + index
        otherwise = bypass.get(number) if index in optional else None
        steps.append(replace(step, refs=tuple(refs[index]), results=(number,), otherwise=otherwise))
    return Function(key, one.inputs, steps, template.parameters, tuple(map(tuple, places)))


def _names(parameters: Sequence[Parameter]) -> int:
    return sum(parameter.param.kind != "value" for parameter in parameters)


def _aligned(one: Sequence[Step], other: Sequence[Step]) -> list[tuple[Step | None, Step | None]]:
    """Pair as many steps of one shape as possible, best those with like names."""
    best = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    scores = [[_likeness(a, b) for b in other] for a in one]
    for i in reversed(range(len(one))):
        for j in reversed(range(len(other))):
            score = scores[i][j]
            paired = score + best[i + 1][j + 1] if score else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs: list[tuple[Step | None, Step | None]] = []
    i = j = 0
    while i < len(one) or j < len(other):
        if i < len(one) and j < len(other):
            score = scores[i][j]
            if score and best[i][j] == score + best[i + 1][j + 1]:
                pairs.append((one[i], other[j]))
                i, j = i + 1, j + 1
                continue
        if j == len(other) or (i < len(one) and best[i][j] == best[i + 1][j]):
            pairs.append((one[i], None))
            i += 1
        else:
            pairs.append((None, other[j]))
            j += 1
    return pairs


def _likeness(one: Step, other: Step) -> int:
    if one.shape != other.shape or len(one.refs) != len(other.refs):
        return 0
    endings = [_ending(step) for step in (one, other)]
    if "" in endings:
        return 10
    return 14 if endings[0].endswith(endings[1]) or endings[1].endswith(endings[0]) else 9


def _ending(step: Step) -> str:
    """What a name ends with, in whatever place."""
    name = step.slots.get(NAME, "")
    if isinstance(name, Text):
        return name.parts[-1] if isinstance(name.parts[-1], str) else ""
    return name if isinstance(name, str) else ""


def _wired(
    one: Function, other: Function, pairs: Sequence[tuple[Step | None, Step | None]]
) -> tuple[list[list[int]], dict[int, int]] | None:
    """Which tensors the steps take, and which tensor stands for the result of one left out.

    A step takes the latest tensor that it takes in any variant; where the step that makes it is
    left out, the tensor that is taken instead stands for it.
    """
    numbers: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for index in range(one.inputs):
        numbers[0][index] = numbers[1][index] = index
    bypass: dict[int, int] = {}
    for index, pair in enumerate(pairs):
        for known, step in zip(numbers, pair, strict=True):
            if step is not None:
                known[step.results[0]] = one.inputs + index
    for step in one.steps:
        if step.otherwise is not None:
            bypass[numbers[0][step.results[0]]] = numbers[0][step.otherwise]
    present = [
        set(range(one.inputs))
        | {one.inputs + index for index, pair in enumerate(pairs) if pair[side] is not None}
        for side in (0, 1)
    ]

    def latest(a: int, b: int) -> int | None:
        if a == b:
            return a
        late, early, side = (a, b, 1) if a > b else (b, a, 0)
        if late in present[side]:
            return None
        # What stands for it may be left out there, too.
        if late in bypass:
            step = bypass[late]
            while step not in present[side] and step in bypass and step != early:
                step = bypass[step]
            if step != early:
                if step in present[side]:
                    return None
                bypass[step] = early
        else:
            bypass[late] = early
        return late

    refs: list[list[int]] = []
    for pair in pairs:
        first, second = pair
        sides = [
            [known[ref] for ref in step.refs]
            for known, step in zip(numbers, pair, strict=True)
            if step is not None
        ]
        if first is None or second is None:
            refs.append(sides[0])
            continue
        chosen = [latest(a, b) for a, b in zip(*sides, strict=True)]
        if None in chosen:
            return None
        refs.append([c for c in chosen if c is not None])
    results = (numbers[0][one.steps[-1].results[0]], numbers[1][other.steps[-1].results[0]])
    if latest(*results) != one.inputs + len(pairs) - 1:
        return None
    return refs, bypass


def _places(
    one: Function, other: Function, pairs: Sequence[tuple[Step | None, Step | None]]
) -> list[list[Step | None]]:
    """The steps of every place of both functions."""
    places: list[list[Step | None]] = []
    for side, function in enumerate((one, other)):
        at = {step.results[0]: index for index, step in enumerate(function.steps)}
        for place in function.places:
            found: list[Step | None] = []
            for pair in pairs:
                step = pair[side]
                found.append(None if step is None else place[at[step.results[0]]])
            places.append(found)
    return places


def _optional(
    inputs: int,
    places: Sequence[Sequence[Step | None]],
    refs: Sequence[Sequence[int]],
    bypass: dict[int, int],
    *,
    apart: bool,
) -> set[int] | None:
    """Where the last of several steps stands that are left out together.

    Args:
        inputs: How many tensors come in.
        places: The steps of every place.
        refs: The tensors that the steps take.
        bypass: What stands for a result where its step is left out.
        apart: Whether what is left out together may stand apart.

    Returns:
        None if what is left out together hands on more than one tensor that another can stand for,
        or if a place is wired otherwise than this says.
    """
    columns = range(len(places[0]))
    patterns = [tuple(place[index] is None for place in places) for index in columns]
    last: set[int] = set()
    for pattern, group in groupby(columns, key=lambda index: patterns[index]):
        members = list(group)
        if not any(pattern):
            continue
        if len(pattern) > 2 and sum(pattern) == len(pattern) - 1:
            return None
        end = inputs + members[-1]
        inner = {inputs + index for index in members}
        if end in bypass or not apart:
            last.add(members[-1])
            inner.remove(end)
            if bypass.get(end, end) >= inputs + members[0]:
                return None
        others = [
            index
            for index in columns
            if index not in members and not (apart and patterns[index] == pattern)
        ]
        outside = [ref for index in others for ref in refs[index]]
        if inner.intersection(outside) or inner.intersection(bypass):
            return None
    if len(last) > _MOST_OPTIONAL or any(number - inputs not in last for number in bypass):
        return None
    for position in range(len(places)):
        if not _same_wiring(inputs, places[position], refs, bypass):
            return None
    return last


def _same_wiring(
    inputs: int,
    place: Sequence[Step | None],
    refs: Sequence[Sequence[int]],
    bypass: dict[int, int],
) -> bool:
    """Whether a place is wired as the template says: the same tensors are the same."""
    tensors: dict[int, int] = {}
    for index, step in enumerate(place):
        if step is None:
            continue
        for number, actual in zip(refs[index], step.refs, strict=True):
            while number >= inputs and place[number - inputs] is None:
                if number not in bypass:
                    return False
                number = bypass[number]
            if tensors.setdefault(number, actual) != actual:
                return False
        tensors[inputs + index] = step.results[0]
    number = inputs + len(place) - 1
    while number >= inputs and place[number - inputs] is None:
        if number not in bypass:
            return False
        number = bypass[number]
    made = [step.results[0] for step in place if step is not None]
    return tensors.get(number) == made[-1]
