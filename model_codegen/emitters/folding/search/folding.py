"""`fold`: the functions and loops of a graph, found one by one for fewer lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from model_codegen.emitters.folding.search.common_parts import share_parts
from model_codegen.emitters.folding.search.function_candidates import best_function
from model_codegen.emitters.folding.search.function_uses import make_function, next_key, put_in
from model_codegen.emitters.folding.search.loop_candidates import LONGEST_TURN, best_loop
from model_codegen.emitters.folding.search.loops import put_in_loop, roll
from model_codegen.emitters.folding.search.named_functions import NamedStretches, make_named
from model_codegen.emitters.folding.search.scope import Scope
from model_codegen.emitters.folding.search.search_state import SearchState
from model_codegen.emitters.folding.search.variants import merge_variants, with_variants
from model_codegen.emitters.folding.steps import Function, Step, Use, walk_steps


@dataclass(frozen=True)
class Folding:
    """A graph in functions and loops.

    Attributes:
        functions: Each uses only earlier ones.
        steps: What is left of the graph.
    """

    functions: tuple[Function, ...]
    steps: tuple[Step, ...]

    def everywhere(self) -> Iterator[Step]:
        """The steps of the graph and of its functions, those in loops too."""
        yield from walk_steps(self.steps)
        for function in self.functions:
            yield from walk_steps(function.steps)


def fold(
    steps: Sequence[Step],
    returned: Sequence[int],
    search: SearchState,
    named: Sequence[NamedStretches] = (),
) -> Folding:
    """Find what repeats.

    Args:
        steps: The statements of a graph.
        returned: The tensors that are its outputs.
        search: What was tried and found in other graphs of the design.
        named: What functions stand for that have a name already; these stay as they are.
    """
    scope = Scope(steps, returned, search)
    functions: list[Function] = []
    scope = make_named(scope, named, functions)
    kept = list(functions)
    while True:
        key = next_key(functions)
        function = best_function(scope, key)
        loop = best_loop(scope, ("range", "rows"), LONGEST_TURN, plain=True, varied=True)
        if loop is not None and loop.gain > (0 if function is None else function.gain):
            scope = put_in_loop(scope, loop)
        elif function is not None:
            made = make_function(scope, function.repeat, function.template, key)
            functions.append(made)
            scope = with_variants(put_in(scope, made, function.repeat), functions, made)
        else:
            break
    found = [function for function in functions if function not in kept]
    scope = roll(share_parts(merge_variants(scope, found), found))
    functions = [*kept, *found]
    for made in functions:
        made.steps = roll(Scope(made.steps, made.steps[-1].results, search)).steps
    return Folding(tuple(_ordered(scope.steps)), tuple(scope.steps))


def _ordered(steps: Iterable[Step]) -> list[Function]:
    """The functions that statements use, each behind those that it uses itself."""
    found: list[Function] = []
    for step in walk_steps(tuple(steps)):
        if isinstance(step.form, Use) and step.form.function not in found:
            inner = _ordered(step.form.function.steps)
            found += [f for f in [*inner, step.form.function] if f not in found]
    return found
