"""Two functions that are nearly alike become one, in which steps are left out at times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from model_codegen.emitters.folding.search.alignment import merged_function
from model_codegen.emitters.folding.search.search_state import SearchState
from model_codegen.emitters.folding.slot_values import ABSENT, Condition, Param
from model_codegen.emitters.folding.steps import Function, Parameter, Step
from tests.emitters.folding.search.handmade import function, step


def merged(one: Function, other: Function) -> Function | None:
    return merged_function(one, other, 7, SearchState())


def chain(shapes: Sequence[str], start: int = 0) -> list[Step]:
    """Steps that each take what the one before returned, the first one tensor `start`."""
    return [step(shape, [start + i], start + i + 1) for i, shape in enumerate(shapes)]


def chains(key: int, shapes: Sequence[str], places: int, start: int = 0) -> Function:
    """A function of one tensor with several places in a graph."""
    stretches = [chain(shapes, start + 100 * place) for place in range(places)]
    made = function(key, 1, [replace(s, refs=(i,)) for i, s in enumerate(chain(shapes))])
    return replace(made, places=tuple(map(tuple, stretches)))


def flag(index: int, *values: bool) -> Parameter:
    return Parameter(Param(f"function 7, {index}", "value"), "flag", values)


def wiring(made: Function | None) -> list[tuple[object, tuple[int, ...], bool, int | None]]:
    """Of each step: its shape, what it takes, whether it is left out at times, what stands in."""
    assert made is not None
    assert [s.results[0] for s in made.steps] == [made.inputs + i for i in range(len(made.steps))]
    return [(s.shape, s.refs, s.when is not None, s.otherwise) for s in made.steps]


def test_a_step_that_one_of_two_lacks_is_left_out_where_a_flag_says_so() -> None:
    one = chains(0, ["conv", "bn", "relu", "conv2"], 2)
    other = chains(1, ["conv", "bn", "conv2"], 3, start=500)
    made = merged(one, other)
    assert wiring(made) == [
        ("conv", (0,), False, None),
        ("bn", (1,), False, None),
        ("relu", (2,), True, 2),
        ("conv2", (3,), False, None),
    ]
    assert made is not None
    expected = flag(0, True, True, False, False, False)
    assert made.parameters == (expected,)
    assert made.steps[2].when == Condition(expected.param, "==", True)
    assert (made.key, made.inputs) == (7, 1)
    assert made.places[:2] == one.places
    assert made.places[2:] == tuple((a, b, None, c) for a, b, c in other.places)


def test_the_other_one_may_have_more_steps() -> None:
    one, other = chains(0, ["a", "b", "c"], 2), chains(1, ["a", "b", "extra", "c"], 2, 500)
    made = merged(one, other)
    assert wiring(made)[2] == ("extra", (2,), True, 2)
    assert made is not None
    assert [p.values for p in made.parameters] == [(False, False, True, True)]


def test_steps_left_out_together_hand_on_what_came_in() -> None:
    one = chains(0, ["a", "b", "c", "x", "y", "d"], 2)
    made = merged(one, chains(1, ["a", "b", "c", "d"], 2, 500))
    assert wiring(made)[2:] == [
        ("c", (2,), False, None),
        ("x", (3,), True, None),
        ("y", (4,), True, 3),
        ("d", (5,), False, None),
    ]
    assert made is not None
    assert len(made.parameters) == 1


def test_steps_at_the_end_are_left_out_as_well() -> None:
    made = merged(chains(0, ["a", "b", "c", "d"], 2), chains(1, ["a", "b", "c"], 2, 500))
    assert wiring(made)[3] == ("d", (3,), True, 3)


def residual(key: int, *, projects: bool, start: int) -> Function:
    """Three steps on a branch, and what comes in added to it, after a projection or as it is."""

    def place(x: int) -> list[Step]:
        steps = [step("conv", [x], x + 1), step("bn", [x + 1], x + 2), step("conv", [x + 2], x + 3)]
        if projects:
            steps.append(step("project", [x], x + 4))
        return [*steps, step("add", [x + 4 if projects else x, x + 3], x + 5)]

    made = function(key, 1, place(0))
    return replace(made, places=(tuple(place(start)), tuple(place(start + 50))))


def test_a_shortcut_is_the_input_where_nothing_projects_it() -> None:
    made = merged(residual(0, projects=True, start=100), residual(1, projects=False, start=500))
    assert wiring(made)[3:] == [("project", (0,), True, 0), ("add", (4, 3), False, None)]


def test_steps_wired_otherwise_are_another_function() -> None:
    one = residual(0, projects=False, start=100)
    crossed = residual(1, projects=False, start=500)
    crossed.steps[-1] = replace(crossed.steps[-1], refs=(3, 0))
    crossed = replace(
        crossed,
        places=tuple(
            (*place[:-1], replace(place[-1], refs=place[-1].refs[::-1]))
            for place in crossed.places
            if place[-1] is not None
        ),
    )
    assert merged(one, residual(2, projects=False, start=700)) is not None
    assert merged(one, crossed) is None


def test_a_place_wired_otherwise_than_its_function_is_not_taken_for_it() -> None:
    one, other = chains(0, ["a", "b", "c"], 2), chains(1, ["a", "b", "c"], 2, 500)
    a, b, c = one.places[1]
    assert c is not None
    assert merged(replace(one, places=(one.places[0], (a, b, c))), other) is not None
    skipping = replace(c, refs=(100,))
    assert merged(replace(one, places=(one.places[0], (a, b, skipping))), other) is None


def test_functions_that_have_little_in_common_stay_two() -> None:
    abc = chains(0, ["a", "b", "c"], 2)
    assert merged(abc, chains(1, ["a", "b", "c"], 2, 500)) is not None
    assert merged(abc, chains(1, ["a", "b"], 2, 500)) is None, "two steps"
    assert merged(abc, chains(1, ["a", "b", "c", *"defg"], 2, 500)) is None, "less than half"
    assert merged(abc, chains(1, ["c", "b", "a"], 2, 500)) is None, "another order"


def test_functions_of_more_tensors_stay_two() -> None:
    one = chains(0, ["a", "b", "c"], 2)
    assert merged(one, replace(chains(1, ["a", "b", "c"], 2, 500), inputs=2)) is None


def test_what_occurs_once_lacks_steps_in_one_place_at_most() -> None:
    one = chains(0, ["a", "x", "b", "y", "c"], 3)
    assert merged(one, chains(1, ["a", "b", "c"], 2, 500)) is not None
    assert merged(one, chains(1, ["a", "b", "c"], 1, 500)) is None
    assert merged(one, chains(1, ["a", "b", "y", "c"], 1, 500)) is not None


def test_a_step_that_only_one_of_many_places_has_makes_no_function() -> None:
    one = chains(0, ["a", "b", "c"], 3)
    assert merged(one, chains(1, ["a", "b", "x", "c"], 1, 500)) is None


def test_of_two_steps_of_one_shape_that_one_is_left_out_whose_name_has_no_like() -> None:
    def conv(n: int, name: str) -> Step:
        return step("conv", [n], n + 1, name)

    def named(key: int, start: int, names: Sequence[str], prefixes: Sequence[str]) -> Function:
        def place(x: int, prefix: str) -> list[Step]:
            return [conv(x + i, f"{prefix}{name}") for i, name in enumerate(names)]

        made = function(key, 1, place(0, ""))
        return replace(
            made,
            places=tuple(tuple(place(start + 50 * i, p)) for i, p in enumerate(prefixes)),
        )

    one = named(0, 100, ["_first", "_second", "_third", "_last"], ["b1", "b2"])
    for missing in ("_first", "_second", "_third"):
        names = [name for name in ("_first", "_second", "_third", "_last") if name != missing]
        made = merged(one, named(1, 500, names, ["b3", "b4"]))
        assert made is not None
        left_out = [i for i, step in enumerate(made.places[-1]) if step is None]
        assert left_out == [["_first", "_second", "_third"].index(missing)]
        assert made.parameters[0].values == ("b1", "b2", "b3", "b4")


def test_an_argument_that_only_one_of_two_needs_tells_whether_it_is_there() -> None:
    def with_rate(key: int, start: int, rates: Sequence[float | None]) -> Function:
        def place(x: int, rate: float | None) -> list[Step]:
            steps = chain(["a", "b", "c"], x)
            if rate is not None:
                steps.append(step("drop", [x + 3], x + 4, rate=rate))
            return steps

        made = function(key, 1, place(0, rates[0]))
        return replace(
            made, places=tuple(tuple(place(start + 50 * i, r)) for i, r in enumerate(rates))
        )

    made = merged(with_rate(0, 100, [0.1, 0.2]), with_rate(1, 500, [None, None]))
    assert made is not None
    rate = Param("function 7, 0", "value")
    assert made.parameters == (Parameter(rate, "rate", (0.1, 0.2, ABSENT, ABSENT)),)
    assert made.steps[3].slots == {("config", "rate"): rate}
    assert made.steps[3].when == Condition(rate, "!=", None)


def test_nothing_is_merged_once_enough_was_tried() -> None:
    one, other = chains(0, ["a", "b", "c"], 2), chains(1, ["a", "b", "c"], 2, 500)
    assert merged_function(one, other, 7, SearchState(most=11)) is None
    assert merged_function(one, other, 7, SearchState(most=12)) is not None
