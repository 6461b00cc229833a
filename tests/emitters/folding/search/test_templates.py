"""What places have in common, and what differs between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from model_codegen.emitters.folding.search.search_state import SearchState
from model_codegen.emitters.folding.search.templates import Template, unify
from model_codegen.emitters.folding.slot_values import ABSENT, Param, Plus, Text, Times
from model_codegen.emitters.folding.steps import NAME, Parameter, Step
from tests.emitters.folding.search.handmade import param, step

VALUE, NAMED, NUMBER = Param("p0", "value"), Param("p0", "name"), Param("p0", "number")


def template(*places: Sequence[Step | None], counted: bool = False) -> Template | None:
    return unify(places, param, SearchState(), counted=counted)


def said(*places: Sequence[Step | None], counted: bool = False) -> tuple[list[Any], Any]:
    """The slots of each step, and the parameters."""
    found = template(*places, counted=counted)
    assert found is not None
    return [dict(step.slots) for step in found.steps], found.parameters


def dense(result: int, name: str | None = None, **config: Any) -> Step:
    return step("dense", [result - 1], result, name, **config)


def test_what_all_places_say_is_said_once_and_stands_for_all_their_calls() -> None:
    found = template([dense(1, units=4)], [dense(5, units=4)], [dense(9, units=4)])
    assert found is not None
    assert found.parameters == ()
    (only,) = found.steps
    assert only.slots == {("config", "units"): 4}
    assert only.nodes == ("n1", "n5", "n9")
    assert (only.refs, only.results) == ((0,), (1,))


def test_an_argument_that_differs_is_a_parameter() -> None:
    slots, parameters = said([dense(1, units=4, rate=0.5)], [dense(5, units=6, rate=0.5)])
    assert slots == [{("config", "units"): VALUE, ("config", "rate"): 0.5}]
    assert parameters == (Parameter(VALUE, "units", (4, 6)),)


@pytest.mark.parametrize("other", [1.0, True, "1", None, (1,)])
def test_values_of_other_types_are_other_values(other: Any) -> None:
    _, parameters = said([dense(1, seed=1)], [dense(5, seed=other)])
    assert parameters == (Parameter(VALUE, "seed", (1, other)),)


def test_a_tuple_and_a_list_are_one_value() -> None:
    _, parameters = said([dense(1, axis=(1, 2))], [dense(5, axis=[1, 2])])
    assert parameters == ()


def test_arguments_of_one_name_that_differ_alike_share_a_parameter() -> None:
    places = [
        [dense(n, rate=rate), dense(n + 1, rate=rate), dense(n + 2, rate=rest)]
        for n, rate, rest in ((1, 0.1, 0.3), (5, 0.2, 0.1))
    ]
    slots, parameters = said(*places)
    first, second = Param("p0", "value"), Param("p1", "value")
    assert [found["config", "rate"] for found in slots] == [first, first, second]
    assert [p.values for p in parameters] == [(0.1, 0.2), (0.3, 0.1)]


def test_arguments_of_other_names_are_other_parameters_unless_both_are_widths() -> None:
    slots, parameters = said([dense(1, units=4, seed=4)], [dense(5, units=8, seed=8)])
    assert slots[0]["config", "units"] != slots[0]["config", "seed"]
    assert [p.hint for p in parameters] == ["units", "seed"]
    slots, parameters = said([dense(1, units=4, filters=4)], [dense(5, units=8, filters=8)])
    assert slots == [{("config", "units"): VALUE, ("config", "filters"): VALUE}]
    assert [p.values for p in parameters] == [(4, 8)]


def test_a_width_may_be_a_multiple_of_a_smaller_one_that_comes_later() -> None:
    slots, parameters = said(
        [dense(1, filters=64), dense(2, filters=16)], [dense(5, filters=128), dense(6, filters=32)]
    )
    assert [found["config", "filters"] for found in slots] == [Times(4, VALUE), VALUE]
    assert parameters == (Parameter(VALUE, "filters", (16, 32)),)


@pytest.mark.parametrize("wide", [(60, 128), (16 * 9, 32 * 9)])
def test_a_width_is_no_multiple_that_nobody_would_write(wide: tuple[int, int]) -> None:
    _, parameters = said(
        [dense(1, filters=wide[0]), dense(2, filters=16)],
        [dense(5, filters=wide[1]), dense(6, filters=32)],
    )
    assert [p.values for p in parameters] == [wide, (16, 32)]


def test_names_differ_in_their_beginnings_and_share_them() -> None:
    slots, parameters = said(
        [dense(1, "block1_conv"), dense(2, "block1_bn")],
        [dense(5, "block2_conv"), dense(6, "block2_bn")],
    )
    assert [found[NAME] for found in slots] == [Text((NAMED, "_conv")), Text((NAMED, "_bn"))]
    assert parameters == (Parameter(NAMED, "name", ("block1", "block2")),)


def test_between_turns_of_a_loop_names_differ_in_numbers() -> None:
    slots, parameters = said(
        [dense(1, "block_1_conv"), dense(2, "block_1_bn")],
        [dense(5, "block_2_conv"), dense(6, "block_2_bn")],
        counted=True,
    )
    expected = [Text(("block_", NUMBER, "_conv")), Text(("block_", NUMBER, "_bn"))]
    assert [found[NAME] for found in slots] == expected
    assert parameters == (Parameter(NUMBER, "name", (1, 2)),)


def test_numbers_that_count_from_elsewhere_are_said_by_the_first() -> None:
    slots, parameters = said(
        [dense(1, "conv_1"), dense(2, "dense_10")],
        [dense(5, "conv_2"), dense(6, "dense_11")],
        counted=True,
    )
    assert [found[NAME] for found in slots] == [
        Text(("conv_", NUMBER)),
        Text(("dense_", Plus(NUMBER, 9))),
    ]
    assert [p.values for p in parameters] == [(1, 2)]


def test_a_number_with_a_leading_zero_does_not_count() -> None:
    _, parameters = said([dense(1, "conv_01")], [dense(5, "conv_02")], counted=True)
    assert [(p.param.kind, p.values) for p in parameters] == [("name", ("conv_01", "conv_02"))]


def test_lists_that_differ_in_one_element_have_a_parameter_for_it() -> None:
    slots, parameters = said(
        [dense(1, target_shape=[7, 7, 16])], [dense(5, target_shape=[7, 7, 32])]
    )
    assert slots == [{("config", "target_shape"): [7, 7, VALUE]}]
    assert parameters == (Parameter(VALUE, "target_shape", (16, 32)),)


def test_lists_that_differ_in_two_elements_are_parameters_themselves() -> None:
    _, parameters = said([dense(1, target_shape=[7, 8])], [dense(5, target_shape=[9, 10])])
    assert [p.values for p in parameters] == [([7, 8], [9, 10])]


def test_a_place_that_does_without_a_step_says_nothing_about_it() -> None:
    found = template([dense(1, rate=1), dense(2, rate=7)], [dense(5, rate=2), None])
    assert found is not None
    assert [p.values for p in found.parameters] == [(1, 2)]
    assert found.steps[1].slots == {("config", "rate"): 7}
    assert found.steps[1].nodes == ("n2",)
    found = template(
        [dense(1, rate=7), None], [dense(5, rate=2), dense(6, rate=3)], [None, dense(9, rate=4)]
    )
    assert found is not None
    assert [p.values for p in found.parameters] == [(7, 2, ABSENT), (ABSENT, 3, 4)]


def test_an_argument_whose_default_is_not_known_has_to_be_said_everywhere() -> None:
    assert template([dense(1, units=4, rate=0.5)], [dense(5, units=4)]) is None


def test_objects_that_differ_are_no_arguments() -> None:
    one, other = (
        {"class_name": f"keras.regularizers.{name}", "config": {}} for name in ("L1", "L2")
    )
    assert template([dense(1, regularizer=one)], [dense(5, regularizer=one)]) is not None
    assert template([dense(1, regularizer=one)], [dense(5, regularizer=other)]) is None


def test_nothing_is_found_once_enough_was_tried() -> None:
    places = [[dense(1), dense(2)], [dense(5), dense(6)]]
    search = SearchState(most=9)
    assert unify(places, param, search) is not None
    assert unify(places, param, search) is not None
    assert not search.spent
    assert unify(places, param, search) is None
    assert search.spent
