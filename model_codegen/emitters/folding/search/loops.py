"""Loops in the place of statements that are made over and over in a row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from model_codegen.emitters.folding.search.conditions import params_in
from model_codegen.emitters.folding.search.loop_candidates import (
    LONGEST_TURN,
    LONGEST_TURN_APART,
    MOST_VARIABLES,
    LoopCandidate,
    best_loop,
)
from model_codegen.emitters.folding.search.scope import Scope
from model_codegen.emitters.folding.slot_values import ABSENT, Param
from model_codegen.emitters.folding.steps import Loop, Slot, Step, renumbered


def roll(scope: Scope) -> Scope:
    """Make loops of runs: first those that only count, then those over rows of values.

    Two calls of one function in a row are a loop only if it is part of others that are alike.
    """
    found = [_rolled(scope, pairs=pairs) for pairs in (False, True)]
    return min(found, key=lambda s: sum(step.weight for step in s.steps))


def _rolled(scope: Scope, *, pairs: bool) -> Scope:
    most = LONGEST_TURN_APART if scope.search.apart else LONGEST_TURN
    for kinds, longest in ((("range",), 1), (("range", "rows"), most), (("table",), 1)):
        while (best := best_loop(scope, kinds, longest, pairs=pairs)) is not None:
            scope = put_in_loop(scope, best)
    return _unrolled(scope)


def put_in_loop(scope: Scope, found: LoopCandidate) -> Scope:
    """Replace a run by its loop."""
    start, length = found.start, found.length
    end = start + found.turns * length
    unrolled = tuple(scope.steps[start:end])
    taken = scope.taken(start, length)
    steps = tuple(replace(s, slots={}) for s in renumbered(found.template.steps, taken))
    slots: dict[Slot, Any] = {
        ("body", index, *slot): value
        for index, step in enumerate(found.template.steps)
        for slot, value in step.slots.items()
    }
    variables = found.template.parameters
    ranged = found.kind == "range"
    if ranged:
        first = variables[0].values[0] if variables else 0
        slots["first",] = first
        slots["last",] = first + found.turns - 1
    else:
        columns = [[None if v is ABSENT else v for v in var.values] for var in variables]
        slots["rows",] = tuple(zip(*columns, strict=True))
    bare = all(isinstance(v, Param) or not params_in(v) for v in slots.values())
    starred = found.kind == "table" and len(variables) > MOST_VARIABLES and bare
    kept = tuple(replace(variable, values=()) for variable in variables)
    form = Loop(steps, kept, ranged, unrolled, starred)
    wiring = tuple((step.shape, step.refs) for step in steps)
    kinds = tuple((v.param, v.hint) for v in variables)
    shape = ("loop", ranged, kinds, wiring)
    weight = 1 + sum(step.weight for step in steps)
    nodes = tuple(dict.fromkeys(node for step in unrolled for node in step.nodes))
    made = Step(form, shape, slots, tuple(taken), unrolled[-1].results, nodes, weight)
    return scope.with_steps([*scope.steps[:start], made, *scope.steps[end:]])


def _unrolled(scope: Scope) -> Scope:
    """Take back loops of two turns that no other loop holds: they save nothing."""
    steps: list[Step] = []
    for step in scope.steps:
        form = step.form
        if isinstance(form, Loop) and form.ranged and len(form.unrolled) == 2:
            steps += form.unrolled
        else:
            steps.append(step)
    return scope.with_steps(steps)
