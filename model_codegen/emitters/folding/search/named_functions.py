"""Functions that somebody has named: what stands in frames of the same title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model_codegen.design.graph import Frame
from model_codegen.emitters.folding.search.function_candidates import template_of
from model_codegen.emitters.folding.search.function_uses import make_function, next_key, put_in
from model_codegen.emitters.folding.search.repeats import Repeat
from model_codegen.emitters.folding.search.scope import Scope
from model_codegen.emitters.folding.steps import Function
from model_codegen.emitters.namespace import identifier

_MOST = 200


@dataclass(frozen=True)
class NamedStretches:
    """Calls that were made by one function.

    Attributes:
        title: The function's name.
        places: The calls of each of its uses.
    """

    title: str
    places: tuple[frozenset[str], ...]


def named_stretches(frames: Mapping[str, Frame]) -> list[NamedStretches]:
    """What frames with a title that may be a function's name hold, the smallest first.

    Args:
        frames: The frames of a graph.
    """
    found: dict[str, list[frozenset[str]]] = {}
    for _, frame in sorted(frames.items())[:_MOST]:
        title = frame.title
        if title.isascii() and title.islower() and identifier(title, "") == title:
            found.setdefault(title, []).append(frozenset(frame.nodes))
    several = [NamedStretches(t, tuple(p)) for t, p in found.items() if len(p) > 1]
    return sorted(several, key=lambda each: min(map(len, each.places)))


def make_named(scope: Scope, named: Sequence[NamedStretches], functions: list[Function]) -> Scope:
    """Make the functions that have names already.

    Args:
        scope: The statements.
        named: What the functions stand for.
        functions: Gets the functions.
    """
    for each in named:
        groups: dict[object, list[tuple[int, int]]] = {}
        for nodes in each.places:
            stretch = _stretch(scope, nodes)
            if stretch is not None:
                groups.setdefault(_word(scope, *stretch), []).append(stretch)
        # Of those that are nearly alike, the most frequent form; others stay as they are.
        stretches = max(groups.values(), key=len, default=[])
        if len(stretches) < 2:
            continue
        repeat = Repeat(stretches[0][1], tuple(sorted(start for start, _ in stretches)))
        template = template_of(scope, repeat)
        if template is None:
            continue
        function = make_function(scope, repeat, template, next_key(functions))
        function.title = each.title
        functions.append(function)
        scope = put_in(scope, function, repeat)
    return scope


def _stretch(scope: Scope, nodes: frozenset[str]) -> tuple[int, int] | None:
    """Where the statements of a use begin, and how many they are; None if they are no function's.

    They have to stand together, with one result that is used behind them.
    """
    indices = [i for i, step in enumerate(scope.steps) if nodes.issuperset(step.nodes)]
    if len(indices) < 2 or indices[-1] - indices[0] != len(indices) - 1:
        return None
    start, length = indices[0], len(indices)
    if any(scope.shapes[index] is None for index in indices):
        return None
    covered = {node for index in indices for node in scope.steps[index].nodes}
    return (start, length) if covered == nodes and scope.is_closed(start, length) else None


def _word(scope: Scope, start: int, length: int) -> object:
    taken = {ref: index for index, ref in enumerate(scope.taken(start, length))}
    return tuple(scope.token(start, index, taken) for index in range(start, start + length))
