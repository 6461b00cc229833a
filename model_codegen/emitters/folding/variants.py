"""Functions that are nearly alike become one, in which some steps are left out at times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from model_codegen.emitters.folding.columns import unify
from model_codegen.emitters.folding.conditions import with_conditions
from model_codegen.emitters.folding.functions import (
    alike,
    candidate,
    is_whole,
    make_function,
    put_in,
    use,
)
from model_codegen.emitters.folding.steps import (
    NAME,
    Function,
    Parameter,
    Step,
    Use,
    nodes_of,
)
from model_codegen.emitters.folding.values import Kind, Param, Text
from model_codegen.emitters.folding.windows import LONGEST, Scope, Window, repeated

_MOST_PARAMETERS = 9
_EVALUATED = 20
"""How many stretches are looked at closely."""

_SMALL = 3
"""Most steps of a function that is rather made again."""

_MOST_OPTIONAL = 4
"""Most places in a function where something is left out at times."""


def with_variants(scope: Scope, functions: list[Function], function: Function) -> Scope:
    """Let a function stand for all that is nearly alike.

    Args:
        scope: The statements.
        functions: The functions; the new one takes the place of the given one.
        function: One of them, which nothing but the statements uses.
    """
    while True:
        for window in _near(scope, function):
            once = candidate(scope, window, -1)
            if once is None:
                continue
            other = make_function(scope, window, once.template, -1)
            merged = _merged(function, other, max(f.key for f in functions) + 1)
            if merged is not None:
                scope = _reused(put_in(scope, other, window), [function, other], merged)
                functions[functions.index(function)] = merged
                function = merged
                break
        else:
            return scope


def _near(scope: Scope, function: Function) -> Iterator[Window]:
    """Stretches that occur again and have most steps in common with a function."""
    wanted = Counter(step.shape for step in function.steps)
    count = len(function.steps)
    found: list[tuple[int, Window]] = []
    for window in repeated(scope):
        if not 3 <= window.length <= 2 * count:
            continue
        steps = scope.steps[window.starts[0] : window.starts[0] + window.length]
        common = sum((wanted & Counter(step.shape for step in steps)).values())
        if 4 * common >= 3 * max(window.length, count):
            found += [(common, part) for part in alike(scope, window)]
    found.sort(key=lambda item: (-item[0], -len(item[1].starts), item[1].length))
    for _, window in found[:_EVALUATED]:
        if is_whole(scope, window) is not False:
            yield window


def merge_variants(scope: Scope, functions: list[Function]) -> Scope:
    """Merge functions that are nearly alike.

    Args:
        scope: The statements that use them.
        functions: The functions; merged ones give way to the new one.
    """
    scope = _dissolved(scope, functions)
    tried: set[tuple[int, int]] = set()
    while True:
        for one, other in _pairs(scope, functions):
            if (one.key, other.key) in tried:
                continue
            tried.add((one.key, other.key))
            merged = _merged(one, other, max(f.key for f in functions) + 1)
            if merged is not None:
                functions[functions.index(one)] = merged
                functions.remove(other)
                scope = _reused(scope, [one, other], merged)
                break
        else:
            return _absorbed(scope, functions)


def _pairs(scope: Scope, functions: Sequence[Function]) -> Iterator[tuple[Function, Function]]:
    """Functions that may be merged, those with more uses first."""
    whole = sorted(_whole(scope, functions), key=lambda f: -len(f.places))
    for index, one in enumerate(whole):
        for other in whole[index + 1 :]:
            if one.inputs == other.inputs and not any(s.when for s in other.steps):
                yield one, other


def _whole(scope: Scope, functions: Sequence[Function]) -> list[Function]:
    """Functions that nothing but the statements uses."""
    counts: dict[int, int] = {}
    for step in scope.steps:
        if isinstance(step.form, Use):
            key = step.form.function.key
            counts[key] = counts.get(key, 0) + 1
    return [f for f in functions if counts.get(f.key) == len(f.places)]


def _dissolved(scope: Scope, functions: list[Function]) -> Scope:
    """Take back small functions that are part of larger ones, too: these are found again, there."""
    steps: list[Step] = []
    small = [
        one
        for one in _whole(scope, functions)
        if len(one.steps) <= _SMALL
        and any(_holds(other.steps, one.steps) for other in functions if other is not one)
    ]
    for step in scope.steps:
        if isinstance(step.form, Use) and step.form.function in small:
            places = step.form.function.places
            steps += next(_present(p) for p in places if nodes_of(p) == step.nodes)
        else:
            steps.append(step)
    for function in small:
        functions.remove(function)
    return Scope(steps, scope.returned)


def _holds(steps: Sequence[Step], part: Sequence[Step]) -> bool:
    shapes, wanted = [step.shape for step in steps], [step.shape for step in part]
    starts = range(len(shapes) - len(wanted) + 1)
    return any(shapes[start : start + len(wanted)] == wanted for start in starts)


def _present(steps: Sequence[Step | None]) -> list[Step]:
    return [step for step in steps if step is not None]


def _absorbed(scope: Scope, functions: list[Function]) -> Scope:
    """Let functions stand for stretches, too, that occur once and lack some of their steps."""
    for function in list(functions):
        shapes = {step.shape for step in function.steps}
        current = function
        start = 0
        while start < len(scope.steps):
            made = None
            for length in range(min(LONGEST, len(function.steps) + 2), 3, -1):
                end = start + length
                stretch = scope.steps[start:end]
                if end > len(scope.steps) or any(step.shape not in shapes for step in stretch):
                    continue
                taken = scope.taken(start, length)
                if len(taken) != current.inputs or not scope.is_closed(start, length):
                    continue
                once = _plain(stretch, taken)
                key = max(f.key for f in functions) + 1
                made = _merged(current, once, key)
                if made is not None:
                    steps = [*scope.steps]
                    steps[start:end] = [
                        use(made, len(made.places) - 1, tuple(taken), stretch[-1].results)
                    ]
                    functions[functions.index(current)] = made
                    scope = _reused(Scope(steps, scope.returned), [current], made)
                    current = made
                    break
            start += 1
    return scope


def _plain(stretch: Sequence[Step], taken: Sequence[int]) -> Function:
    """A stretch as a function of its own."""
    numbers = {ref: index for index, ref in enumerate(taken)}
    steps = []
    for step in stretch:
        numbers[step.results[0]] = len(numbers)
        refs = tuple(numbers[ref] for ref in step.refs)
        steps.append(replace(step, refs=refs, results=(numbers[step.results[0]],)))
    return Function(-1, len(taken), steps, (), (tuple(stretch),))


def _reused(scope: Scope, old: Sequence[Function], new: Function) -> Scope:
    """The same statements with a new function for old ones, whose places it has in their order."""
    offsets: dict[int, int] = {}
    for function in old:
        offsets[function.key] = sum(len(earlier.places) for earlier in old[: len(offsets)])
    steps = []
    for step in scope.steps:
        if isinstance(step.form, Use) and step.form.function.key in offsets:
            function = step.form.function
            place = next(i for i, p in enumerate(function.places) if nodes_of(p) == step.nodes)
            step = use(new, offsets[function.key] + place, step.refs, step.results)
        steps.append(step)
    return Scope(steps, scope.returned)


def _merged(one: Function, other: Function, key: int) -> Function | None:
    """One function for two; None if they are not alike enough."""
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
    optional = _optional(one.inputs, places, refs, bypass)
    if optional is None:
        return None

    def make(index: int, kind: Kind) -> Param:
        return Param(f"function {key}, {index}", kind)

    template = unify(places, make)
    if template is None:
        return None
    template = with_conditions(template, places, make)
    if len(template.parameters) > _MOST_PARAMETERS:
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
) -> set[int] | None:
    """Where the last of several steps stands that are left out together.

    Returns:
        None if what is left out together does not hand on one tensor that another can stand for,
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
        last.add(members[-1])
        if bypass.get(end, end) >= inputs + members[0]:
            return None
        inner = {inputs + index for index in members[:-1]}
        outside = [ref for index in columns if index not in members for ref in refs[index]]
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
