"""Functions for what occurs again, the one that saves most lines first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from model_codegen.emitters.folding.search.conditions import params_in, with_conditions
from model_codegen.emitters.folding.search.function_uses import call_weights
from model_codegen.emitters.folding.search.name_likeness import alike, is_whole
from model_codegen.emitters.folding.search.repeats import Repeat, repeated
from model_codegen.emitters.folding.search.scope import Scope
from model_codegen.emitters.folding.search.search_state import SearchState
from model_codegen.emitters.folding.search.templates import Template, unify
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


@dataclass(frozen=True)
class FunctionCandidate:
    """A function that could be made.

    Attributes:
        repeat: The stretches that it would stand for.
        template: Its steps.
        gain: About how many lines it saves; more if it is what people would take for a block.
    """

    repeat: Repeat
    template: Template
    gain: float


def best_function(
    scope: Scope, key: int, *, single: bool = False, foreign: Collection[Param] = ()
) -> FunctionCandidate | None:
    """The function that saves most, if one saves enough.

    Args:
        scope: The statements.
        key: The number that the function is to have.
        single: Whether it may be for one long call, too.
        foreign: Parameters of functions around it, which it does not see.
    """
    if scope.search.spent:
        return None
    weights = [0]
    for step in scope.steps:
        weights.append(weights[-1] + step.weight)

    @cache
    def promise(repeat: Repeat) -> float:
        weight = weights[repeat.starts[0] + repeat.length] - weights[repeat.starts[0]]
        return _gain(repeat, weight, [1] * len(repeat.starts), ())

    def is_hopeful(repeat: Repeat) -> bool:
        return promise(repeat) * _BONUS**2 > (LEAST_GAIN if best is None else best.gain)

    repeats = sorted(repeated(scope, single=single), key=promise, reverse=True)
    best: FunctionCandidate | None = None
    for repeat in repeats[:_EVALUATED]:
        if not is_hopeful(repeat):
            break
        for part in filter(is_hopeful, alike(scope, repeat)):
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


def _names_in(found: FunctionCandidate) -> int:
    return sum(parameter.param.kind == "name" for parameter in found.template.parameters)


def candidate(scope: Scope, repeat: Repeat, key: int) -> FunctionCandidate | None:
    """The function that stretches could become; None if what differs cannot be arguments.

    Args:
        scope: The statements.
        repeat: The stretches.
        key: The number that the function is to have.
    """

    places = [scope.steps[start : start + repeat.length] for start in repeat.starts]
    said = ("function", *(tuple(place) for place in places))
    template = scope.search.once(said, lambda: _template(places, scope.search))
    if template is None or len(template.parameters) > _MOST_PARAMETERS:
        return None
    weight = sum(step.weight for step in places[0])
    number = len(template.parameters)
    named = sum(parameter.param.kind == "name" for parameter in template.parameters)
    if named > 1 and repeat.length < _FEW:
        return None
    calls = call_weights(template.parameters, len(places))
    extra = sum(call > 1 for call in calls) * 0.5 + max(0, named - 1) * 0.5 * len(places)
    gain = _gain(repeat, weight, calls, template.parameters) - 2 * max(0, number - 4) - extra
    taken = scope.taken(repeat.starts[0], repeat.length)
    if len(taken) > 1:
        gain *= 0.8
    # Where a block begins is where its input goes two ways.
    if sum(taken[0] in step.refs for step in places[0]) > 1:
        gain *= _BONUS
    whole = is_whole(scope, repeat)
    if whole is not None:
        gain *= _BONUS if whole else 0.6
    return FunctionCandidate(repeat, template, gain)


def template_of(scope: Scope, repeat: Repeat) -> Template | None:
    """What stretches have in common, whether or not a function of it saves lines.

    Args:
        scope: The statements.
        repeat: The stretches.
    """
    places = [scope.steps[start : start + repeat.length] for start in repeat.starts]
    return _template(places, scope.search)


def _template(places: Sequence[Sequence[Step]], search: SearchState) -> Template | None:
    number = search.number()  # no two functions have a parameter in common

    def make(index: int, kind: Kind) -> Param:
        return Param(f"candidate {number}, {index}", kind)

    template = unify(places, make, search)
    return None if template is None else with_conditions(template, places, make)


def _gain(
    repeat: Repeat, weight: int, calls: Sequence[int], parameters: Sequence[Parameter]
) -> float:
    """About how many lines a function saves, where runs that differ in one thing become loops."""
    lines = 0
    done = 0
    for run in runs(repeat):
        places = range(done, done + len(run))
        done += len(run)
        differing = sum(len({repr(p.values[i]) for i in places}) > 1 for p in parameters)
        kept = places[:3] if differing <= 1 else places
        lines += sum(calls[place] for place in kept)
    return len(repeat.starts) * weight - (weight + 4) - lines


def runs(repeat: Repeat) -> Iterator[list[int]]:
    """The stretches of a repeat that follow directly upon each other."""
    run: list[int] = []
    for start in repeat.starts:
        if run and start != run[-1] + repeat.length:
            yield run
            run = []
        run.append(start)
    yield run
