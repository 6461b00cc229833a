"""Functions for what occurs again, the one that saves most lines first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, takewhile
from typing import Any

from model_codegen.emitters.folding.conditions import params_in, with_conditions
from model_codegen.emitters.folding.defaults import usual_value
from model_codegen.emitters.folding.effort import once, spent
from model_codegen.emitters.folding.steps import (
    Function,
    Parameter,
    Slot,
    Step,
    Use,
    nodes_of,
)
from model_codegen.emitters.folding.unify import Template, unify
from model_codegen.emitters.folding.values import ABSENT, Kind, Param, Part
from model_codegen.emitters.folding.windows import LONGEST, Scope, Window, repeated

LEAST_GAIN = 4
"""A function has to save more lines than this."""

_BONUS = 1.3
"""How much more a function counts that people would make: for a block, and for a whole one."""

_MOST_PARAMETERS = 8
_FEW = 5
"""Fewer statements than these are no function if they need several names."""

_EVALUATED = 60
"""How many of the most promising stretches are looked at closely."""

_NUMBERS = count()
"""No two functions have a parameter in common."""


@dataclass(frozen=True)
class Candidate:
    """A function that could be made.

    Attributes:
        window: The stretches that it would stand for.
        template: Its steps.
        gain: About how many lines it saves; more if it is what people would take for a block.
    """

    window: Window
    template: Template
    gain: float


def call_weight(arguments: int) -> int:
    """About how many lines the call of a function takes.

    Args:
        arguments: How many arguments it has, tensors apart.
    """
    return 1 if arguments <= 3 else 3 if arguments <= 6 else arguments + 2


def call_weights(parameters: Sequence[Parameter], count: int) -> list[int]:
    """About how many lines the call of a function takes at each of its places."""
    defaults = [usual_value(parameter) for parameter in parameters]
    return [
        call_weight(
            sum(
                p.values[place] is not ABSENT and p.values[place] != default
                for p, default in zip(parameters, defaults, strict=True)
            )
        )
        for place in range(count)
    ]


def make_function(scope: Scope, window: Window, template: Template, key: int) -> Function:
    """The function of stretches that occur again."""
    start = window.starts[0]
    taken = scope.taken(start, window.length)
    numbers = {ref: index for index, ref in enumerate(taken)}
    steps = []
    for step in template.steps:
        numbers[step.results[0]] = len(numbers)
        refs = tuple(numbers[ref] for ref in step.refs)
        results = (numbers[step.results[0]],)
        steps.append(replace(step, refs=refs, results=results, when=None, otherwise=None))
    places = tuple(tuple(scope.steps[start : start + window.length]) for start in window.starts)
    return Function(key, len(taken), steps, template.parameters, places)


def put_in(scope: Scope, function: Function, window: Window) -> Scope:
    """Replace stretches by uses of their function."""
    steps: list[Step] = []
    behind = 0
    for place, start in enumerate(window.starts):
        steps += scope.steps[behind:start]
        behind = start + window.length
        last = scope.steps[behind - 1]
        refs = tuple(scope.taken(start, window.length))
        steps.append(use(function, place, refs, last.results, last))
    return Scope([*steps, *scope.steps[behind:]], scope.returned)


def use(
    function: Function,
    place: int,
    refs: tuple[int, ...],
    results: tuple[int, ...],
    last: Step | None = None,
) -> Step:
    """The call of a function.

    Args:
        function: The function.
        place: Which of its places it stands for.
        refs: The tensors it takes.
        results: The tensor it returns.
        last: The step by whose condition it is left out.
    """
    values = [parameter.values[place] for parameter in function.parameters]
    slots: dict[Slot, Any] = {
        ("argument", i): value for i, value in enumerate(values) if value is not ABSENT
    }
    weight = call_weights(function.parameters, len(function.places))[place]
    nodes = nodes_of(function.places[place])
    step = Step(Use(function), ("use", function.key), slots, refs, results, nodes, weight)
    return step if last is None else replace(step, when=last.when, otherwise=last.otherwise)


def best_function(
    scope: Scope, key: int, *, single: bool = False, foreign: Collection[Param] = ()
) -> Candidate | None:
    """The function that saves most, if one saves enough.

    Args:
        scope: The statements.
        key: The number that the function is to have.
        single: Whether it may be for one long call, too.
        foreign: Parameters of functions around it, which it does not see.
    """
    if spent():
        return None
    weights = [0]
    for step in scope.steps:
        weights.append(weights[-1] + step.weight)

    def promise(window: Window) -> float:
        weight = weights[window.starts[0] + window.length] - weights[window.starts[0]]
        return _gain(window, weight, [1] * len(window.starts), ())

    def is_hopeful(window: Window) -> bool:
        return promise(window) * _BONUS**2 > (LEAST_GAIN if best is None else best.gain)

    windows = sorted(repeated(scope, single=single), key=promise, reverse=True)
    best: Candidate | None = None
    for window in windows[:_EVALUATED]:
        if not is_hopeful(window):
            break
        for part in filter(is_hopeful, alike(scope, window)):
            if single and any(_is_all(scope, start, part.length) for start in part.starts):
                continue
            found = candidate(scope, part, key)
            if found is None or (single and _names_in(found) > 1):
                continue
            if any(_sees(step, foreign) for step in found.template.steps):
                continue
            if found.gain > (LEAST_GAIN if best is None else best.gain):
                best = found
    return best


def _sees(step: Step, foreign: Collection[Param]) -> bool:
    """Whether a step says something in terms of other functions' parameters."""
    return any(not params_in(value).isdisjoint(foreign) for value in step.slots.values())


