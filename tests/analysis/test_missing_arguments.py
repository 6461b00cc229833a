"""What a call lacks, in words; a wrong entry or node gives another sentence."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.analysis.missing_arguments import gaps
from model_codegen.catalogue import Entry, Port
from model_codegen.catalogue.json_schema import INTEGER, STRING, record
from model_codegen.design.graph import Argument, Missing, Node, TensorRef

A, B, GAP = TensorRef("a"), TensorRef("b"), Missing()

X = Port("x", position=0)
LIST = Port("inputs", position=0, many=True, minimum=2)


def entry(*ports: Port, **call: Any) -> Entry:
    """A layer with these ports; the keywords are its other arguments, all required."""
    schema = record(call, [*call])
    return Entry("keras.layers.X", "X", "layer", "core", "", "x", "", record({}), ports, schema)


def lacks(found: Entry, *args: Argument, **kwargs: Argument) -> list[str]:
    return gaps(found, Node("x", args, kwargs))


def test_a_call_that_has_all_lacks_nothing() -> None:
    assert lacks(entry(X), A) == []
    assert lacks(entry(LIST), [A, B]) == []
    assert lacks(entry(X), x=A) == []


@pytest.mark.parametrize("args", [(), (GAP,)])
def test_the_only_tensor_needs_no_name(args: tuple[Argument, ...]) -> None:
    assert lacks(entry(X), *args) == ["needs a tensor: connect one to it"]


def test_of_several_tensors_the_missing_ones_are_named() -> None:
    found = entry(Port("query", position=0), Port("value", position=1))
    assert lacks(found, A) == ["needs a tensor for `value`"]
    assert lacks(found, A, GAP) == ["needs a tensor for `value`"]
    assert lacks(found) == ["needs a tensor for `query`", "needs a tensor for `value`"]


def test_a_number_may_stand_in_the_place_of_some_tensors() -> None:
    found = entry(Port("x1", position=0, literal=True), Port("x2", position=1, literal=True))
    assert lacks(found, A, 0.5) == []
    assert lacks(found, A) == ["needs a tensor or a number for `x2`"]
    assert lacks(found, 0.5, 0.5) == ["takes no tensor: connect one to it"]


def test_an_optional_tensor_is_left_out_or_filled() -> None:
    found = entry(X, Port("mask", required=False))
    assert lacks(found, A) == []
    assert lacks(found, A, mask=GAP) == ["needs a tensor for `mask` or none at all"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([], "needs 2 tensors and has 0"),
        ([A], "needs 2 tensors and has 1"),
        ([A, GAP], "needs 2 tensors and has 1"),
        ([A, B, GAP], "has an empty place among its tensors: fill or remove it"),
    ],
)
def test_a_list_needs_its_minimum_and_has_no_gap(given: list[Any], sentence: str) -> None:
    assert lacks(entry(LIST), given) == [sentence]


def test_a_list_that_is_not_there_at_all_is_missing_too() -> None:
    assert lacks(entry(LIST)) == ["needs 2 tensors and has 0"]
    assert lacks(entry(Port("xs", position=0, many=True)), []) == ["needs 1 tensor and has 0"]


def test_tensors_one_by_one_are_a_list() -> None:
    operands = Port("operands", position=1, many=True, spread=True)
    found = entry(operands, subscripts=STRING | {"position": 0})
    assert lacks(found, "ab,bc", A, B) == []
    assert lacks(found, "ab,bc") == ["needs 1 tensor and has 0"]
    assert lacks(found, GAP, A) == ["needs `subscripts`: a text"]


def test_a_required_argument_that_is_no_tensor_has_a_value() -> None:
    found = entry(X, axis=INTEGER)
    assert lacks(found, A, axis=1) == []
    assert lacks(found, A, 1) == []
    assert lacks(found, A) == ["needs `axis`: an integer"]
    assert lacks(found, A, axis=GAP) == ["needs `axis`: an integer"]


def test_an_example_says_more_than_a_schema() -> None:
    found = entry(X, equation=STRING | {"examples": ["ab->ba"]})
    assert lacks(found, A) == ["needs `equation`, such as `ab->ba`"]


def test_a_gap_in_any_other_argument_is_told() -> None:
    assert lacks(entry(X), A, training=GAP) == [
        "has no value for `training`: fill it or leave it out"
    ]


def test_a_call_without_any_tensor_is_told_once() -> None:
    assert lacks(entry(Port("x", required=False))) == ["takes no tensor: connect one to it"]
