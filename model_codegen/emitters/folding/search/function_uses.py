"""Functions made of stretches, and the calls that take the place of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from model_codegen.emitters.folding.search.parameter_defaults import usual_value
from model_codegen.emitters.folding.search.repeats import Repeat
from model_codegen.emitters.folding.search.scope import Scope
from model_codegen.emitters.folding.search.templates import Template
from model_codegen.emitters.folding.slot_values import ABSENT
from model_codegen.emitters.folding.steps import (
    Function,
    Parameter,
    Slot,
    Step,
    Use,
    nodes_of,
    renumbered,
)


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


def next_key(functions: Sequence[Function]) -> int:
    """The number of a further function."""
    return max((function.key for function in functions), default=-1) + 1


def make_function(scope: Scope, repeat: Repeat, template: Template, key: int) -> Function:
    """The function of stretches that occur again."""
    start = repeat.starts[0]
    taken = scope.taken(start, repeat.length)
    steps = [replace(step, when=None, otherwise=None) for step in renumbered(template.steps, taken)]
    places = tuple(tuple(scope.steps[start : start + repeat.length]) for start in repeat.starts)
    return Function(key, len(taken), steps, template.parameters, places)


def put_in(scope: Scope, function: Function, repeat: Repeat) -> Scope:
    """Replace stretches by uses of their function."""
    steps: list[Step] = []
    weights = call_weights(function.parameters, len(function.places))
    behind = 0
    for place, start in enumerate(repeat.starts):
        steps += scope.steps[behind:start]
        behind = start + repeat.length
        last = scope.steps[behind - 1]
        refs = tuple(scope.taken(start, repeat.length))
        steps.append(use(function, place, refs, last.results, weights[place], last))
    return scope.with_steps([*steps, *scope.steps[behind:]])


def use(
    function: Function,
    place: int,
    refs: tuple[int, ...],
    results: tuple[int, ...],
    weight: int,
    last: Step | None = None,
) -> Step:
    """The call of a function.

    Args:
        function: The function.
        place: Which of its places it stands for.
        refs: The tensors it takes.
        results: The tensor it returns.
        weight: About how many lines the call takes there; see `call_weights`.
        last: The step by whose condition it is left out.
    """
    values = [parameter.values[place] for parameter in function.parameters]
    slots: dict[Slot, Any] = {
        ("argument", i): value for i, value in enumerate(values) if value is not ABSENT
    }
    nodes = nodes_of(function.places[place])
    when, otherwise = (None, None) if last is None else (last.when, last.otherwise)
    shape = ("use", function.key)
    return Step(Use(function), shape, slots, refs, results, nodes, weight, when, otherwise)