def _is_all(scope: Scope, start: int, length: int) -> bool:
    """Whether a stretch is all that stands between two others."""
    around = [*scope.shapes[max(0, start - 1) : start], *scope.shapes[start + length :][:1]]
    return around == [None] * len(around)


def _names_in(found: Candidate) -> int:
    return sum(parameter.param.kind == "name" for parameter in found.template.parameters)


def candidate(scope: Scope, window: Window, key: int) -> Candidate | None:
    """The function that stretches could become; None if what differs cannot be arguments.

    Args:
        scope: The statements.
        window: The stretches.
        key: The number that the function is to have.
    """

    places = [scope.steps[start : start + window.length] for start in window.starts]
    said = ("function", *(tuple(place) for place in places))
    template = once(said, lambda: _template(places))
    if template is None or len(template.parameters) > _MOST_PARAMETERS:
        return None
    weight = sum(step.weight for step in places[0])
    number = len(template.parameters)
    named = sum(parameter.param.kind == "name" for parameter in template.parameters)
    if named > 1 and window.length < _FEW:
        return None
    calls = call_weights(template.parameters, len(places))
    extra = sum(call > 1 for call in calls) * 0.5 + max(0, named - 1) * 0.5 * len(places)
    gain = _gain(window, weight, calls, template.parameters) - 2 * max(0, number - 4) - extra
    taken = scope.taken(window.starts[0], window.length)
    if len(taken) > 1:
        gain *= 0.8
    # Where a block begins is where its input goes two ways.
    if sum(taken[0] in step.refs for step in places[0]) > 1:
        gain *= _BONUS
    whole = is_whole(scope, window)
    if whole is not None:
        gain *= _BONUS if whole else 0.6
    return Candidate(window, template, gain)


def _template(places: Sequence[Sequence[Step]]) -> Template | None:
    number = next(_NUMBERS)

    def make(index: int, kind: Kind) -> Param:
        return Param(f"candidate {number}, {index}", kind)

    template = unify(places, make)
    return None if template is None else with_conditions(template, places, make)


def is_whole(scope: Scope, window: Window) -> bool | None:
    """Whether stretches hold all that is named like them: `conv2_block1_…`.

    Returns:
        None if names tell nothing.
    """
    answers = []
    for start in window.starts:
        end = start + window.length
        names = _names(scope.steps[start:end])
        if len(names) < 2:
            return None
        shared = _common(_alike(names))
        while shared and isinstance(shared[-1], str) and not shared[-1][-1].isalnum():
            shared.pop()
        near = [*scope.steps[max(0, start - LONGEST) : start], *scope.steps[end : end + LONGEST]]
        prefix = tuple(shared)
        answers.append(
            bool(shared) and all(n[: len(prefix)] != prefix for step in near for n in step.names)
        )
    return sum(answers) * 2 > len(answers)


def _alike(names: list[tuple[Part, ...]]) -> list[tuple[Part, ...]]:
    """Most of some names: those that begin with the same word."""
    words = Counter(name[0] for name in names if name)
    if not words:
        return names
    word, count = words.most_common(1)[0]
    return [name for name in names if name[:1] == (word,)] if 3 * count >= 2 * len(names) else names


def _gain(
    window: Window, weight: int, calls: Sequence[int], parameters: Sequence[Parameter]
) -> float:
    """About how many lines a function saves, where runs that differ in one thing become loops."""
    lines = 0
    done = 0
    for run in runs(window):
        places = range(done, done + len(run))
        done += len(run)
        differing = sum(len({repr(p.values[i]) for i in places}) > 1 for p in parameters)
        kept = places[:3] if differing <= 1 else places
        lines += sum(calls[place] for place in kept)
    return len(window.starts) * weight - (weight + 4) - lines


def runs(window: Window) -> Iterator[list[int]]:
    """The stretches of a window that follow directly upon each other."""
    run: list[int] = []
    for start in window.starts:
        if run and start != run[-1] + window.length:
            yield run
            run = []
        run.append(start)
    yield run


def alike(scope: Scope, window: Window) -> Iterator[Window]:
    """A window, and the parts of it whose names are built alike, or that differ in names only."""
    yield window
    for signature in (_suffixes, _without_numbers, _arguments):
        groups: defaultdict[object, list[int]] = defaultdict(list)
        for start in window.starts:
            steps = scope.steps[start : start + window.length]
            groups[signature(steps)].append(start)
        if len(groups) > 1:
            for starts in groups.values():
                if len(starts) > 1:
                    yield Window(window.length, tuple(starts))


def _names(steps: Sequence[Step]) -> list[tuple[Part, ...]]:
    """The names that steps spell, in tokens."""
    return [name for step in steps for name in step.names]


def _suffixes(steps: Sequence[Step]) -> object:
    """What is left of names without what all of them begin with."""
    names = _names(steps)
    shared = len(_common(names)) if len(names) > 1 else 0
    return tuple(name[shared:] for name in names) if len(names) > 1 else None


def _common(names: Sequence[Sequence[Part]]) -> list[Part]:
    """What all names begin with."""
    pairs = zip(*names, strict=False)
    return [parts[0] for parts in takewhile(lambda p: all(x == p[0] for x in p), pairs)]


def _without_numbers(steps: Sequence[Step]) -> object:
    return tuple(
        tuple("#" if isinstance(t, str) and t.isdecimal() else t for t in name)
        for name in _names(steps)
    )


def _arguments(steps: Sequence[Step]) -> object:
    """All that steps say apart from names."""
    return tuple(step.said for step in steps)
