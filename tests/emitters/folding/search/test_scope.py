"""What a stretch of statements takes, and what leaves it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from model_codegen.emitters.folding.search.scope import Scope
from model_codegen.emitters.folding.search.search_state import SearchState
from model_codegen.emitters.folding.steps import Step
from tests.emitters.folding.search.handmade import step


@st.composite
def statements(draw: st.DrawFn) -> tuple[list[Step], list[int]]:
    """Statements that take any tensors made before, and the tensors returned."""
    steps = []
    for result in range(1, draw(st.integers(1, 12)) + 1):
        refs = draw(st.lists(st.integers(0, result - 1), max_size=3))
        steps.append(step(draw(st.sampled_from("ab")), refs, result))
    return steps, draw(st.lists(st.integers(0, len(steps)), max_size=3))


@given(statements())
def test_a_stretch_is_closed_if_only_its_last_result_leaves_it(
    given: tuple[list[Step], list[int]],
) -> None:
    steps, returned = given
    scope = Scope(steps, returned, SearchState())
    for start in range(len(steps)):
        for end in range(start + 1, len(steps) + 1):
            behind = {ref for s in steps[end:] for ref in s.refs} | {*returned}
            leaves = [s.results[0] in behind for s in steps[start:end]]
            wanted = leaves[-1] and not any(leaves[:-1])
            assert scope.is_closed(start, end - start) == wanted


@given(statements())
def test_steps_are_said_to_be_alike_by_what_they_are_and_how_far_back_they_reach(
    given: tuple[list[Step], list[int]],
) -> None:
    steps, returned = given
    scope = Scope(steps, returned, SearchState())
    wires = [[i - (ref - 1) for ref in s.refs if ref] for i, s in enumerate(steps)]
    for i, one in enumerate(steps):
        inside = len(wires[i]) == len(one.refs)
        assert scope.reach[i] == (max(wires[i], default=0) if inside else float("inf"))
        for j, other in enumerate(steps):
            if inside and len(wires[j]) == len(other.refs):
                alike = (one.shape, wires[i]) == (other.shape, wires[j])
                assert (scope.said[i] == scope.said[j]) == alike
