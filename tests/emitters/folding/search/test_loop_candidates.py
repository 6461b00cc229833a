"""Which statements in a row are offered as a loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from model_codegen.emitters.folding.search.loop_candidates import (
    LONGEST_TURN,
    LoopCandidate,
    best_loop,
)
from model_codegen.emitters.folding.search.scope import Scope
from model_codegen.emitters.folding.search.search_state import SearchState
from model_codegen.emitters.folding.slot_values import Condition, Param, Text
from model_codegen.emitters.folding.steps import NAME, Parameter, Step, Use
from tests.emitters.folding.search.handmade import function, step


def found(
    steps: Sequence[Step],
    *,
    returned: Sequence[int] | None = None,
    kinds: Sequence[str] = ("range", "rows", "table"),
    **options: Any,
) -> LoopCandidate | None:
    ends = [steps[-1].results[0]] if returned is None else returned
    return best_loop(Scope(steps, ends, SearchState()), kinds, LONGEST_TURN, **options)


def place(loop: LoopCandidate | None) -> tuple[str, int, int, int] | None:
    """Its kind, and where it begins, how long its turns are, and how many there are."""
    return None if loop is None else (loop.kind, loop.start, loop.length, loop.turns)


def chain(*turns: Sequence[tuple[str, dict[str, Any]]]) -> list[Step]:
    """Steps that each take what the one before returned."""
    calls = [call for turn in turns for call in turn]
    return [step(shape, [i], i + 1, **config) for i, (shape, config) in enumerate(calls)]


def same(shape: str, count: int, **config: Any) -> list[Step]:
    return chain(*([(shape, config)] for _ in range(count)))


def test_the_same_over_and_over_only_counts() -> None:
    loop = found(same("dense", 4, units=8))
    assert loop is not None
    assert place(loop) == ("range", 0, 1, 4)
    assert loop.gain == 2  # four lines become two
    assert loop.template.parameters == ()
    assert loop.template.steps[0].nodes == ("n1", "n2", "n3", "n4")


def test_numbers_in_names_may_count() -> None:
    steps = [step("dense", [i], i + 1, f"dense_{i + 3}", units=8) for i in range(4)]
    loop = found(steps)
    assert loop is not None
    variable = Param("loop 1, 0", "number")
    assert place(loop) == ("range", 0, 1, 4)
    assert loop.template.parameters == (Parameter(variable, "name", (3, 4, 5, 6)),)
    assert loop.template.steps[0].slots[NAME] == Text(("dense_", variable))


def test_a_number_that_is_left_out_ends_the_counting() -> None:
    numbers = [1, 2, 3, 5, 6, 7, 8]
    steps = [step("dense", [i], i + 1, f"dense_{n}") for i, n in enumerate(numbers)]
    assert place(found(steps, kinds=["range"])) == ("range", 3, 1, 4)


def test_turns_of_several_statements() -> None:
    turn = [("conv", {"filters": 8}), ("bn", {}), ("relu", {})]
    loop = found(chain([("stem", {})], *[turn] * 3, [("head", {})]))
    assert loop is not None
    assert place(loop) == ("range", 1, 3, 3)
    assert loop.gain == 5  # nine lines become four
    assert [s.shape for s in loop.template.steps] == ["conv", "bn", "relu"]


def test_values_that_differ_are_rows() -> None:
    widths = (8, 16, 32, 64)
    loop = found(chain(*([("dense", {"units": units}), ("relu", {})] for units in widths)))
    assert loop is not None
    assert place(loop) == ("rows", 0, 2, 4)
    assert loop.template.parameters == (Parameter(Param("loop 1, 0", "value"), "units", widths),)
    assert loop.gain == 5  # eight lines become three, with the rows beside the head


def test_rows_have_to_save_two_lines() -> None:
    calls = [[("dense", {"units": units})] for units in (8, 16, 32, 64)]
    assert found(chain(*calls[:3])) is None
    assert place(found(chain(*calls))) == ("rows", 0, 1, 4)


def test_long_rows_take_lines_of_their_own() -> None:
    words = [f"{'long' * 5}_{letter}" for letter in "abcd"]
    loop = found(chain(*([("dense", {"mode": w}), ("relu", {}), ("bn", {})] for w in words)))
    assert loop is not None
    assert (loop.kind, loop.gain) == ("rows", 3 * 3 - 1 - (4 + 1))


def test_two_rows_hold_few_values() -> None:
    def rows(count: int) -> LoopCandidate | None:
        turns = []
        for start in (0, 10):
            config = {f"value_{n}": start + n for n in range(count)}
            turns.append([("dense", config), ("relu", {}), ("bn", {}), ("drop", {})])
        return found(chain(*turns))

    assert place(rows(2)) == ("rows", 0, 4, 2)
    assert rows(3) is None


def test_a_table_holds_more_values_for_one_long_call() -> None:
    def table(turns: int, weight: int) -> LoopCandidate | None:
        return found(
            [
                step("mix", [i], i + 1, weight=weight, **{f"v{n}": i * 7 + n * n for n in range(6)})
                for i in range(turns)
            ],
        )

    assert place(table(8, 12)) == ("table", 0, 1, 8)
    assert table(7, 12) is None, "too few calls"
    assert table(8, 2) is None, "each call is short"


@pytest.mark.parametrize(
    "broken",
    [
        lambda steps: [replace(s, refs=(0,)) for s in steps],
        lambda steps: [replace(s, shape=None) for s in steps],
        lambda steps: [replace(s, shape=f"dense {i}") for i, s in enumerate(steps)],
        lambda steps: [replace(s, when=Condition(Param("p", "value"), "==", 2)) for s in steps],
    ],
    ids=["side by side", "left as they are", "of other shapes", "under conditions"],
)
def test_what_is_no_run_is_no_loop(broken: Callable[[list[Step]], list[Step]]) -> None:
    assert found(same("dense", 5)) is not None
    assert found(broken(same("dense", 5))) is None


def test_a_result_that_is_used_later_ends_the_loop() -> None:
    steps = same("dense", 8)
    assert place(found(steps)) == ("range", 0, 1, 8)
    assert place(found([*steps, step("add", [3, 8], 9)])) == ("range", 3, 1, 5)
    assert place(found(steps, returned=[5, 8])) == ("range", 0, 1, 5)


def test_a_tensor_from_outside_is_the_same_in_every_turn() -> None:
    def attending(contexts: Sequence[int]) -> list[Step]:
        steps = [step("dense", [0], 1), step("other", [0], 2)]
        before = 0
        for index, context in enumerate(contexts):
            steps.append(step("attend", [before, context], 10 + index))
            before = 10 + index
        return steps

    assert place(found(attending([1, 1, 1, 1]), returned=[2, 13])) == ("range", 2, 1, 4)
    assert place(found(attending([1, 1, 2, 2, 2]), returned=[14])) == ("range", 4, 1, 3)


def test_what_comes_in_changes_places_with_nothing() -> None:
    """`add(x, y)` and `add(y, x)` are no two turns of a loop."""
    steps = [step("add", [0, 1], 2), step("add", [1, 2], 3), step("add", [3, 1], 4)]
    assert found(steps) is None


def test_plain_loops_hold_calls_of_one_tensor_only() -> None:
    steps = [step("add", [i, i], i + 1) for i in range(5)]
    assert found(steps) is not None
    assert found(steps, plain=True) is None
    assert found(same("dense", 5), plain=True) is not None


def test_two_calls_of_a_function_are_a_loop_only_where_pairs_are_asked_for() -> None:
    made = function(0, 1, [step("dense", [0], 1), step("relu", [1], 2)])
    uses = [Step(Use(made), ("use", 0), {}, (i,), (i + 1,), (f"n{i}",)) for i in range(2)]
    assert found(uses) is None
    assert place(found(uses, pairs=True)) == ("range", 0, 1, 2)
    assert found(same("dense", 2), pairs=True) is None


def test_a_loop_around_a_loop_has_variables_of_its_own() -> None:
    from model_codegen.emitters.folding.search.loops import put_in_loop

    turns = [[("dense", {"units": u})] * 3 + [("relu", {})] for u in (8, 16, 32)]
    scope = Scope(chain(*turns), [12], SearchState())
    for _ in turns:
        inner = best_loop(scope, ["range"], 1)
        assert inner is not None
        scope = put_in_loop(scope, inner)
    outer = best_loop(scope, ["rows"], LONGEST_TURN)
    assert place(outer) == ("rows", 0, 2, 3)
    assert outer is not None
    assert [p.param for p in outer.template.parameters] == [Param("loop 2, 0", "value")]


def test_the_loop_that_saves_most_is_taken_and_the_earlier_one_of_two() -> None:
    steps = chain(*[[("a", {})]] * 4, [("b", {})], *[[("c", {})]] * 6, [("b", {})])
    assert place(found(steps)) == ("range", 5, 1, 6)
    steps = chain(*[[("a", {})]] * 4, [("b", {})], *[[("c", {})]] * 4)
    assert place(found(steps)) == ("range", 0, 1, 4)


def test_nothing_is_found_once_enough_was_tried() -> None:
    steps = same("dense", 6)
    assert best_loop(Scope(steps, [6], SearchState(most=-1)), ["range"], 1) is None
