"""Statements made over and over in a row, each turn feeding the next: what could be loops."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from model_codegen.emitters.folding.search.conditions import params_in
from model_codegen.emitters.folding.search.scope import Scope
from model_codegen.emitters.folding.search.search_state import SearchState
from model_codegen.emitters.folding.search.templates import Template, unify
from model_codegen.emitters.folding.slot_values import Kind as ParamKind
from model_codegen.emitters.folding.slot_values import Param
from model_codegen.emitters.folding.steps import Call, Parameter, Step, Use, depth

LONGEST_TURN = 16
"""Most statements in one turn."""

LONGEST_TURN_APART = 48
"""The same where branches are written side by side, which functions do not make shorter."""

MOST_VARIABLES = 4
_MOST_COLUMNS = 9
_BEGINNING = 4
"""So many statements of a turn are looked at first."""

_FEWEST_ROWS = 8
"""Calls of many arguments are a table from so many on."""

_LARGE = 8
"""From so many statements on, a turn may have two numbers."""

_LEAST_SAVED = 1
"""A loop over rows has to save more lines than this."""

_ROW_WIDTH = 60
"""About how many characters of rows stand beside the head of a loop."""


@dataclass(frozen=True)
class LoopCandidate:
    """A loop that could be made.

    Attributes:
        start: Its first step.
        length: The number of steps of one turn.
        turns: The number of turns.
        template: One turn.
        gain: About how many lines it saves.
        kind: `"range"` if it only counts, `"rows"` if it goes over rows of a few values, `"table"`
            if over one of all arguments of a call.
    """

    start: int
    length: int
    turns: int
    template: Template
    gain: int
    kind: str


def best_loop(
    scope: Scope,
    kinds: Iterable[str],
    longest: int,
    *,
    plain: bool = False,
    varied: bool = False,
    pairs: bool = False,
) -> LoopCandidate | None:
    """The loop that saves most, if one saves anything.

    Args:
        scope: The statements.
        kinds: Of which kinds it may be.
        longest: Most statements in one turn.
        plain: Whether it may only hold calls of the graph, one after the other.
        varied: Whether something must differ between its turns, if only a number in names.
        pairs: Whether two calls of a function may be a loop, which saves nothing by itself.
    """
    runs = (run for kind in kinds for run in _runs(scope, kind, longest, plain=plain))
    found = [
        run for run in runs if (run.gain > 0 or pairs) and (not varied or run.template.parameters)
    ]
    return max(found, key=lambda run: (run.gain, -run.length, -run.start), default=None)


def _is_plain(step: Step) -> bool:
    return isinstance(step.form, Call) and len(step.refs) == 1


def _runs(scope: Scope, kind: str, longest: int, *, plain: bool) -> Iterator[LoopCandidate]:
    suits = [not plain or _is_plain(step) for step in scope.steps]
    count, shapes = len(scope.steps), scope.shapes
    for length in range(1, min(longest, count // 2) + 1):
        start = 0
        while start + 2 * length <= count and not scope.search.spent:
            behind = start + length
            found = None
            again = (
                shapes[start] == shapes[behind]
                and shapes[start:behind] == shapes[behind : behind + length]
                and all(suits[start:behind])
            )
            if again and kind == "range":
                again = _may_count(scope.steps[start], scope.steps[behind], scope.search)
            if again:
                found = _longest(scope, start, length, _turns(scope, start, length), kind)
            if found is not None:
                yield found
            start += 1 if found is None else max(1, (found.turns - 1) * length)


def _may_count(one: Step, other: Step, search: SearchState) -> bool:
    """Whether a statement and the same one turn later may be of a loop that only counts."""
    make = _variables([one], 1)
    return one.said == other.said and _of_count([[one], [other]], make, search) is not None


def _longest(scope: Scope, start: int, length: int, turns: int, kind: str) -> LoopCandidate | None:
    """The best loop that begins at a step and has at most so many turns."""
    if turns < 2:
        return None
    steps = scope.steps[start : start + turns * length]
    if kind != "range" and _saved(steps, length) <= _LEAST_SAVED:
        return None  # whatever its rows are
    find = _counting if kind == "range" else _over_rows
    found = scope.search.once(
        ("loop", kind, length, *steps), lambda: find(steps, length, kind, scope.search)
    )
    return None if found is None else replace(found, start=start)


def _counting(
    steps: Sequence[Step], length: int, kind: str, search: SearchState
) -> LoopCandidate | None:
    """A loop that only counts, over as many of some turns as can be."""
    make, weight = _variables(steps, length), _weight(steps[:length])
    places = _places(steps, length)
    if any(one.said != other.said for one, other in zip(*places[:2], strict=True)):
        return None
    template = _of_count(places[:2], make, search)
    if template is None:
        return None
    # Most often all turns are one loop; if not, the longest is closed in on.
    low, high = 2, len(places) + 1
    middle = len(places)
    while high - low > 1:
        found = _of_count(places[:middle], make, search)
        if found is None:
            high = middle
        else:
            template, low = found, middle
        middle = min(2 * low, (low + high) // 2)
    gain = (low - 1) * weight - 1
    if gain > 0 or (length == 1 and isinstance(steps[0].form, Use)):
        return LoopCandidate(0, length, low, template, gain, kind)
    return None


def _of_count(
    places: Sequence[Sequence[Step]], make: Callable[[int, ParamKind], Param], search: SearchState
) -> Template | None:
    """The template of turns between which at most one number differs, by one each time."""
    template = unify(places, make, search, counted=True)
    return template if template is not None and _counts(template.parameters) else None


def _over_rows(
    steps: Sequence[Step], length: int, kind: str, search: SearchState
) -> LoopCandidate | None:
    """A loop over rows of values."""
    make, weight = _variables(steps, length), _weight(steps[:length])
    places = _places(steps, length)
    table = kind == "table"
    if table and (length > 1 or len(places) < _FEWEST_ROWS or weight < 3):
        return None
    most = _MOST_COLUMNS if table else _most_variables(length, len(places))
    # What a part of some turns needs is needed for all of them.
    beginning = [place[:_BEGINNING] for place in places[:2]]
    for turns in (beginning, places[:2], places[:6], places[:20], places):
        template = unify(turns, make, search, counted=not table)
        if template is None or len(template.parameters) > most:
            return None
    assert template is not None
    if not _are_rows(template.parameters, length, kind):
        return None
    gain = _saved(steps, length) - _row_lines(template.parameters)
    if gain <= _LEAST_SAVED:
        return None
    return LoopCandidate(0, length, len(places), template, gain, kind)


def _saved(steps: Sequence[Step], length: int) -> int:
    """About how many lines a loop saves whose rows take no line of their own."""
    return (len(steps) // length - 1) * _weight(steps[:length]) - 1


def _places(steps: Sequence[Step], length: int) -> list[Sequence[Step]]:
    return [steps[at : at + length] for at in range(0, len(steps), length)]


def _weight(steps: Sequence[Step]) -> int:
    return sum(step.weight for step in steps)


def _variables(steps: Sequence[Step], length: int) -> Callable[[int, ParamKind], Param]:
    """Makes the variables of a loop: no two loops inside each other have one in common."""
    level = 1 + max(map(depth, steps[:length]))
    return lambda index, stands_for: Param(f"loop {level}, {index}", stands_for)


def _turns(scope: Scope, start: int, length: int) -> int:
    """How often the steps from one on are repeated, each time taking what the last time made."""
    known: dict[int, int] = {}
    first = None
    turns = 0
    while start + (turns + 1) * length <= len(scope.steps):
        begin = start + turns * length
        if any(shape is None for shape in scope.shapes[begin : begin + length]):
            break
        if any(step.when is not None for step in scope.steps[begin : begin + length]):
            break
        if not scope.is_closed(begin, length):
            break
        taken = scope.taken(begin, length)
        if not taken:
            break
        carried = taken[0] if turns == 0 else scope.steps[begin - 1].results[0]
        if carried not in taken:
            break
        others = [ref for ref in taken if ref != carried]
        known = {carried: 0, **{ref: index for index, ref in enumerate(others, start=1)}}
        tokens = tuple(scope.token(begin, begin + index, known) for index in range(length))
        seen = (tokens, others)
        if turns > 0:
            last = scope.steps[begin - 1].results[0]
            if scope.last_use[last] >= begin + length:
                break
        if first is None:
            first = seen
        elif seen != first:
            break
        turns += 1
    return turns


def _counts(variables: Sequence[Parameter]) -> bool:
    """Whether nothing differs, or one number that goes up by one."""
    if not variables:
        return True
    values = variables[0].values
    return (
        len(variables) == 1
        and all(type(value) is int for value in values)
        and variables[0].param.kind == "number"
        and list(values) == list(range(values[0], values[0] + len(values)))
    )


def _most_variables(length: int, turns: int) -> int:
    """How many values people would write in a row, for so many statements and rows."""
    if turns == 2:
        return 1 if length < 3 else 2
    return 2 if length == 1 else MOST_VARIABLES


def _are_rows(variables: Sequence[Parameter], length: int, kind: str) -> bool:
    """Whether people would write the values of some variables as rows.

    Args:
        variables: The variables.
        length: The number of statements.
        kind: `"rows"` or `"table"`.
    """
    numbers = sum(variable.param.kind == "number" for variable in variables)
    hints = [variable.hint for variable in variables if variable.param.kind != "number"]
    return (
        len(variables) > 0
        and numbers <= (1 if length < _LARGE else 2)
        and (kind == "table" or len(set(hints)) == len(hints))
        and all(not params_in(value) for variable in variables for value in variable.values)
    )


def _row_lines(variables: Sequence[Parameter]) -> int:
    rows = list(zip(*(variable.values for variable in variables), strict=True))
    length = len(str(rows)) + 8 * len(variables)
    return 0 if length <= _ROW_WIDTH else len(rows) + 1
