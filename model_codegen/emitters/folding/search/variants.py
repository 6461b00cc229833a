"""Functions that are nearly alike become one, in which some steps are left out at times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from model_codegen.emitters.folding.search.alignment import merged_function
from model_codegen.emitters.folding.search.function_candidates import candidate
from model_codegen.emitters.folding.search.function_uses import (
    call_weights,
    make_function,
    next_key,
    put_in,
    use,
)
from model_codegen.emitters.folding.search.name_likeness import alike, is_whole
from model_codegen.emitters.folding.search.repeats import LONGEST, Repeat, repeated
from model_codegen.emitters.folding.search.scope import Scope
from model_codegen.emitters.folding.steps import (
    Function,
    Step,
    Use,
    nodes_of,
    renumbered,
)

_EVALUATED = 20
"""How many stretches are looked at closely."""

_SMALL = 3
"""Most steps of a function that is rather made again."""


def with_variants(scope: Scope, functions: list[Function], function: Function) -> Scope:
    """Let a function stand for all that is nearly alike.

    Args:
        scope: The statements.
        functions: The functions; the new one takes the place of the given one.
        function: One of them, which nothing but the statements uses.
    """
    while True:
        for repeat in _near(scope, function):
            once = candidate(scope, repeat, -1)
            if once is None:
                continue
            other = make_function(scope, repeat, once.template, -1)
            merged = merged_function(function, other, next_key(functions), scope.search)
            if merged is not None:
                scope = _reused(put_in(scope, other, repeat), [function, other], merged)
                functions[functions.index(function)] = merged
                function = merged
                break
        else:
            return scope


def _near(scope: Scope, function: Function) -> Iterator[Repeat]:
    """Stretches that occur again and have most steps in common with a function."""
    if scope.search.spent:
        return
    wanted = Counter(step.shape for step in function.steps)
    count = len(function.steps)
    found: list[tuple[int, Repeat]] = []
    for repeat in repeated(scope):
        if not 3 <= repeat.length <= 2 * count:
            continue
        steps = scope.steps[repeat.starts[0] : repeat.starts[0] + repeat.length]
        common = sum((wanted & Counter(step.shape for step in steps)).values())
        if 4 * common >= 3 * max(repeat.length, count):
            found += [(common, part) for part in alike(scope, repeat)]
    found.sort(key=lambda item: (-item[0], -len(item[1].starts), item[1].length))
    for _, repeat in found[:_EVALUATED]:
        if is_whole(scope, repeat) is not False:
            yield repeat


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
            merged = merged_function(one, other, next_key(functions), scope.search)
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
    return scope.with_steps(steps)


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
                key = next_key(functions)
                made = merged_function(current, once, key, scope.search)
                if made is not None:
                    steps, last = [*scope.steps], len(made.places) - 1
                    weights = call_weights(made.parameters, len(made.places))
                    steps[start:end] = [
                        use(made, last, tuple(taken), stretch[-1].results, weights[last])
                    ]
                    functions[functions.index(current)] = made
                    scope = _reused(scope.with_steps(steps), [current], made)
                    current = made
                    break
            start += 1
    return scope


def _plain(stretch: Sequence[Step], taken: Sequence[int]) -> Function:
    """A stretch as a function of its own."""
    return Function(-1, len(taken), renumbered(stretch, taken), (), (tuple(stretch),))


def _reused(scope: Scope, old: Sequence[Function], new: Function) -> Scope:
    """The same statements with a new function for old ones, whose places it has in their order."""
    weights = call_weights(new.parameters, len(new.places))
    found: dict[int, dict[tuple[str, ...], int]] = {}
    behind = 0
    for function in old:
        places = enumerate(function.places, start=behind)
        found[function.key] = {nodes_of(steps): place for place, steps in places}
        behind += len(function.places)
    steps = []
    for step in scope.steps:
        if isinstance(step.form, Use) and step.form.function.key in found:
            place = found[step.form.function.key][step.nodes]
            step = use(new, place, step.refs, step.results, weights[place])
        steps.append(step)
    return scope.with_steps(steps)
