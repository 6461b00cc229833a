"""Functions for what occurs again, the one that saves most lines first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from model_codegen.emitters.folding.search.conditions import params_in, with_conditions
from model_codegen.emitters.folding.search.effort import once, spent
from model_codegen.emitters.folding.search.function_uses import call_weights
from model_codegen.emitters.folding.search.name_likeness import alike, is_whole
from model_codegen.emitters.folding.search.unify import Template, unify
from model_codegen.emitters.folding.search.windows import Scope, Window, repeated
from model_codegen.emitters.folding.slot_values import Kind, Param
from model_codegen.emitters.folding.steps import (
    Parameter,
    Step,
)

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
