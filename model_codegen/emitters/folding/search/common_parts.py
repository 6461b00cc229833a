"""Parts that several functions, or a function and what is left of the graph, have in common."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.emitters.folding.search.function_candidates import best_function
from model_codegen.emitters.folding.search.function_uses import make_function, next_key, put_in
from model_codegen.emitters.folding.search.scope import Scope
from model_codegen.emitters.folding.steps import Call, Function, Step

_BETWEEN = Step(Call(""), None, {}, (), (), ())


def share_parts(scope: Scope, functions: list[Function]) -> Scope:
    """Make functions of what occurs in several places of functions and statements.

    Args:
        scope: The statements.
        functions: Functions that they use; gets more.
    """
    if not functions:
        return scope
    # All of it in a row, in which every tensor has a number of its own.
    steps: list[Step] = []
    returned: list[int] = []
    offsets: list[int] = []
    offset = 0
    for function in functions:
        offsets.append(offset)
        steps += [_moved(step, offset) for step in function.steps] + [_BETWEEN]
        returned.append(function.steps[-1].results[0] + offset)
        offset += function.inputs + len(function.steps)
    offsets.append(offset)
    steps += [_moved(step, offset) for step in scope.steps]
    returned += [tensor + offset for tensor in scope.returned]
    whole = Scope(steps, returned, scope.search)
    key = next_key(functions)
    made: list[Function] = []
    foreign = {parameter.param for function in functions for parameter in function.parameters}
    while True:
        best = best_function(whole, key + len(made), single=True, foreign=foreign)
        if best is None:
            break
        function = make_function(whole, best.repeat, best.template, key + len(made))
        whole = put_in(whole, function, best.repeat)
        made.append(function)
    if not made:
        return scope
    parts: list[list[Step]] = [[]]
    for step in whole.steps:
        if step is _BETWEEN:
            parts.append([])
        else:
            parts[-1].append(_moved(step, -offsets[len(parts) - 1]))
    for function, part in zip(functions, parts, strict=False):
        function.steps = part
    functions += made
    return scope.with_steps(parts[-1])


def _moved(step: Step, offset: int) -> Step:
    otherwise = None if step.otherwise is None else step.otherwise + offset
    return replace(
        step,
        refs=tuple(ref + offset for ref in step.refs),
        results=tuple(result + offset for result in step.results),
        otherwise=otherwise,
    )
